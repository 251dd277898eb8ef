"""Tells the service manager how this process does (sd_notify(3)): ready, still alive, stopping.

Where nobody listens (`NOTIFY_SOCKET` is not set, outside systemd) nothing is said.
"""

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from notices.bootstrap import House
from notices.clock import Clock
from notices.web.health import is_beating, is_held

LOOK_SECONDS = 0.2

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Manager:
    """The service manager's datagram socket. `watchdog_seconds`: how long it bears silence, None: for ever."""

    address: str
    watchdog_seconds: float | None = None

    def tell(self, state: str) -> None:
        """One message. A manager that does not listen is told so in the log and outlived."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
                # a manager too busy to read must not hold up the loop that serves
                line.setblocking(False)
                line.connect(self.address)
                line.send(state.encode())
        except OSError as error:
            log.warning("the service manager was not told %s: %s", state, error.strerror)


def manager_of(environ: Mapping[str, str] | None = None) -> Manager | None:
    """The manager that started this process and wants to be told, or None."""
    env = os.environ if environ is None else environ
    address = env.get("NOTIFY_SOCKET", "")
    if address.startswith("@"):  # an abstract name, which no file stands for
        address = "\0" + address[1:]
    elif not address.startswith("/"):
        return None
    microseconds, of_process = env.get("WATCHDOG_USEC", ""), env.get("WATCHDOG_PID", str(os.getpid()))
    is_watched = microseconds.isdigit() and int(microseconds) > 0 and of_process == str(os.getpid())
    return Manager(address, int(microseconds) / 1_000_000 if is_watched else None)


async def keep_told(
    manager: Manager, house: House, clock: Clock, is_serving: Callable[[], bool], stop: asyncio.Event
) -> None:
    """READY=1 once the API serves and the clock has beaten; then WATCHDOG=1 while clock and database work.

    A house that beats no more, or whose database refuses for so long, is killed by the manager and started anew.
    """
    while not (is_serving() and is_beating(house, clock)):
        if await _ends(stop, LOOK_SECONDS):
            return
    manager.tell("READY=1")
    if manager.watchdog_seconds is None:
        await stop.wait()
    else:
        while not await _ends(stop, manager.watchdog_seconds / 4):
            if await asyncio.to_thread(is_held, house) is not None and is_beating(house, clock):
                manager.tell("WATCHDOG=1")
    manager.tell("STOPPING=1")


async def _ends(stop: asyncio.Event, seconds: float) -> bool:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()
