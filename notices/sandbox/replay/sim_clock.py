"""A clock that stands still while there is work, jumps from event to event, and after the replay runs on by itself."""

from datetime import datetime, timedelta

from notices.clock import SystemClock


class SimulatedClock:
    """Answers `notices.clock.Clock`. `set` only goes forward."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._now = start
        self._real = SystemClock()
        self._running_since: float | None = None

    def now(self) -> datetime:
        """The simulated time, aware UTC."""
        if self._running_since is None:
            return self._now
        return self._now + timedelta(seconds=self._real.monotonic_seconds() - self._running_since)

    def monotonic_seconds(self) -> float:
        """Simulated seconds since the start: in a replay the two clocks never part."""
        return (self.now() - self._start).total_seconds()

    def set(self, at: datetime) -> None:
        """Jump to `at`; a time already past changes nothing."""
        self._now = max(self._now, at)

    def run_on(self) -> None:
        """From here on at real speed."""
        self._running_since = self._real.monotonic_seconds()
