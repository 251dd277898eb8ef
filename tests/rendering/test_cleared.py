"""Which areas a correction takes back: only those that nothing stated now lies in or around."""

from dataclasses import replace

import pytest
from rendering.sample_parts import DATA, VOICE

from notices.areas.overlap import is_apart
from notices.areas.table import load_areas
from notices.domain.impact import NATIONWIDE, Area, Effect
from notices.rendering.cleared import cleared_areas, only_clears

TABLE = load_areas()
PART_OF_WAJIMA = Area("17204", is_part=True)


def cleared(before: tuple[Area, ...] | None, after: tuple[Area, ...] | None) -> tuple[Area, ...]:
    found = cleared_areas((replace(VOICE, areas=before),), (replace(VOICE, areas=after),), TABLE)
    return found[0][0] if found else ()


@pytest.mark.parametrize(
    ("before", "after", "gone"),
    [
        ((Area("16"), PART_OF_WAJIMA), (PART_OF_WAJIMA,), (Area("16"),)),
        ((Area("16", is_part=True), Area("17")), (Area("17"),), (Area("16", is_part=True),)),
        ((Area("16"), Area("17")), (PART_OF_WAJIMA,), (Area("16"),)),
        ((Area("17"),), (PART_OF_WAJIMA,), ()),
        ((PART_OF_WAJIMA,), (Area("17"),), ()),
        ((NATIONWIDE,), (Area("17"),), ()),
        ((Area("17"),), (NATIONWIDE,), ()),
        ((Area("14100"),), (Area("14104", is_part=True),), ()),
        ((Area("14104"), Area("14130")), (Area("14130"),), (Area("14104"),)),
        ((Area("16"),), (Area("18"),), (Area("16"),)),
        (None, (Area("16"),), ()),
        ((Area("16"),), None, ()),
    ],
)
def test_only_land_that_is_free_now_is_cleared(
    before: tuple[Area, ...] | None, after: tuple[Area, ...] | None, gone: tuple[Area, ...]
) -> None:
    """Of a city of which a part stays hit, nothing is said to be free; nor where one side is unknown."""
    assert cleared(before, after) == gone


def test_services_with_the_same_cleared_areas_stand_together_and_gone_services_do_not() -> None:
    """A service that was never hit at all is told of as a service."""
    before = tuple(replace(i, areas=(Area("16"), Area("17"))) for i in (VOICE, DATA))
    after = tuple(replace(i, areas=(Area("17"),)) for i in (VOICE, DATA))
    assert cleared_areas(before, after, TABLE) == [((Area("16"),), list(before))]
    assert cleared_areas(before, after[:1], TABLE) == [((Area("16"),), [before[0]])]


@pytest.mark.parametrize(
    ("after", "is_all"),
    [
        (replace(VOICE, areas=(Area("17"),)), True),
        (replace(VOICE, areas=(Area("16"), Area("17"))), True),
        (replace(VOICE, areas=(PART_OF_WAJIMA,)), False),
        (replace(VOICE, areas=(Area("17"), Area("18"))), False),
        (replace(VOICE, areas=(Area("17"),), effect=Effect.HARD_TO_USE), False),
        (replace(VOICE, areas=None), False),
    ],
)
def test_what_else_changed_is_not_passed_over(after: object, is_all: bool) -> None:
    """A new area, another effect or a smaller part is a correction of its own."""
    before = (replace(VOICE, areas=(Area("16"), Area("17"))), DATA)
    assert only_clears(before, (after,), TABLE) is is_all  # type: ignore[arg-type]


def test_areas_are_apart_across_the_levels_of_the_table() -> None:
    """A ward lies in its city though its code does not begin with the city's."""
    assert is_apart(Area("14104"), [Area("14130"), Area("13")], TABLE)
    assert not is_apart(Area("14104"), [Area("14100")], TABLE)
    assert not is_apart(Area("14100"), [Area("14104")], TABLE)
