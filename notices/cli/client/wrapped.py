"""Long lines cut to a width in terminal cells, as Japanese is set: not before a closing mark, not inside a number."""

import re
import shutil
import unicodedata

from rich.cells import cell_len

# wider lines are lost by whoever reads them aloud
WIDEST = 72

# a word, number or address in ASCII stays whole; any other character is a unit of its own
_UNITS = re.compile(r"[!-~]+|.", re.DOTALL)
_CLOSING = frozenset({"Pe", "Pf", "Po", "Lm"})
_OPENING = frozenset({"Ps", "Pi"})


def reading_width() -> int:
    """How wide a text to be read aloud is set: the terminal's width, but no more than a line that the eye can keep."""
    return min(shutil.get_terminal_size().columns, WIDEST)


def wrap(line: str, width: int) -> list[str]:
    """The line in parts of at most `width` cells; later parts are indented as the first one is. [] for a blank line."""
    body = line.lstrip()
    indent = line[: len(line) - len(body)]
    room = max(2, width - cell_len(indent))
    parts: list[str] = []
    current = ""
    for unit in _units(body.rstrip(), room):
        if current and cell_len(current) + cell_len(unit) > room:
            parts.append(current.rstrip())
            current = ""
        current += unit if current else unit.lstrip()
    return [indent + part for part in (*parts, current) if part]


def _units(text: str, room: int) -> list[str]:
    """What must not be parted; closing marks stay with what they close, opening ones with what they open."""
    units: list[str] = []
    for unit in _UNITS.findall(text):
        is_close = len(unit) == 1 and _is(unit, _CLOSING)
        if units and (is_close or _is(units[-1][-1], _OPENING)) and cell_len(units[-1] + unit) <= room:
            units[-1] += unit
        else:
            units += [unit] if cell_len(unit) <= room else [unit[i : i + room] for i in range(0, len(unit), room)]
    return units


def _is(character: str, categories: frozenset[str]) -> bool:
    return unicodedata.category(character) in categories
