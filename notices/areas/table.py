"""The JIS X 0401/0402 table: the country, its prefectures, their municipalities, the wards of designated cities."""

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from notices.areas.area_row import AreaKind, AreaRow
from notices.areas.name_index import NameIndex
from notices.areas.words import AreaWords
from notices.domain.errors import InputError
from notices.domain.impact import NATIONWIDE, Area

_CSV = Path(__file__).with_name("areas.csv")


class AreaTable:
    """All areas by code, as a tree: country, prefectures, municipalities, wards of designated cities."""

    def __init__(self, rows: Iterable[AreaRow]) -> None:
        self._rows = {row.code: row for row in sorted(rows, key=lambda row: row.code)}
        self._children: dict[str, list[AreaRow]] = {}
        for row in self._rows.values():
            self._children.setdefault(row.parent, []).append(row)
        self._indexes: dict[AreaWords, NameIndex] = {}

    def __iter__(self) -> Iterator[AreaRow]:
        """Every area, by code."""
        return iter(self._rows.values())

    def area(self, code: str) -> AreaRow:
        """The area of that code. Raises InputError when the table has no such code."""
        try:
            return self._rows[code]
        except KeyError:
            raise InputError("unknown_area_code", area=code) from None

    def prefecture_of(self, code: str) -> AreaRow:
        """The prefecture an area lies in (a prefecture lies in itself). Raises InputError for the whole country."""
        if code == NATIONWIDE.code:
            raise InputError("area_without_prefecture", area=self.area(code).name)
        return self.area(self.area(code).code[:2])

    def municipalities_of(self, prefecture_code: str) -> tuple[AreaRow, ...]:
        """Its cities, towns, villages and special wards, by code; the wards of a designated city are not listed."""
        if self.area(prefecture_code).kind is not AreaKind.PREFECTURE:
            raise InputError("not_a_prefecture", area=prefecture_code)
        return self.children_of(prefecture_code)

    def children_of(self, code: str) -> tuple[AreaRow, ...]:
        """The areas directly inside, by code: a country's prefectures … a designated city's wards; none for others."""
        return tuple(self._children.get(code, ()))

    def ancestors_of(self, code: str) -> tuple[str, ...]:
        """The codes of the areas around it, the nearest first, the country last."""
        parent = self.area(code).parent
        return (parent, *self.ancestors_of(parent)) if parent else ()

    def full_name(self, code: str) -> str:
        """The name that is unique in Japan: 全国, 千葉県, 千葉県柏市, 神奈川県横浜市中区."""
        row = self.area(code)
        return row.name if len(code) == 2 else self.prefecture_of(code).name + row.name

    def parse(self, text: str, words: AreaWords) -> Area:
        """Read one area: 全国, 東京都, 東京都の一部, 千葉県柏市, 千葉県柏市の一部, 神奈川県横浜市中区.

        The prefecture may be left out where the name is unique in Japan. Raises InputError with the nearest names when
        there is no such area, and with the candidates when several have that name.
        """
        index = self._indexes.get(words) or self._indexes.setdefault(words, NameIndex(self, self.area, words))
        name, is_part = _without_ending(index.fold(text), words)
        match index.find(name):
            case [code]:
                return Area(code, is_part)
            case []:
                raise InputError("unknown_area", text=text, nearest=self._names(index.nearest(name), words))
            case several:
                raise InputError("ambiguous_area", text=text, candidates=self._names(several, words))

    def _names(self, codes: list[str], words: AreaWords) -> str:
        return words.between_groups.join(self.full_name(code) for code in codes) or words.no_candidate


def _without_ending(text: str, words: AreaWords) -> tuple[str, bool]:
    for endings, is_part in ((words.part_endings, True), (words.whole_endings, False)):
        for ending in sorted(endings, key=len, reverse=True):
            if text.endswith(ending):
                return text.removesuffix(ending), is_part
    return text, False


@cache
def load_areas() -> AreaTable:
    """The table as it stands beside this file; read once per process."""
    with _CSV.open(encoding="utf-8", newline="") as file:
        _header, *lines = csv.reader(file)
    return AreaTable(
        AreaRow(code, name, kana, AreaKind(kind), parent, district)
        for code, name, kana, kind, parent, district in lines
    )
