"""`/healthz`: whether the house works, for whoever watches it from outside."""

import asyncio
import contextlib
import logging
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError

from channels.port import Channel
from notices.bootstrap import House
from notices.clock import SystemClock
from notices.desk.hold_clock import EVERYWHERE
from notices.domain.errors import DeliveryFailed

PROBE_EVERY_SECONDS = 60.0
PROBE_TIMEOUT_SECONDS = 10.0
SILENCE = timedelta(seconds=15)

log = logging.getLogger(__name__)


class WatchedClock(SystemClock):
    """The machine's clocks, which remember when the heartbeat last looked: it alone reads the monotonic one (T11)."""

    def __init__(self) -> None:
        self.last_beat_at: datetime | None = None

    def monotonic_seconds(self) -> float:
        """Seconds that never jump."""
        self.last_beat_at = self.now()
        return super().monotonic_seconds()


@dataclass(frozen=True, slots=True)
class DoorState:
    """One way out at its last probe. `reason`: our word for what is wrong, "" while it is up."""

    is_up: bool
    reason: str
    checked_at: str


@dataclass
class Health:
    """What is known about this process; `/healthz` asks no vendor itself, so nobody can use it to load one."""

    clock: WatchedClock
    doors: dict[str, DoorState] = field(default_factory=dict)

    async def watch_doors(self, house: House, stop: asyncio.Event) -> None:
        """Probe every way out now and each minute, until `stop` is set."""
        while not stop.is_set():
            await self.probe_doors(house)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), PROBE_EVERY_SECONDS)

    async def probe_doors(self, house: House) -> None:
        """All ways out at once; a slow one holds up nothing but its own answer."""
        await asyncio.gather(*(self._probe(name, door) for name, door in house.doors.items()))

    async def _probe(self, name: str, door: Channel) -> None:
        reason = ""
        try:
            async with asyncio.timeout(PROBE_TIMEOUT_SECONDS):
                await door.probe()
        except TimeoutError:
            reason = "timeout"
        except DeliveryFailed as failure:
            reason = failure.reason
        except Exception:
            log.exception("the probe of way out %s stumbled", name)
            reason = "probe_failed"
        before = self.doors.get(name)
        if before is None or before.reason != reason:
            log.log(logging.WARNING if reason else logging.INFO, "way out %s: %s", name, reason or "up")
        self.doors[name] = DoorState(not reason, reason, self.clock.now().isoformat(timespec="seconds"))


def health_router(house: House, health: Health) -> APIRouter:
    """The one route."""
    router = APIRouter()

    @router.get("/healthz", include_in_schema=False)
    def healthz() -> JSONResponse:
        """200 while database and clock work, 503 otherwise; a way out that is down is told, but others still work."""
        is_held: bool | None = None
        try:
            with house.database.read() as records:
                is_held = EVERYWHERE in records.deadlines.held_keys(EVERYWHERE)
        except DBAPIError as error:
            log.warning("the database refused: %s", type(error).__name__)
        last = health.clock.last_beat_at
        is_beating = last is not None and health.clock.now() - last < SILENCE
        is_well = is_held is not None and is_beating
        body: dict[str, Any] = {
            "status": "ok" if is_well else "down",
            "database": is_held is not None,
            "clock": {
                "is_beating": is_beating,
                "last_beat_at": last.isoformat(timespec="seconds") if last else None,
                "is_held": is_held,
            },
            "doors": {name: asdict(state) for name, state in sorted(health.doors.items())},
        }
        return JSONResponse(body, 200 if is_well else 503)

    return router
