"""The heartbeat: looks each second at what is due, and never trusts a clock that jumped."""

import asyncio
import contextlib
import logging
from datetime import datetime
from functools import partial

from notices.clock import Clock
from notices.desk.desk import Desk
from notices.desk.fire_timers import fire_timers
from notices.desk.hold_clock import hold_all
from notices.desk.refresh_site import channels_to_refresh, due_refreshes, finish_refresh, refresh_parcel
from notices.domain.deadline import Timer
from notices.domain.errors import DeliveryFailed
from scheduler.alarms import AlarmBell
from scheduler.clock_guard import Reading, drift_seconds, has_jumped
from scheduler.courier import Courier

BEAT_SECONDS = 1.0

log = logging.getLogger(__name__)


class Heartbeat:
    """Fires timers, refreshes the site when time alone changes it, rings alarms."""

    def __init__(self, desk: Desk, courier: Courier, clock: Clock) -> None:
        self._desk = desk
        self._courier = courier
        self._clock = clock
        self._bell = AlarmBell(desk, courier.doors)
        self._last: Reading | None = None
        self._woken = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def wake(self) -> None:
        """Something changed that may be due at once. May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    async def beat(self) -> list[tuple[str, Timer]]:
        """One look at the clock; returns the timers that fired."""
        now = self._clock.now()
        reading = Reading(now, self._clock.monotonic_seconds())
        if self._last is not None and has_jumped(self._last, reading):
            hold_all(self._desk, drift_seconds(self._last, reading), now)
        self._last = reading
        fired = await asyncio.to_thread(fire_timers, self._desk, now)
        await self._refresh(now)
        return fired

    async def ring(self) -> None:
        """Send the alarms that wait. Apart from the beat: a mail relay that is silent must not hold up the clock."""
        await self._bell.ring(self._clock.now())

    async def place_site(self, incident_id: str | None = None) -> bool:
        """Put the static pages and feeds in place: all of them, or what one incident touches. False when it failed."""
        now = self._clock.now()
        try:
            for channel in channels_to_refresh(self._desk):
                make = partial(refresh_parcel, self._desk, channel, incident_id, now)
                await self._courier.place(channel, make)
        except DeliveryFailed as failure:
            log.warning("the public site could not be refreshed: %s", failure.reason)
            return False
        return True

    async def _refresh(self, now: datetime) -> None:
        """Repeatable, so the timer is claimed only once the files are in place: a stop half way does it again."""
        for incident_id, timer in due_refreshes(self._desk, now):
            if await self.place_site(incident_id):
                finish_refresh(self._desk, incident_id, timer, now)

    async def run(self, stop: asyncio.Event) -> None:
        """Beat each second, and at once when woken, until `stop` is set."""
        self._loop = asyncio.get_running_loop()
        async with asyncio.TaskGroup() as group:
            ringing = group.create_task(self._ring_on())
            while not stop.is_set():
                self._woken.clear()
                try:
                    await self.beat()
                except Exception:
                    log.exception("the clock stumbled; it goes on")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), BEAT_SECONDS)
            ringing.cancel()

    async def _ring_on(self) -> None:
        while True:
            try:
                await self.ring()
            except Exception:
                log.exception("the alarm bell stumbled; it goes on")
            await asyncio.sleep(BEAT_SECONDS)
