"""What a stand-in is told to do wrong: a queue of commands per vendor, filled by tests, by hand or by the demo.

A command waits for the next parcel (a post, a message, a push, a mail). Questions — look-ups and probes — are always
answered as they should be, so that a test can see what was really taken.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel, Field

from notices.sandbox.serving import break_off, hang_up

VENDORS = ("x", "twilio", "mvno", "smtp")
# what a proxy that stands between may say in the vendor's place
GARBAGE = "<html><title>Maintenance</title></html>"


class Kind(StrEnum):
    """How a vendor may misbehave.

    `slow`, `accept_silently`, `broken_off` and `garbage` take the parcel at once; the first answers `seconds` later (an
    hour: never), the second breaks the line `seconds` later without a word, the third dies in the middle of its answer,
    the last says something that is no answer of its. `reset` takes nothing. `429` asks to wait for `seconds`.
    """

    OK = "ok"
    LIMITED = "429"
    BROKEN = "500"
    SLOW = "slow"
    ACCEPT_SILENTLY = "accept_silently"
    BROKEN_OFF = "broken_off"
    GARBAGE = "garbage"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class Command:
    """One parcel's fate. `seconds` means what `kind` says it means."""

    kind: Kind = Kind.OK
    seconds: float = 1.0


class Behaviour:
    """One vendor's queue of commands. Safe to use from any thread; an empty queue means that all is well."""

    def __init__(self) -> None:
        self._commands: deque[Command] = deque()
        self._lock = Lock()

    def command(self, kind: Kind | str, times: int = 1, seconds: float = 1.0) -> None:
        """Queue the same fate for the next `times` parcels. Raises ValueError for an unknown kind."""
        wanted = Command(Kind(kind), seconds)
        with self._lock:
            self._commands.extend([wanted] * times)

    def take(self) -> Command:
        """The fate of the parcel that has just come."""
        with self._lock:
            return self._commands.popleft() if self._commands else Command()

    def pending(self) -> tuple[Command, ...]:
        """What is still queued, next first."""
        with self._lock:
            return tuple(self._commands)

    def clear(self) -> None:
        """Forget all commands: the vendor is well again."""
        with self._lock:
            self._commands.clear()

    async def apply(
        self,
        request: Request,
        *,
        answer: Callable[[], Response],
        limited: Callable[[float], Response],
        broken: Callable[[], Response],
    ) -> Response:
        """Answer an HTTP request as commanded.

        `answer` takes the parcel and says so; `limited` (given the seconds to wait) and `broken` are the vendor's own
        ways to refuse. The request's body must have been read.
        """
        command = self.take()
        if command.kind is Kind.LIMITED:
            return limited(command.seconds)
        if command.kind is Kind.BROKEN:
            return broken()
        if command.kind is Kind.RESET:
            return hang_up(request)
        given = answer()
        if command.kind in (Kind.SLOW, Kind.ACCEPT_SILENTLY):
            await _stall(request, command.seconds)
        match command.kind:
            case Kind.ACCEPT_SILENTLY:
                return hang_up(request)
            case Kind.BROKEN_OFF:
                return break_off(request, bytes(given.body))
            case Kind.GARBAGE:
                return Response(GARBAGE, media_type="text/html")
        return given


async def _stall(request: Request, seconds: float) -> None:
    """Let the caller wait, no longer than the caller will. The body must have been read."""
    with suppress(TimeoutError):
        await asyncio.wait_for(request.receive(), seconds)


class Wish(BaseModel):
    """The body of `POST /_control/{vendor}`; "ok" clears what was queued before."""

    behave: Kind
    times: int = Field(default=1, ge=1, le=10_000)
    seconds: float = Field(default=1.0, ge=0, le=3600)


def control_router(behaviours: Mapping[str, Behaviour]) -> APIRouter:
    """`POST /_control/{vendor}` queues a command, `GET /_control` shows what is queued, next first."""
    router = APIRouter(tags=["control"])

    def queued(vendor: str) -> list[dict[str, object]]:
        return [{"behave": command.kind.value, "seconds": command.seconds} for command in behaviours[vendor].pending()]

    @router.get("/_control")
    def show() -> dict[str, list[dict[str, object]]]:
        return {vendor: queued(vendor) for vendor in behaviours}

    @router.post("/_control/{vendor}")
    def command(vendor: str, wish: Wish) -> list[dict[str, object]]:
        if vendor not in behaviours:
            raise HTTPException(404, f"no such vendor: {vendor}; there are {', '.join(behaviours)}")
        if wish.behave is Kind.OK:
            behaviours[vendor].clear()
        else:
            behaviours[vendor].command(wish.behave, wish.times, wish.seconds)
        return queued(vendor)

    return router
