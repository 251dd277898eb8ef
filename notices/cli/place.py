"""Shows a place in a text: its line, with marks below, cut to the width of the terminal."""

import re
from dataclasses import dataclass

from rich.cells import cell_len

ELLIPSIS = "…"

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Place:
    """`line` and `column` count from 1, columns in characters; `marks` stands right below `excerpt`."""

    line: int
    column: int
    excerpt: str
    marks: str


def show_place(text: str, start: int, end: int, width: int) -> Place:
    """The place from `start` to `end` (code points). What runs over a line end is marked up to it.

    `width` in terminal cells: a full-width character takes two.
    """
    line_ends = list(_LINE_END.finditer(text, 0, start))
    first = line_ends[-1].end() if line_ends else 0
    line = _LINE_END.split(text[first:], maxsplit=1)[0].replace("\t", " ")
    begin, finish = start - first, min(end - first, len(line))
    left, right = _window(line, begin, finish, width - 2 * cell_len(ELLIPSIS))
    before = (ELLIPSIS if left else "") + line[left:begin]
    after = line[finish:right] + (ELLIPSIS if right < len(line) else "")
    return Place(
        line=len(line_ends) + 1,
        column=begin + 1,
        excerpt=before + line[begin:finish] + after,
        marks=" " * cell_len(before) + "^" * max(1, cell_len(line[begin:finish])),
    )


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
    return left, right
