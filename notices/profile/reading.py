"""Reads the settings of one table. What is wrong is noted and reading goes on with a stand-in: all is told at once.

A stand-in never leaves the profile: with a single mistake there is no Carrier.
"""

import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any

from notices.profile.mistakes import MistakeList
from notices.profile.scan import child, item

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})  # a line end or a hidden mark in a name breaks mails, SMS and feeds


class TableReader:
    """One table of the file; `path` is where it stands. Ask for every setting, then `finish`."""

    def __init__(self, values: Mapping[str, Any], path: str, mistakes: MistakeList) -> None:
        self.path = path
        self._values = values
        self._mistakes = mistakes
        self._asked: list[str] = []

    def wrong(self, key: str, code: str, **details: object) -> None:
        """Note a mistake at one setting of this table."""
        self._mistakes.add(child(self.path, key), code, **details)

    def text(
        self, key: str, default: str | None = None, looks_right: Callable[[str], bool] | None = None, code: str = ""
    ) -> str:
        """A text of one line; without `default` it must be there. `code` names the mistake when it looks wrong."""
        value = self._value(key, default)
        if value is None or (value == "" and default is not None) or not self._is_text(key, value):
            return default or ""
        if looks_right is not None and not looks_right(value):
            self.wrong(key, code, value=value)
        return str(value)

    def choice(self, key: str, allowed: Collection[str], code: str) -> str:
        """One of the allowed texts, "" where it is none of them."""
        value = self.text(key)
        if not value or value in allowed:
            return value
        self.wrong(key, code, value=value, known=", ".join(allowed))
        return ""

    def texts(
        self, key: str, allowed: Collection[str] = (), code: str = "", *, is_required: bool = False,
        looks_right: Callable[[str], bool] | None = None,
    ) -> tuple[str, ...]:  # fmt: skip
        """A list of texts, none twice; `code` names the mistake of one that is not allowed or looks wrong."""
        good: list[str] = []
        for number, value in enumerate(self._list(key, () if not is_required else None), start=1):
            place = item(key, number)
            if not self._is_text(place, value):
                continue
            if allowed and value not in allowed:
                self.wrong(place, code, value=value, known=", ".join(allowed))
            elif looks_right is not None and not looks_right(value):
                self.wrong(place, code, value=value)
            elif value in good:
                self.wrong(place, "twice_in_list", value=value)
            else:
                good.append(value)
        return tuple(good)

    def flag(self, key: str, default: bool | None = None) -> bool:
        """True or false; without `default` it must be there."""
        value = self._value(key, default)
        if value is not None and not isinstance(value, bool):
            self.wrong(key, "not_flag")
        return value is True

    def number(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number between `least` and `most`, both included."""
        return self._in_range(key, self._value(key, default), least, most) or default

    def number_or_none(self, key: str, least: int, most: int) -> int | None:
        """A whole number between `least` and `most`, None where it is not written."""
        return self._in_range(key, self._values[key], least, most) if self._is_written(key) else None

    def numbers(self, key: str, default: tuple[int, ...], least: int, most: int) -> tuple[int, ...]:
        """A list of whole numbers, none twice."""
        good: list[int] = []
        for number, value in enumerate(self._list(key, default), start=1):
            place = item(key, number)
            if value in good:
                self.wrong(place, "twice_in_list", value=value)
            elif (checked := self._in_range(place, value, least, most)) is not None:
                good.append(checked)
        return tuple(good)

    def time(self, key: str) -> datetime:
        """A date and time with its zone, given back as aware UTC."""
        value = self._value(key, None)
        if isinstance(value, datetime) and value.tzinfo is not None:
            return value.astimezone(UTC)
        if isinstance(value, date):
            self.wrong(key, "time_without_zone")
        elif value is not None:
            self.wrong(key, "not_time")
        return _LONG_AGO

    def names(self, key: str, languages: Collection[str]) -> tuple[tuple[str, str], ...]:
        """What something is called in other languages: a table of a text by language, which may be left out."""
        reader = self.table(key)
        given = [(language, reader.text(language, "")) for language in languages]
        reader.finish()
        return tuple((language, name) for language, name in given if name)

    def table(self, key: str) -> "TableReader":
        """The table of that name; an empty one where it is not written."""
        value = self._value(key, {})
        if not isinstance(value, dict):
            self.wrong(key, "not_table", name=key)
            value = {}
        return TableReader(value, child(self.path, key), self._mistakes)

    def tables(self, key: str, *, is_required: bool = False) -> list["TableReader"]:
        """The tables written as `[[key]]`; with `is_required` at least one must be there."""
        value = self._value(key, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            self.wrong(key, "not_tables", name=key)
            return []
        if is_required and not value:
            self.wrong(key, "no_tables", name=key)
        path = child(self.path, key)
        return [TableReader(row, item(path, number), self._mistakes) for number, row in enumerate(value, start=1)]

    def finish(self, belongs_on_top: Collection[str] = ()) -> None:
        """Note every field nobody asked for. `belongs_on_top`: fields that must stand before the first table."""
        for key in self._values:
            if key in self._asked:
                continue
            nearest = get_close_matches(key, self._asked, n=1)
            if key in belongs_on_top:
                self.wrong(key, "field_of_top", name=key)
            elif nearest:
                self.wrong(key, "unknown_field_near", name=key, nearest=nearest[0])
            else:
                self.wrong(key, "unknown_field", name=key, known=", ".join(self._asked))

    def _is_written(self, key: str) -> bool:
        self._asked.append(key)
        return key in self._values

    def _value(self, key: str, default: object) -> Any:
        if self._is_written(key):
            return self._values[key]
        if default is None:
            self.wrong(key, "missing", name=key)
        return default

    def _list(self, key: str, default: Collection[object] | None) -> Collection[Any]:
        """Its items; a list that must be there (`default` None) must not be empty."""
        value = self._value(key, default)
        if value is default:
            return value or ()
        if not isinstance(value, list):
            self.wrong(key, "not_list", name=key)
            return ()
        if not value and default != ():
            self.wrong(key, "empty_list", name=key)
        return value

    def _is_text(self, place: str, value: object) -> bool:
        if not isinstance(value, str):
            self.wrong(place, "not_text")
        elif not value.strip():
            self.wrong(place, "empty_text")
        elif any(unicodedata.category(character) in _UNSEEN for character in value):
            self.wrong(place, "unseen_character")
        else:
            return True
        return False

    def _in_range(self, place: str, value: object, least: int, most: int) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.wrong(place, "not_in_range", least=least, most=most)
            return None
        return value
