"""The sentence that names areas so that nobody can ask: "all of it, or only the last one?" (C2 影響地域)."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from notices.areas.naming import area_name
from notices.areas.simplify import simplify
from notices.areas.table import AreaTable
from notices.areas.words import AreaWords, load_area_words
from notices.domain.impact import NATIONWIDE, Area

__all__ = ["load_area_words", "name_areas", "simplify"]


def name_areas(areas: Sequence[Area] | None, table: AreaTable, words: AreaWords, most: int | None = None) -> str:
    """Name the areas, by code: 全国 / 千葉県全域 / 千葉県の柏市・我孫子市の各一部 / 千葉県の柏市の全域と我孫子市の一部.

    None or empty: not yet known (調査中). `most`: the short form for posts and SMS, of at most so many names (never
    under 1); within one prefecture 「ほか10市区町村」 counts the rest, across several the municipalities give way to
    their prefectures and 「ほか5都道府県」 counts the rest. The page never uses it. Raises InputError for a code the
    table does not have.
    """
    if not areas:
        return words.unknown
    simple = _simplified(tuple(areas), table)
    sentence = _Sentence(table, words)
    if most is None or len(simple) <= most:
        return sentence.full(simple)
    return sentence.short(_outermost(simple, table), max(most, 1))


@lru_cache(maxsize=256)
def _simplified(areas: tuple[Area, ...], table: AreaTable) -> tuple[Area, ...]:
    # a notice names the same areas in every form and variant
    return simplify(areas, table)


class _Sentence:
    """The parts of the sentence, from the whole down to a row of names; every list given is simplified and sorted."""

    def __init__(self, table: AreaTable, words: AreaWords) -> None:
        self._table = table
        self._words = words

    def full(self, areas: Sequence[Area]) -> str:
        """Every area is named."""
        if areas[0].code != NATIONWIDE.code:
            return self._words.between_groups.join(self._groups(areas))
        country = self._plain(areas[:1])
        return self._words.including.format(outer=country, inner=self.full(areas[1:])) if areas[1:] else country

    def short(self, areas: Sequence[Area], most: int) -> str:
        """At most so many names, then how many more; none of the areas lies in another."""
        if len(areas) <= most:
            return self.full(areas)
        first, *others = dict.fromkeys(area.code[:2] for area in areas)
        if not others:
            names = self._counted(areas, most, self._words.more_municipalities)
            return self._words.many_in_prefecture.format(prefecture=self._name(first), inner=names)
        whole = {area.code for area in areas if not area.is_part}
        prefectures = [Area(code, code not in whole) for code in (first, *others)]
        if len(prefectures) <= most:
            return self.full(prefectures)
        return self._counted(prefectures, most, self._words.more_prefectures)

    def _counted(self, areas: Sequence[Area], most: int, more: str) -> str:
        names = more.format(names=self._listed(areas[:most]), count=len(areas) - most)
        states = {area.is_part for area in areas}
        if len(states) == 2:
            return self._words.all_or_parts_of.format(names=names)
        pattern = self._words.parts_of if True in states else self._words.all_of
        return pattern.format(names=names)

    def _groups(self, areas: Sequence[Area]) -> list[str]:
        """One text per prefecture with its municipalities, and per run of prefectures in the same state."""
        by_prefecture = [list(group) for _, group in groupby(areas, key=lambda area: area.code[:2])]
        texts = []
        for state, run in groupby(by_prefecture, key=lambda group: group[0].is_part if _is_plain(group) else None):
            if state is None:
                texts += [self._prefecture(group) for group in run]
            else:
                texts.append(self._plain([group[0] for group in run]))
        return texts

    def _prefecture(self, areas: Sequence[Area]) -> str:
        """The municipalities of one prefecture, or a part of it that includes them."""
        prefecture = self._table.prefecture_of(areas[0].code)
        if areas[0].code == prefecture.code:
            return self._words.including.format(outer=self._plain(areas[:1]), inner=self._all_and_part(areas[1:]))
        pattern = self._words.one_in_prefecture if len(areas) == 1 else self._words.many_in_prefecture
        return pattern.format(prefecture=self._name(prefecture.code), inner=self._all_and_part(areas))

    def _all_and_part(self, areas: Sequence[Area]) -> str:
        whole, parts = [a for a in areas if not a.is_part], [a for a in areas if a.is_part]
        if whole and parts:
            return self._words.all_and_part.format(all=self._plain(whole), part=self._plain(parts))
        return self._plain(areas)

    def _plain(self, areas: Sequence[Area]) -> str:
        """Areas of one level, all whole or all in part."""
        names = self._names(areas)
        if areas[0].is_part:
            return (
                self._words.part_of.format(name=names) if len(areas) == 1 else self._words.parts_of.format(names=names)
            )
        if areas[0].code == NATIONWIDE.code:
            return self._words.whole_country or names
        if len(areas) == 1 and len(areas[0].code) == 2:
            return self._words.all_of_prefecture.format(name=names)
        return self._words.all_of.format(names=names)

    def _names(self, areas: Sequence[Area]) -> str:
        return self._words.row_of([self._name(area.code) for area in areas])

    def _listed(self, areas: Sequence[Area]) -> str:
        """Names that are not the last of their row."""
        return self._words.between_names.join(self._name(area.code) for area in areas)

    def _name(self, code: str) -> str:
        return area_name(self._table.area(code), self._table.area, self._words)


def _outermost(areas: Sequence[Area], table: AreaTable) -> list[Area]:
    """Without what lies inside another of them, so that the short form counts no place twice."""
    codes = {area.code for area in areas}
    return [area for area in areas if not codes.intersection(table.ancestors_of(area.code))]


def _is_plain(group: Sequence[Area]) -> bool:
    """Whether a prefecture stands for itself, without municipalities."""
    return len(group) == 1 and len(group[0].code) == 2
