"""The engine of one machine: an asyncio worker per way out over the house's own SQLite file."""

import asyncio
import contextlib
import logging

from scheduler.courier import Courier
from scheduler.together import all_of

POLL_SECONDS = 1.0

log = logging.getLogger(__name__)


class EmbeddedEngine:
    """Answers `port.Engine`."""

    def __init__(self, courier: Courier) -> None:
        self._courier = courier
        self._wakers: dict[str, asyncio.Event] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def wake(self) -> None:
        """Wake every worker; harmless before `run` and after it."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake_all)

    def _wake_all(self) -> None:
        for event in self._wakers.values():
            event.set()

    async def run(self, stop: asyncio.Event) -> None:
        """One worker per way out until `stop` is set."""
        self._loop = asyncio.get_running_loop()
        async with asyncio.TaskGroup() as group:
            for channel in self._courier.doors:
                self._wakers[channel] = asyncio.Event()
                group.create_task(self._work(channel, stop))
            await stop.wait()
            self._wake_all()

    async def _work(self, channel: str, stop: asyncio.Event) -> None:
        waker = self._wakers[channel]
        while not stop.is_set():
            waker.clear()
            try:
                await self._courier.serve(channel, waker, stop.is_set)
            except Exception:
                # a full disk or a locked database is told and outlived; the work is still written down
                log.exception("way out %s stumbled; it goes on", channel)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(waker.wait(), POLL_SECONDS)

    async def run_until_idle(self) -> None:
        """All ways out at once, until nothing is due."""
        await all_of(self._courier.serve(channel) for channel in self._courier.doors)
