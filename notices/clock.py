"""The only place that reads the clock. Everything else is given the time."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the scheduler asks for the time."""

    def now(self) -> datetime:
        """The wall clock, aware UTC."""

    def monotonic_seconds(self) -> float:
        """A clock that never jumps, in seconds from an arbitrary start (T11)."""


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """The wall clock, aware UTC."""
        return datetime.now(UTC)

    def monotonic_seconds(self) -> float:
        """Seconds that never jump."""
        return time.monotonic()


class WallClock:
    """Real time for signatures and vendor time stamps, also while a replay simulates another."""

    def now_epoch_seconds(self) -> float:
        """Seconds since 1970-01-01T00:00Z."""
        return time.time()
