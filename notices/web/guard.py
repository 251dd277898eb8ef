"""Stands before the API: bodies of a size and kind we read, headers that keep browsers careful, a line in the log."""

import hashlib
import logging
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from notices.clock import SystemClock
from notices.domain.errors import ConfigurationError, InputError, ShuchiError
from notices.web.language import language_of
from notices.web.problems import problem

API = "/api/"
MOST_BYTES = 256 * 1024
# read on and thrown away, so that a caller who sends too much still gets to read why
MOST_DISCARDED_BYTES = 32 * 1024 * 1024
BODY_DIGEST = "shuchi.body_digest"

_EVERYWHERE = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    # the public pages have inline style alone, and no script
    b"content-security-policy": b"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    b"form-action 'none'; frame-ancestors 'none'",
}
_API_ONLY = {b"cache-control": b"no-store"}

log = logging.getLogger("shuchi.api")


class Guard:
    """An ASGI layer around the whole app."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._clock = SystemClock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what may pass; answers the rest itself."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_api = scope["path"].startswith(API)
        started_at, answered = self._clock.monotonic_seconds(), [0]

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered[0] = message["status"]
                given = {name.lower() for name, _ in message["headers"]}
                extra = _EVERYWHERE | (_API_ONLY if is_api else {})
                message["headers"] = [*message["headers"], *((n, v) for n, v in extra.items() if n not in given)]
            await send(message)

        try:
            await self._pass(scope, receive, send_on)
        except Exception:
            log.exception("a request stumbled: %s %s", scope["method"], scope["path"])
            if not answered[0]:
                await _refuse(ConfigurationError("internal"), scope, receive, send_on)
        if is_api:
            milliseconds = round((self._clock.monotonic_seconds() - started_at) * 1000)
            log.info(
                "request",
                extra={
                    "method": scope["method"],
                    "path": scope["path"],
                    "status": answered[0],
                    "milliseconds": milliseconds,
                },
            )

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, is_whole = await _read(receive)
        if not is_whole:
            await _refuse(InputError("body_too_large", kib=MOST_BYTES // 1024), scope, receive, send)
            return
        kind = _header(scope, b"content-type").partition(";")[0].strip().lower()
        if body and scope["path"].startswith(API) and kind != "application/json":
            await _refuse(InputError("body_not_json"), scope, receive, send)
            return
        scope[BODY_DIGEST] = hashlib.sha256(body).hexdigest()
        given = False

        async def receive_again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, receive_again, send)


async def _read(receive: Receive) -> tuple[bytes, bool]:
    """The body, and whether it is small enough to be one."""
    body, size = bytearray(), 0
    while size <= MOST_DISCARDED_BYTES:
        message: dict[str, Any] = dict(await receive())
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= MOST_BYTES:
            body += chunk
        if not message.get("more_body", False):
            break
    return bytes(body), size <= MOST_BYTES


async def _refuse(error: ShuchiError, scope: Scope, receive: Receive, send: Send) -> None:
    await problem(error, language_of(_header(scope, b"accept-language")))(scope, receive, send)


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")
