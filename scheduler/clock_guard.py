"""Watches that the wall clock and the monotonic clock go together (T11). Pure."""

from dataclasses import dataclass
from datetime import datetime

TOLERANCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Reading:
    """Both clocks at one moment."""

    wall: datetime
    monotonic_seconds: float


def drift_seconds(before: Reading, now: Reading) -> float:
    """How far the wall clock ran ahead of (or, negative, behind) the monotonic one between two readings."""
    return (now.wall - before.wall).total_seconds() - (now.monotonic_seconds - before.monotonic_seconds)


def has_jumped(before: Reading, now: Reading) -> bool:
    """Whether the clocks parted so far that nothing may be published automatically until a person has looked."""
    return abs(drift_seconds(before, now)) > TOLERANCE_SECONDS
