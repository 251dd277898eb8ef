"""`/healthz`: whether the house works, for whoever watches it from outside."""

import asyncio
import contextlib
import logging
import math
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from channels.port import Channel
from notices.bootstrap import House
from notices.clock import Clock
from notices.desk.hold_clock import EVERYWHERE
from notices.domain.errors import DeliveryFailed

PROBE_EVERY_SECONDS = 60.0
PROBE_TIMEOUT_SECONDS = 10.0
SILENCE_SECONDS = 15.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DoorState:
    """One way out at its last probe. `reason`: our word for what is wrong, "" while it is up."""

    is_up: bool
    reason: str
    checked_at: datetime


@dataclass
class Health:
    """What is known about this process; `/healthz` asks no vendor itself, so nobody can use it to load one."""

    clock: Clock
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
        self.doors[name] = DoorState(not reason, reason, self.clock.now())


def is_held(house: House) -> bool | None:
    """Whether automatic publication is held everywhere; None while the database refuses."""
    try:
        with house.database.read() as records:
            return EVERYWHERE in records.deadlines.held_keys(EVERYWHERE)
    except (DBAPIError, NoConnection) as error:
        log.warning("the database refused", exc_info=error)
        return None


def beat_age_seconds(house: House, clock: Clock) -> float:
    """Since the clock last did what was due, by the clock that never jumps; infinite before it first did."""
    last = house.heartbeat.last_beat
    return clock.monotonic_seconds() - last.monotonic_seconds if last is not None else math.inf


def is_beating(house: House, clock: Clock) -> bool:
    """Whether the clock looked lately at what is due."""
    return beat_age_seconds(house, clock) < SILENCE_SECONDS


def health_router(house: House, health: Health) -> APIRouter:
    """The one route."""
    router = APIRouter()

    @router.get("/healthz", include_in_schema=False)
    def healthz() -> JSONResponse:
        """200 while database and clock work, 503 otherwise; a way out that is down is told, but others still work."""
        held, beats, last = is_held(house), is_beating(house, health.clock), house.heartbeat.last_beat
        troubles = house.heartbeat.troubles
        is_well = held is not None and beats and troubles.of("database") is None
        body: dict[str, Any] = {
            "status": "ok" if is_well else "down",
            "database": held is not None and troubles.of("database") is None,
            "clock": {"is_beating": beats, "last_beat_at": last and _shown(last.wall), "is_held": held},
            "doors": {
                name: {"is_up": state.is_up, "reason": state.reason, "checked_at": _shown(state.checked_at)}
                for name, state in sorted(health.doors.items())
            },
            "troubles": [
                {"part": each.part, "reason": each.reason, "since": _shown(each.since), "detail": each.sentence()}
                for each in troubles.all()
            ],
        }
        return JSONResponse(body, 200 if is_well else 503)

    return router


def _shown(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
