"""What one area is called in a language: as it is written in Japan, or in Latin letters with a word for its kind."""

from collections.abc import Callable

from notices.areas.area_row import AreaKind, AreaRow
from notices.areas.romaji import romanised_name
from notices.areas.words import AreaWords

_PATTERNS = {AreaKind.DESIGNATED_CITY: "city", AreaKind.SPECIAL_WARD: "ward", AreaKind.WARD: "ward_of_city"}


def area_name(row: AreaRow, by_code: Callable[[str], AreaRow], words: AreaWords) -> str:
    """横浜市中区, or Naka Ward, Yokohama City: which of them is the language's choice in `areas.toml`."""
    return romaji_name(row, by_code, words) if words.names == "romaji" else row.name


def romaji_name(row: AreaRow, by_code: Callable[[str], AreaRow], words: AreaWords) -> str:
    """The name in Latin letters by the language's pattern for its kind; some (Tokyo) have one of their own."""
    special = dict(words.special_names).get(row.code)
    if special is not None:
        return special
    parent = by_code(row.parent) if row.parent else None
    pattern = dict(words.name_patterns)[_PATTERNS.get(row.kind, row.kind.value)]
    around = romanised_name(parent) if parent is not None and row.kind is AreaKind.WARD else ""
    return pattern.format(name=romanised_name(row, parent), city=around)
