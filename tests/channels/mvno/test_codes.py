"""What a partner's Retry-After means."""

import pytest

from channels.mvno.codes import wait_asked_for

NOW = 1_445_412_420.0  # Wed, 21 Oct 2015 07:27:00 GMT


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("", None),
        ("120", 120.0),
        ("0", 0.0),
        ("-5", 0.0),
        ("nan", None),
        ("inf", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 60.0),
        ("Wed, 21 Oct 2015 07:26:00 GMT", 0.0),
        ("tomorrow", None),
        ("99 Foo 99999 99:99:99", None),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_never_rubbish(header: str | None, expected: float | None) -> None:
    """Seconds from now, at least none; what cannot be read asks for nothing."""
    assert wait_asked_for(header, NOW) == expected
