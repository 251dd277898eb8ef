"""Parts a text into sentences: what a reader takes in at once, from its first word to its end.

Titles, items of lists and whatever else has no end are no sentences. Addresses, telephone numbers and what stands
aside in brackets are not read along, so they are left out of every count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from notices.glossary.readability_rules import ReadabilityRules

UNREAD = "\0"

_ADDRESS = r"https?://[!-~]+|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+"
_DIGITS = "[0-9\uff10-\uff19]"
_PHONE = rf"\(?{_DIGITS}{{2,5}}[-\u2010\uff0d()]{_DIGITS}{{1,4}}[-\u2010\uff0d()]{_DIGITS}{{3,4}}"
_LINE_END = r"\r\n|\r|\n"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text; `start` and `end` are code points of the text as given."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Patterns:
    unread: re.Pattern[str]
    quotes: re.Pattern[str]
    borders: re.Pattern[str]


def mask_unread(text: str, rules: ReadabilityRules) -> str:
    """The text with a NUL for every character that is not read along; places stay what they are."""
    return _masked(_patterns(rules).unread, text)


def sentences_of(text: str, read: str, rules: ReadabilityRules) -> Iterator[Stretch]:
    """The sentences in their order, without the white space around them; `read` is the text as `mask_unread` gives it.

    A line that breaks off late goes on in the next one, unless it is an item itself or the next one is empty, indented
    or an item.
    """
    patterns = _patterns(rules)
    open_text = _masked(patterns.quotes, read)
    begin = line = 0
    for border in patterns.borders.finditer(open_text):
        start, end = border.span()
        if border.lastgroup == "stop":
            if text[:end].endswith(rules.abbreviations) and not _is_line_over(text, end):
                continue
            yield from _stripped(text, begin, end)
            begin = end
        elif not text[begin:start].strip() or not _goes_on(text, line, start, end, rules):
            begin = end
        if border.lastgroup == "line":
            line = end
    # what is left over has no end, and so is no sentence


def _goes_on(text: str, line: int, start: int, end: int, rules: ReadabilityRules) -> bool:
    """Whether the line from `line` to `start` is continued by the one that begins at `end`."""
    following = text[end : end + 8]
    if not following.strip() or following[0].isspace() or rules.bullets.match(following):
        return False
    is_cut = text[line:start].rstrip(" ").endswith(tuple(rules.commas))
    return is_cut or (start - line >= rules.wraps_from and not rules.bullets.match(text, line))


def _is_line_over(text: str, end: int) -> bool:
    return end >= len(text) or text[end] in "\r\n"


def _stripped(text: str, begin: int, end: int) -> Iterator[Stretch]:
    piece = text[begin:end]
    start = begin + len(piece) - len(piece.lstrip())
    if start < end:
        yield Stretch(text[start:end], start, end)


def _masked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: UNREAD * len(match.group()), text)


@cache
def _patterns(rules: ReadabilityRules) -> _Patterns:
    always = "".join(re.escape(mark) for mark in rules.ends if mark != ".")
    stops = [f"[{always}]+"] * bool(always) + [r"\.(?=\s|$)"] * ("." in rules.ends)
    return _Patterns(
        unread=re.compile("|".join([_ADDRESS, _PHONE, *map(_between, rules.asides)])),
        quotes=re.compile("|".join(map(_between, rules.quotes)) or "(?!)"),
        borders=re.compile(f"(?P<stop>{'|'.join(stops)})|(?P<line>{_LINE_END})"),
    )


def _between(pair: str) -> str:
    opens, closes = (re.escape(mark) for mark in pair)
    return rf"{opens}[^{opens}{closes}\n]*{closes}"
