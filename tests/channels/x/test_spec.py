"""Length as X counts it."""

import pytest

from channels.x.spec import SPEC, measure


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("", 0),
        ("LTE", 3),
        ("障害", 4),
        ("📵", 2),
        ("👨‍👩‍👧", 2),
        ("https://status.example.jp/incidents/1?from=post", 23),
        ("障害 https://status.example.jp/", 28),
        ("あ" * 140, 280),
    ],
)
def test_measure_counts_as_x_does(text: str, units: int) -> None:
    """Japanese weighs 2, an emoji 2 however it is made, any URL 23."""
    assert measure(text).units == units


@pytest.mark.parametrize(("text", "is_too_long"), [("あ" * 140, False), ("あ" * 140 + "a", True)])
def test_the_limit_is_280(text: str, is_too_long: bool) -> None:
    """The last unit fits, the next does not."""
    assert measure(text).is_too_long == is_too_long


def test_a_post_is_never_repeated_blindly() -> None:
    """X has no idempotency key."""
    assert not SPEC.is_repeatable
