"""Between tweepy, which blocks, and the HTTP line, which keeps its limits."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import CancelledError, Future
from io import BytesIO
from urllib.parse import SplitResult, urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from yarl import URL

from channels.http_line import Answer, HttpLine

# How much longer than the line's own deadline a thread waits for an event loop that is busy, or gone.
MARGIN_SECONDS = 2.0
# The line says these itself.
_OWN = {"accept-encoding", "connection", "content-length"}


class Call(BaseAdapter):
    """One question. Asked on the event loop that runs now; tweepy's thread waits, and comes back when we hang up.

    `base_url` as in `XChannel`.
    """

    def __init__(self, line: HttpLine, base_url: SplitResult | None) -> None:
        super().__init__()
        self._line = line
        self._base = base_url
        self._loop = asyncio.get_running_loop()
        self._asked: Future[Answer] | None = None
        self._is_over = False

    def hang_up(self) -> None:
        """Nobody waits for the answer any more."""
        self._is_over = True
        if self._asked is not None:
            self._asked.cancel()

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: object = None,
        verify: object = True,
        cert: object = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """As requests wants it; only the request itself counts here. Raises what the line does, or ConnectionError."""
        del stream, timeout, verify, cert, proxies
        if self._is_over:
            raise requests.ConnectionError
        self._asked = asyncio.run_coroutine_threadsafe(self._ask(request), self._loop)
        if self._is_over:
            self._asked.cancel()
        try:
            return _as_requests_has_it(request, self._asked.result(self._line.seconds + MARGIN_SECONDS))
        except CancelledError:
            raise requests.ConnectionError from None

    def close(self) -> None:
        """The line is the door's, and stays open."""

    async def _ask(self, request: requests.PreparedRequest) -> Answer:
        real = urlsplit(str(request.url))
        # The signature covers the real URL; the Host header lets the stand-in check it.
        url = real._replace(scheme=self._base.scheme, netloc=self._base.netloc) if self._base else real
        given = {name: _text(value) for name, value in request.headers.items() if name.lower() not in _OWN}
        return await self._line.ask(
            str(request.method), URL(url.geturl(), encoded=True), headers={**given, "Host": real.netloc},
            data=request.body,
        )  # fmt: skip


def _as_requests_has_it(request: requests.PreparedRequest, answer: Answer) -> requests.Response:
    response = requests.Response()
    response.status_code, response.reason = answer.status, answer.reason
    response.headers = CaseInsensitiveDict(answer.headers)
    response.raw = BytesIO(answer.body)
    response.encoding = "utf-8"
    response.url, response.request = str(request.url), request
    return response


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("latin-1")
