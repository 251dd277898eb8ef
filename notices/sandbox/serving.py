"""Runs an ASGI app on this machine alone, in a thread of its own, and lets a stand-in break a line without a word."""

import socket
import struct
from asyncio import Transport
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import uvicorn
from fastapi import Request, Response
from uvicorn.protocols.http.h11_impl import H11Protocol

_TRANSPORT = "shuchi.transport"
_STOP_SECONDS = 5.0


class _OpenProtocol(H11Protocol):
    """Uvicorn's own HTTP, but the app may reach the connection it is answering on."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        app = self.app

        async def app_with_transport(scope: Any, receive: Any, send: Any) -> None:
            scope[_TRANSPORT] = transport
            await app(scope, receive, send)

        self.app = app_with_transport


def hang_up(request: Request) -> Response:
    """Reset the connection (TCP RST) in place of an answer; what is returned reaches nobody.

    Raises KeyError when the app is not run by `serve`.
    """
    transport: Transport = request.scope[_TRANSPORT]
    if transport.is_closing():  # the caller would not wait
        return Response()
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    return Response()


def break_off(request: Request, body: bytes) -> Response:
    """Die in the middle of an answer: the status and half of `body` arrive, then the line breaks.

    Raises KeyError when the app is not run by `serve`.
    """
    transport: Transport = request.scope[_TRANSPORT]
    if not transport.is_closing():
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        transport.write(head.encode() + body[: len(body) // 2])
        transport.close()
    return Response()


class _Announcing(uvicorn.Server):
    """Says when it is ready, so that nobody polls."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_up = Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_up.set()


@contextmanager
def serve(app: Any, port: int = 0) -> Iterator[str]:
    """Serve `app` on 127.0.0.1 while the block runs; yields the base URL. Port 0 takes any free one.

    Raises OSError when the port is taken, RuntimeError when the app does not start.
    """
    listener = _listen(port)
    config = uvicorn.Config(
        app, http=_OpenProtocol, ws="none", loop="asyncio", log_config=None, access_log=False,
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = _Announcing(config)

    def run() -> None:
        try:
            server.run(sockets=[listener])
        finally:
            server.is_up.set()

    thread = Thread(target=run, name="shuchi-sandbox", daemon=True)
    thread.start()
    try:
        server.is_up.wait()
        if not server.started:
            raise RuntimeError("the app did not start")
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(_STOP_SECONDS)
        listener.close()


def _listen(port: int) -> socket.socket:
    # asyncio turns Nagle's delay (40 ms an answer) off only where the protocol is named.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.close()
        raise
    return listener
