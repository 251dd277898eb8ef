"""The most detailed text that fits, never a cut one."""

import pytest

from notices.domain.channel_spec import Measure
from notices.rendering.fit import DETAILS, Detail, fit


def write(detail: Detail) -> str:
    """Ten characters per service and area named, and five for the context."""
    return "x" * (10 * (detail.services + detail.areas) + 5 * detail.is_full)


def by_limit(limit: int, per_segment: int = 1000):
    return lambda text: Measure(len(text), limit, -(-len(text) // per_segment))


@pytest.mark.parametrize(
    ("limit", "per_segment", "chosen"),
    [
        (1000, 1000, 0),
        (100, 1000, 1),
        (50, 1000, 2),
        (4, 1000, len(DETAILS) - 1),
        (1000, 40, 1),
        (1000, 23, 2),
    ],
    ids=["all", "less", "few", "least", "two segments", "shorter segments"],
)
def test_the_most_detailed_text_that_fits_is_taken(limit: int, per_segment: int, chosen: int) -> None:
    """Within the limit and within two segments."""
    assert fit(write, by_limit(limit, per_segment)) == write(DETAILS[chosen])


def test_names_stay_when_even_the_least_text_needs_more_segments() -> None:
    """Nothing is saved by saying less: the segments the least text needs are filled."""
    assert fit(lambda detail: "y" * 205 + write(detail), by_limit(1000, 67)) == "y" * 205 + write(DETAILS[2])


def test_without_a_measure_everything_is_said() -> None:
    """A channel without a length rule gets the full text."""
    assert fit(write, None) == write(DETAILS[0])


def test_a_text_that_never_fits_is_the_least_one_and_left_to_the_checker() -> None:
    """O3: too long is a finding before approval, not a cut."""
    assert fit(lambda detail: "z" * 500 + write(detail), by_limit(280)) == "z" * 500 + write(DETAILS[-1])
