"""Shows a place in a text: its line, with marks below, cut to the width of the terminal."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len

ELLIPSIS = "…"

_LINE_END = re.compile(r"\r\n|\r|\n")
# a tab is one cell wide below, too; whatever would steer the terminal is shown as unreadable
_SHOWN = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd") | {ord("\t"): " "}


@dataclass(frozen=True, slots=True)
class Place:
    """`line` and `column` count from 1, columns in characters; `marks` stands right below `excerpt`."""

    line: int
    column: int
    excerpt: str
    marks: str


def line_and_column(text: str, start: int) -> tuple[int, int]:
    """Both from 1, columns in characters (code points); \\r\\n, \\r and \\n end a line."""
    starts = _line_starts(text)
    line = bisect_right(starts, start)
    return line, start - starts[line - 1] + 1


def show_place(text: str, start: int, end: int, width: int) -> Place:
    """The place from `start` to `end` (code points). What runs over a line end is marked up to it.

    `width` in terminal cells: a full-width character takes two. A place wider than that is marked as far as it fits.
    """
    line_number, column = line_and_column(text, start)
    first = start - column + 1
    line_end = _LINE_END.search(text, start)
    line = text[first : line_end.start() if line_end else len(text)].translate(_SHOWN)
    room = width - 2 * cell_len(ELLIPSIS)
    begin = column - 1
    finish = _fitting(line, begin, min(end - first, len(line)), room)
    left, right = _window(line, begin, finish, room)
    before = (ELLIPSIS if left else "") + line[left:begin]
    after = line[finish:right] + (ELLIPSIS if right < len(line) else "")
    return Place(
        line=line_number,
        column=column,
        excerpt=before + line[begin:finish] + after,
        marks=" " * cell_len(before) + "^" * max(1, cell_len(line[begin:finish])),
    )


def _fitting(line: str, begin: int, finish: int, room: int) -> int:
    """Where the marks must end so that they fit."""
    cells = 0
    for at in range(begin, finish):
        cells += cell_len(line[at])
        if cells > room and at > begin:
            return at
    return max(begin, finish)


def _window(line: str, begin: int, finish: int, width: int) -> tuple[int, int]:
    """How much of the line fits, growing to both sides of the place in turn."""
    left, right = begin, finish
    room = width - cell_len(line[begin:finish])
    is_growing = True
    while is_growing:
        is_growing = False
        if left > 0 and (cells := cell_len(line[left - 1])) <= room:
            left, room, is_growing = left - 1, room - cells, True
        if right < len(line) and (cells := cell_len(line[right])) <= room:
            right, room, is_growing = right + 1, room - cells, True
    while 0 < left < begin and not cell_len(line[left]):  # marks of a letter that did not fit
        left += 1
    return left, right


@lru_cache(maxsize=1)
def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in _LINE_END.finditer(text))]
