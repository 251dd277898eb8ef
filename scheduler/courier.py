"""Hands parcels to the doors and writes down the receipts. Never decides wording; no transaction is open meanwhile."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from channels.port import Channel
from notices.desk.desk import Desk
from notices.domain.delivery import Parcel, Receipt
from scheduler.attempt import Attempts
from scheduler.lane import Lane


class Courier:
    """Serves one house's ways out. `owner` names this worker in leases; `now` is the house's clock."""

    def __init__(self, desk: Desk, doors: Mapping[str, Channel], now: Callable[[], datetime], owner: str) -> None:
        self.desk = desk
        self.doors = doors
        self._now = now
        self._owner = owner
        self._turns = {name: asyncio.Lock() for name in doors}

    async def serve(
        self, channel: str, changed: asyncio.Event | None = None, is_ending: Callable[[], bool] = lambda: False
    ) -> int:
        """Deliver everything that is due on one channel; returns how many deliveries were tried.

        `changed` set: look for more at once. `is_ending`: begin nothing more, finish what is under way.
        """
        lane = Lane(
            self.desk, channel, Attempts(self.desk, self.doors, self._now, self._owner), self._now, self._owner,
            turn=self._turns[channel], changed=changed or asyncio.Event(), is_ending=is_ending,
        )  # fmt: skip
        return await lane.run()

    async def place(self, channel: str, make: Callable[[], Parcel]) -> Receipt:
        """Hand a static door its files, made in its turn: what was made earlier is never put over what is newer."""
        async with self._turns[channel]:
            return await self.doors[channel].deliver(await asyncio.to_thread(make))
