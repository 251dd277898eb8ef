"""Decides what follows a failed attempt. Pure; the courier obeys."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from notices.domain.errors import DeliveryFailed

# design: 5 s, 30 s, 2 min, 5 min, 15 min, then the tail, for a day in all
WAITS = (5, 30, 120, 300, 900)
TAIL_SECONDS = 3600
MAX_ATTEMPTS = 28
CONFIRM_WAITS = (2, 5, 15, 60, 300)


@dataclass(frozen=True, slots=True)
class Retry:
    """Try (or look up) again at `at`; `is_unanswered`: the parcel may have been taken."""

    at: datetime
    is_unanswered: bool


@dataclass(frozen=True, slots=True)
class GiveUp:
    """A dead letter: visible, and to be retried by a person."""

    reason: str


def decide(failure: DeliveryFailed, attempt: int, now: datetime) -> Retry | GiveUp:
    """After the `attempt`-th failure (1 is the first). The vendor's own wait is kept where it asks for a longer one."""
    if failure.is_permanent:
        return GiveUp(failure.reason)
    if attempt >= MAX_ATTEMPTS:
        return GiveUp(f"{failure.reason} ({attempt} attempts)")
    wait: float = WAITS[attempt - 1] if attempt <= len(WAITS) else TAIL_SECONDS
    if failure.retry_after_seconds is not None:
        wait = max(wait, failure.retry_after_seconds)
    return Retry(now + timedelta(seconds=wait), failure.is_unanswered)


def confirm_at(asked: int, now: datetime) -> datetime | None:
    """When to ask again whether an accepted message arrived; None after the last time."""
    if asked >= len(CONFIRM_WAITS):
        return None
    return now + timedelta(seconds=CONFIRM_WAITS[asked])
