"""Watches the folder of the public site: told while it cannot be written to, put in place whole when it can again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from channels.port import Channel
from channels.static_files import FOLDER_REPLACED
from notices.desk.desk import Desk
from notices.desk.mend_channel import mend_channel, tell_channel_down
from notices.desk.refresh_site import channels_to_refresh
from notices.domain.errors import DeliveryFailed
from notices.messages import say
from scheduler.troubles import Troubles

LOOK_SECONDS = 5.0
PROBE_SECONDS = 10.0
ALARM_AFTER = timedelta(minutes=1)
PLACE_AGAIN_AFTER = timedelta(seconds=30)

log = logging.getLogger(__name__)


class SiteWatch:
    """`place` puts the whole site in place and calls `failed` where it could not."""

    def __init__(
        self, desk: Desk, doors: Mapping[str, Channel], place: Callable[[], Awaitable[bool]], troubles: Troubles
    ) -> None:
        self._desk = desk
        self._doors = doors
        self._place = place
        self._troubles = troubles
        self._is_owed = False
        self._place_not_before: datetime | None = None
        self._alarmed: set[str] = set()

    def failed(self, channel: str, reason: str, now: datetime) -> None:
        """Files could not be put in place, and why."""
        self.owe(now)
        self._troubles.note(channel, f"error.{reason}", now)

    def owe(self, now: datetime) -> None:
        """All files are owed: tried once more at the next look, then at intervals."""
        self._place_not_before = now + PLACE_AGAIN_AFTER if self._is_owed else None
        self._is_owed = True

    async def look(self, now: datetime) -> None:
        """Probe every static way out, mend what can be mended, and raise the alarm over what stays down."""
        channels = [name for name in channels_to_refresh(self._desk) if name in self._doors]
        reasons = {name: await self._probe(name) for name in channels}
        for name, reason in reasons.items():
            if reason:
                # what the probe sees it also sees mended, so nothing need be waited for
                self._is_owed, self._place_not_before = True, None
                self._troubles.note(name, f"error.{reason}", now)
        if self._is_owed and all(reason in ("", FOLDER_REPLACED) for reason in reasons.values()):
            is_time = self._place_not_before is None or now >= self._place_not_before
            if is_time and await self._place():
                self._is_owed = False
                self._place_not_before = None
                for name in channels:
                    await self._mend(name, now)
        for name in channels:
            await self._alarm(name, now)

    async def _probe(self, channel: str) -> str:
        """Why the folder cannot be used; "" when it can."""
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                await self._doors[channel].probe()
        except TimeoutError:
            return "folder_silent"
        except DeliveryFailed as failure:
            return failure.reason
        return ""

    async def _mend(self, channel: str, now: datetime) -> None:
        trouble = self._troubles.of(channel)
        if trouble is None:
            return
        details = {"channel": say(f"part.{channel}")}
        was_told = channel in self._alarmed
        await asyncio.to_thread(mend_channel, self._desk, channel, details, now, was_told=was_told)
        self._alarmed.discard(channel)
        self._troubles.mend(channel, now)

    async def _alarm(self, channel: str, now: datetime) -> None:
        trouble = self._troubles.of(channel)
        if trouble is None or channel in self._alarmed or now - trouble.since < ALARM_AFTER:
            return
        minutes = str(int((now - trouble.since).total_seconds() // 60))
        details = {"channel": say(f"part.{channel}"), "minutes": minutes, "sentence": trouble.sentence()}
        await asyncio.to_thread(tell_channel_down, self._desk, channel, details, now)
        self._alarmed.add(channel)
