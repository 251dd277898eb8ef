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
from notices.desk.keep_time import keep_time, time_kept
from notices.desk.refresh_site import channels_to_refresh, due_refreshes, finish_refresh, refresh_parcel
from notices.desk.sync_clock import sync_all
from notices.desk.tell_recovery import tell_recoveries
from notices.domain.deadline import Timer
from notices.domain.errors import DeliveryFailed
from notices.storage.trouble import trouble_of
from scheduler.alarms import AlarmBell
from scheduler.clock_guard import TOLERANCE_SECONDS, Reading, drift_seconds, has_jumped
from scheduler.courier import Courier
from scheduler.site_watch import LOOK_SECONDS, SiteWatch
from scheduler.troubles import Troubles

BEAT_SECONDS = 1.0
KEEP_SECONDS, KEEP_AGAIN_SECONDS = 5.0, 2.0

log = logging.getLogger(__name__)


class Heartbeat:
    """Fires timers, refreshes the site when time alone changes it, rings alarms. `troubles`: what hinders it."""

    def __init__(self, desk: Desk, courier: Courier, clock: Clock) -> None:
        self._desk = desk
        self._courier = courier
        self._clock = clock
        self._bell = AlarmBell(desk, courier.doors)
        self.troubles = Troubles()
        self.site_watch = SiteWatch(desk, courier.doors, self.place_site, self.troubles)
        self._last: Reading | None = None
        self._last_beat: Reading | None = None
        self._woken = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def last_beat(self) -> Reading | None:
        """When the clock last did what was due; None before the first beat. A beat that stumbled does not count."""
        return self._last_beat

    def wake(self) -> None:
        """Something changed that may be due at once. May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    async def beat(self) -> list[tuple[str, Timer]]:
        """One look at the clock; returns the timers that fired."""
        now = self._clock.now()
        reading = Reading(now, self._clock.monotonic_seconds())
        if self._last is None:
            await self._compare_with_last_run(now)
            await asyncio.to_thread(sync_all, self._desk, now)
        elif has_jumped(self._last, reading):
            await asyncio.to_thread(hold_all, self._desk, drift_seconds(self._last, reading), now)
        self._last = reading
        await asyncio.to_thread(tell_recoveries, self._desk, now)
        fired = await asyncio.to_thread(fire_timers, self._desk, now)
        self._last_beat = reading
        await self._refresh(now)
        return fired

    async def _compare_with_last_run(self, now: datetime) -> None:
        """Time goes on while a house is down, but never back (T11)."""
        kept = await asyncio.to_thread(time_kept, self._desk)
        if kept is not None and (kept - now).total_seconds() > TOLERANCE_SECONDS:
            seconds = (kept - now).total_seconds()
            await asyncio.to_thread(hold_all, self._desk, seconds, now, "clock_set_back")

    async def keep_time(self) -> bool:
        """Write down that the clock beats; false, and told, when the records cannot be written to."""
        now = self._clock.now()
        try:
            await asyncio.to_thread(keep_time, self._desk, now)
        except Exception as error:
            reason = trouble_of(error)
            if reason is None:
                log.exception("the time could not be written down")
            self.troubles.note("database", f"trouble.{reason or 'unknown'}", self._clock.now())
            return False
        self.troubles.mend("database", self._clock.now())
        return True

    async def ring(self) -> None:
        """Send the alarms that wait. Apart from the beat: a mail relay that is silent must not hold up the clock."""
        await self._bell.ring(self._clock.now())

    async def place_site(self, incident_id: str | None = None) -> bool:
        """Put the static pages and feeds in place: all of them, or what one incident touches. False when it failed."""
        now = self._clock.now()
        for channel in channels_to_refresh(self._desk):
            make = partial(refresh_parcel, self._desk, channel, incident_id, now)
            try:
                await self._courier.place(channel, make)
            except DeliveryFailed as failure:
                log.warning("the public site could not be refreshed: %s", failure.reason)
                self.site_watch.failed(channel, failure.reason, now)
                return False
            except Exception:
                log.exception("the public site could not be made; it is tried again")
                self.site_watch.owe(now)
                return False
        return True

    async def _refresh(self, now: datetime) -> None:
        """Repeatable, so the timer is claimed only once the files are in place: a stop half way does it again."""
        for incident_id, timer in await asyncio.to_thread(due_refreshes, self._desk, now):
            if await self.place_site(incident_id):
                await asyncio.to_thread(finish_refresh, self._desk, incident_id, timer, now)

    async def run(self, stop: asyncio.Event) -> None:
        """Beat each second, and at once when woken, until `stop` is set."""
        self._loop = asyncio.get_running_loop()
        async with asyncio.TaskGroup() as group:
            beside = [group.create_task(each()) for each in (self._ring_on, self._keep_on, self._watch_on)]
            while not stop.is_set():
                self._woken.clear()
                try:
                    await self.beat()
                except Exception:
                    log.exception("the clock stumbled; it goes on")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), BEAT_SECONDS)
            for task in beside:
                task.cancel()

    async def _ring_on(self) -> None:
        while True:
            try:
                await self.ring()
            except Exception:
                log.exception("the alarm bell stumbled; it goes on")
            await asyncio.sleep(BEAT_SECONDS)

    async def _keep_on(self) -> None:
        while True:
            # not before the first beat has compared it with the last run's
            is_kept = self._last is not None and await self.keep_time()
            await asyncio.sleep(KEEP_SECONDS if is_kept else KEEP_AGAIN_SECONDS)

    async def _watch_on(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.site_watch.look(self._clock.now())
            except Exception:
                log.exception("the watch over the public site stumbled; it goes on")
