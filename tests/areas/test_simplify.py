"""Fewer areas that mean the same land."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.areas.simplify import simplify
from notices.areas.table import AreaTable, load_areas
from notices.domain.impact import Area

CODES = [row.code for row in load_areas()]
AREAS = st.lists(st.builds(Area, st.sampled_from(CODES), st.booleans()), max_size=12)


@pytest.mark.parametrize(
    ("given_areas", "expected"),
    [
        ([], []),
        (["12217", "12217"], ["12217"]),
        (["12217~", "12217"], ["12217"]),
        (["12~", "12"], ["12"]),
        (["12217", "12222~", "12"], ["12"]),
        (["14104~", "14100"], ["14100"]),
        (["14104", "14"], ["14"]),
        (["00", "13", "12217~"], ["00"]),
        (["13", "12222~", "12217"], ["12217", "12222~", "13"]),
        (["12~", "12217"], ["12~", "12217"]),
        (["22138", "22139", "22140"], ["22130"]),
        (["22138", "22139", "22140~"], ["22138", "22139", "22140~"]),
        (["22138", "22139", "22140", "22130~"], ["22130"]),
    ],
)
def test_what_is_said_twice_is_said_once(table: AreaTable, given_areas: list[str], expected: list[str]) -> None:
    """A code with ~ is a part; the wider whole swallows what lies inside, a part swallows nothing."""
    assert [f"{a.code}{'~' * a.is_part}" for a in simplify(_areas(given_areas), table)] == expected


def test_all_prefectures_are_the_country(table: AreaTable) -> None:
    """The 47 together, one of them through its municipalities and one of those through its wards."""
    prefectures = [Area(row.code) for row in table.children_of("00") if row.code != "22"]
    municipalities = [Area(row.code) for row in table.municipalities_of("22") if row.code != "22130"]
    wards = [Area(row.code) for row in table.children_of("22130")]
    assert simplify([*prefectures, *municipalities, *wards], table) == (Area("00"),)


@given(AREAS)
def test_simplifying_twice_changes_nothing_more(areas: list[Area]) -> None:
    """The answer is already simple, sorted by code, each code once."""
    once = simplify(areas, load_areas())
    assert simplify(reversed(once), load_areas()) == once
    assert [area.code for area in once] == sorted({area.code for area in once})


@given(AREAS)
def test_nothing_hit_is_lost(areas: list[Area]) -> None:
    """Every area given is still there, or lies inside one that is wholly hit."""
    table = load_areas()
    simple = set(simplify(areas, table))
    for area in areas:
        around = {Area(code) for code in (area.code, *table.ancestors_of(area.code))}
        assert simple & ({area} | around)


def _areas(texts: list[str]) -> list[Area]:
    return [Area(text.rstrip("~"), text.endswith("~")) for text in texts]
