"""What follows a failed attempt."""

from datetime import UTC, datetime, timedelta

import pytest

from notices.domain.errors import DeliveryFailed
from scheduler.retry import CONFIRM_WAITS, MAX_ATTEMPTS, GiveUp, Retry, confirm_at, decide

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 5), (2, 30), (3, 120), (4, 300), (5, 900), (6, 3600), (27, 3600)])
def test_waits_grow_and_then_stay(attempt, seconds):
    """Five quick tries, then hourly."""
    assert decide(DeliveryFailed("busy"), attempt, NOW) == Retry(NOW + timedelta(seconds=seconds), False)


def test_the_vendors_own_wait_is_kept_when_longer():
    """A rate limit is honoured, never undercut."""
    longer = decide(DeliveryFailed("limit", retry_after_seconds=600), 1, NOW)
    shorter = decide(DeliveryFailed("limit", retry_after_seconds=1), 1, NOW)

    assert (longer, shorter) == (Retry(NOW + timedelta(seconds=600), False), Retry(NOW + timedelta(seconds=5), False))


def test_a_permanent_failure_is_given_up_at_once():
    """The one bit that matters."""
    assert decide(DeliveryFailed("number_not_in_use", is_permanent=True), 1, NOW) == GiveUp("number_not_in_use")


def test_an_unanswered_attempt_stays_unknown():
    """The courier must know that the parcel may have been taken."""
    assert decide(DeliveryFailed("timeout", is_unanswered=True), 1, NOW).is_unanswered


def test_trying_ends_some_day():
    """A dead letter is visible; endless trying is not."""
    assert isinstance(decide(DeliveryFailed("busy"), MAX_ATTEMPTS, NOW), GiveUp)


def test_asking_whether_it_arrived_backs_off_and_ends():
    """An accepted message is asked about a few times."""
    asked = [confirm_at(n, NOW) for n in range(len(CONFIRM_WAITS) + 1)]

    assert asked == [*[NOW + timedelta(seconds=s) for s in CONFIRM_WAITS], None]
