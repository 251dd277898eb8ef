"""T11: wall clock and monotonic clock must go together."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.clock_guard import Reading, has_jumped

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wall_seconds", "monotonic_seconds", "jumped"),
    [
        (1, 1, False),
        (3600, 3600, False),
        (61, 1, False),
        (62, 1, True),
        (-3600, 1, True),
        (7200, 1, True),
        (1, 62, True),
    ],
)
def test_more_than_a_minute_apart_is_a_jump(wall_seconds, monotonic_seconds, jumped):
    """A machine that slept (both clocks went on) has not jumped; one set by hand has."""
    before, now = Reading(NOW, 100.0), Reading(NOW + timedelta(seconds=wall_seconds), 100.0 + monotonic_seconds)

    assert has_jumped(before, now) is jumped
