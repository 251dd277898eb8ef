"""On which line each setting of a TOML text stands; `tomllib` reads values but keeps no places.

The text must be one that `tomllib` accepts. Grammar: https://toml.io/en/v1.0.0 (tables, arrays of tables, dotted and
quoted keys, four kinds of strings, arrays and inline tables over several lines).
"""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY_PART = re.compile(r'[ \t]*("(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[A-Za-z0-9_-]+)[ \t]*')
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}' r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\n]+")


def find_lines(text: str) -> Mapping[str, int]:
    """Path ("clock.grace_minutes", "services[2].kind", "services[2].brands[1]") → line; both count from 1."""
    return _Scanner(text.replace("\r\n", "\n")).scan()


def child(path: str, key: str) -> str:
    """The path of a key inside a table; the top level's path is ""."""
    return f"{path}.{key}" if path else key


def item(path: str, number: int) -> str:
    """The path of an array's item, counted from 1."""
    return f"{path}[{number}]"


def line_of(lines: Mapping[str, int], path: str) -> int:
    """The line of a setting, or, where it is not written, of the nearest table around it."""
    while path and path not in lines:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return lines.get(path, 1)


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._lines: dict[str, int] = {}
        self._tables: Counter[str] = Counter()

    def scan(self) -> Mapping[str, int]:
        table = ""
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._text.startswith("[", self._at):
                table = self._header()
            else:
                self._setting(table)
            self._skip(_BLANK)
        return self._lines

    def _header(self) -> str:
        start = self._at
        is_array = self._text.startswith("[[", start)
        self._at += 2 if is_array else 1
        *outer, last = self._key()
        self._at += 2 if is_array else 1
        path = ""
        for part in outer:
            path = self._newest(child(path, part))
        path = child(path, last)
        if is_array:
            self._note(path, start)
            self._tables[path] += 1
        path = self._newest(path)
        self._note(path, start)
        return path

    def _newest(self, path: str) -> str:
        """Within an array of tables a header means the table opened last."""
        return item(path, self._tables[path]) if path in self._tables else path

    def _setting(self, table: str) -> None:
        start, path = self._at, table
        for part in self._key():
            path = child(path, part)
            self._note(path, start)
        self._at += len("=")
        self._value(path)

    def _key(self) -> list[str]:
        parts = []
        while True:
            part = self._skip(_KEY_PART).strip(" \t")
            parts.append(str(tomllib.loads(f"key = {part}")["key"]) if part[0] in "\"'" else part)
            if not self._text.startswith(".", self._at):
                return parts
            self._at += 1

    def _value(self, path: str) -> None:
        self._skip(_BLANK)
        opening = self._text[self._at]
        if opening in "\"'":
            self._skip(_STRING)
        elif opening in "[{":
            self._at += 1
            self._skip(_BLANK)
            number = 0
            while self._text[self._at] not in "]}":
                if opening == "{":
                    self._setting(path)
                else:
                    number += 1
                    self._note(item(path, number), self._at)
                    self._value(item(path, number))
                self._skip(_BLANK)
                if self._text[self._at] == ",":
                    self._at += 1
                    self._skip(_BLANK)
            self._at += 1
        else:
            self._skip(_BARE)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise ValueError(f"not TOML at {self._at}")
        self._at = match.end()
        return match.group()

    def _note(self, path: str, at: int) -> None:
        self._lines.setdefault(path, self._text.count("\n", 0, at) + 1)
