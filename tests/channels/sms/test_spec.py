"""Length as Japanese carriers count and bill it."""

import pytest

from channels.sms.spec import SPEC, measure


@pytest.mark.parametrize(
    ("text", "units", "segments"),
    [
        ("あ" * 70, 70, 1),
        ("あ" * 71, 71, 2),
        ("あ" * 134, 134, 2),
        ("あ" * 135, 135, 3),
        ("a" * 160, 160, 1),
        ("a" * 161, 161, 2),
        ("a" * 306, 306, 2),
        ("a" * 306 + "。", 307, 5),
        ("📵", 2, 1),
        ("あ" * 66 + "📵" + "あ" * 66, 134, 3),
    ],
)
def test_measure_counts_utf16_units_and_segments(text: str, units: int, segments: int) -> None:
    """70 alone, else 67 each; plain Latin text 160, else 153; an emoji of two units is never torn apart."""
    measured = measure(text)
    assert (measured.units, measured.segments) == (units, segments)


@pytest.mark.parametrize(("text", "is_too_long"), [("あ" * 660, False), ("あ" * 661, True)])
def test_the_limit_is_660_units(text: str, is_too_long: bool) -> None:
    """The last unit fits, the next does not."""
    assert measure(text).is_too_long == is_too_long


def test_a_message_is_never_repeated_blindly_and_confirmed_later() -> None:
    """Twilio has no idempotency key, and its first answer is only that it will try."""
    assert (SPEC.is_repeatable, SPEC.confirms_later) == (False, True)
