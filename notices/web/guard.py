"""Stands before the API: bodies of a size and kind we read, headers that keep browsers careful, a line in the log."""

import hashlib
import logging
from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from notices.bootstrap import new_id
from notices.clock import SystemClock
from notices.domain.errors import ConfigurationError, InputError, ShuchiError
from notices.web.body import CutOff, check_body, check_headers, most_bytes, read_body
from notices.web.language import language_of
from notices.web.problems import problem

API = "/api/"
BODY_DIGEST = "shuchi.body_digest"

_EVERYWHERE = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    # the public pages have inline style alone, and no script
    b"content-security-policy": b"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    b"form-action 'none'; frame-ancestors 'none'",
}

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
        is_api, request_id = scope["path"].startswith(API), new_id()
        started_at, answered = self._clock.monotonic_seconds(), [0]
        ours = _EVERYWHERE | ({b"cache-control": b"no-store", b"x-request-id": request_id.encode()} if is_api else {})

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered[0] = message["status"]
                given = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *((n, v) for n, v in ours.items() if n not in given)]
            await send(message)

        try:
            await self._pass(scope, receive, send_on, is_api=is_api)
        except CutOff:
            log.warning("the caller was gone before its call was whole", extra={"request_id": request_id})
        except Exception:
            told = {"method": scope["method"], "path": scope["path"], "request_id": request_id}
            log.exception("a request stumbled", extra=told)
            if not answered[0]:
                marked = {"instance": f"urn:shuchi:request:{request_id}"}
                await _refuse(ConfigurationError("internal"), scope, receive, send_on, marked)
        if is_api:
            milliseconds = round((self._clock.monotonic_seconds() - started_at) * 1000)
            told = {"method": scope["method"], "path": scope["path"], "status": answered[0]}
            log.info("request", extra={**told, "milliseconds": milliseconds, "request_id": request_id})

    async def _pass(self, scope: Scope, receive: Receive, send: Send, *, is_api: bool) -> None:
        try:
            body = await read_body(receive, most_bytes(scope["path"]))
            if is_api:
                check_headers(scope["headers"])
                if body:
                    check_body(body, scope["headers"])
        except InputError as error:
            await _refuse(error, scope, receive, send)
            return
        passed = dict(scope)
        passed[BODY_DIGEST] = hashlib.sha256(body).hexdigest()
        if scope["method"] == "HEAD":
            # whoever may GET may ask for its headers alone (RFC 9110 §9.3.2); the server sends no content on HEAD
            passed["method"] = "GET"
        given = False

        async def receive_again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(passed, receive_again, send)


async def _refuse(
    error: ShuchiError, scope: Scope, receive: Receive, send: Send, members: Mapping[str, str] | None = None
) -> None:
    asked = next((value.decode("latin-1") for key, value in scope["headers"] if key == b"accept-language"), "")
    await problem(error, language_of(asked), members=members)(scope, receive, send)
