"""Finds areas by the names people type: with or without the prefecture, the district (郡), or a ward's city."""

import unicodedata
from collections.abc import Callable, Iterable
from difflib import get_close_matches

from notices.areas.area_row import AreaKind, AreaRow
from notices.areas.words import AreaWords


class NameIndex:
    """Every way to write an area, folded (NFKC, no spaces, variant letters made one) to the codes it may mean."""

    def __init__(self, rows: Iterable[AreaRow], by_code: Callable[[str], AreaRow], words: AreaWords) -> None:
        self._letters = str.maketrans({other: same[0] for same in words.same_letters for other in same[1:]})
        self._codes: dict[str, set[str]] = {}
        for row in rows:
            prefecture = "" if len(row.code) == 2 else by_code(row.code[:2]).name
            for name in _spellings(row, by_code):
                for start in {"", prefecture, prefecture + words.joint if prefecture else ""}:
                    self._codes.setdefault(self.fold(start + name), set()).add(row.code)

    def fold(self, text: str) -> str:
        """The text as it is compared."""
        return "".join(unicodedata.normalize("NFKC", text).split()).translate(self._letters)

    def find(self, folded: str) -> list[str]:
        """The codes a folded name may mean, sorted; empty when there is no such name."""
        return sorted(self._codes.get(folded, ()))

    def nearest(self, folded: str, most: int = 3) -> list[str]:
        """The codes of the names most like it, best first."""
        close = get_close_matches(folded, self._codes, n=2 * most, cutoff=0.5)
        codes = dict.fromkeys(code for name in close for code in sorted(self._codes[name]))
        return list(codes)[:most]


def _spellings(row: AreaRow, by_code: Callable[[str], AreaRow]) -> set[str]:
    names = {row.name, row.district + row.name}
    if row.kind is AreaKind.WARD:
        names.add(row.name.removeprefix(by_code(row.parent).name))
    return names
