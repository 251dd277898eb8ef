"""Says the same with fewer areas."""

from collections.abc import Iterable

from notices.areas.table import AreaTable
from notices.domain.impact import Area


def simplify(areas: Iterable[Area], table: AreaTable) -> tuple[Area, ...]:
    """The same land, each place named once, by code.

    Dropped: repetitions, a part of what is wholly hit, whatever lies inside what is wholly hit. Joined: all wards of a
    city become the city, all municipalities the prefecture, all prefectures the country. A part of a prefecture stays
    beside a municipality in it: the part may reach further. Raises InputError for a code the table does not have.
    """
    given = set(areas)
    whole = _joined({area.code for area in given if not area.is_part}, table)
    parts = {area.code for area in given if area.is_part}
    kept = {Area(code, code not in whole) for code in whole | parts if not whole.intersection(table.ancestors_of(code))}
    return tuple(sorted(kept))


def _joined(whole: set[str], table: AreaTable) -> set[str]:
    """The codes with every complete set of children replaced by its parent, from the wards upwards."""
    joined = set(whole)
    # wards before municipalities before prefectures, so that what is completed below counts above
    for depth in (3, 2, 1):
        parents = {line[0] for code in joined if len(line := table.ancestors_of(code)) == depth}
        joined |= {parent for parent in parents if joined.issuperset(row.code for row in table.children_of(parent))}
    return joined
