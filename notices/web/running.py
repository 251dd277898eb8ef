"""One process that does everything: API, site, clock and courier, until it is asked to end."""

import asyncio
import gc
import logging
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI

from notices.bootstrap import House
from notices.domain.errors import ConfigurationError
from notices.web.health import Health
from notices.web.notify import keep_told, manager_of

GRACE_SECONDS = 10
# S4: fewer than the database has connections (15), so that a burst of calls never starves clock and courier
MOST_CALLS_AT_ONCE = 10

log = logging.getLogger("shuchi.serve")


class _Server(uvicorn.Server):
    """Uvicorn without its own handling of signals: the house ends as a whole, the API first."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(host: str, port: int) -> socket.socket:
    """The socket to serve on. Raises ConfigurationError when it cannot be had."""
    listener: socket.socket | None = None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol or socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        if listener is not None:
            listener.close()
        raise ConfigurationError("cannot_listen", host=host, port=port, reason=error.strerror) from error
    return listener


def spare_the_collector() -> None:
    """What stands when a house opens stands for good: the garbage collector need not walk over it, nor so often.

    Measured with 2,000 webhooks: its walks cost a fifth of the time (docs/decisions/0011).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


async def run_house(house: House, app: FastAPI, health: Health, listener: socket.socket) -> None:
    """Until SIGTERM or SIGINT; then no new request is taken, and what is under way is finished."""
    spare_the_collector()
    current_default_thread_limiter().total_tokens = MOST_CALLS_AT_ONCE
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(ending, stop.set)
    config = uvicorn.Config(
        app, lifespan="off", ws="none", log_config=None, access_log=False, server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )  # fmt: skip
    server = _Server(config)

    async def serve() -> None:
        try:
            await server.serve(sockets=[listener])
        finally:
            stop.set()

    manager = manager_of()
    async with asyncio.TaskGroup() as group:
        # what was published before stands on the site again, though the API need not wait for it; it logs a failure
        group.create_task(house.heartbeat.place_site())
        group.create_task(house.engine.run(stop))
        group.create_task(house.heartbeat.run(stop))
        group.create_task(health.watch_doors(house, stop))
        group.create_task(serve())
        if manager is not None:
            group.create_task(keep_told(manager, house, health.clock, lambda: server.started, stop))
        log.info("serving", extra={"address": "{}:{}".format(*listener.getsockname()[:2])})
        await stop.wait()
        log.info("ending")
        server.should_exit = True
        house.desk.wake()
    log.info("ended")
