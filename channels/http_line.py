"""Calls vendors and partners over HTTP, under limits that hold whatever is at the other end.

One deadline for the whole exchange: a limit for each read alone would let a vendor that drips a byte a second hold us
for ever. Of an answer no more is read than it may be long. No redirect is followed, for it would carry a signed text
somewhere else; no cookie is kept, nothing is sent twice. Names are looked up in threads of the line's own: asyncio's
threads serve the whole house, and a name server that is silent keeps one busy for half a minute.
"""

import asyncio
import socket
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

ADDRESS_SECONDS = 5.0
# a first name server that is dead costs five (resolv.conf(5), "timeout")
CONNECT_SECONDS = 10.0

# What asking may raise: nothing has left this machine; or it may have arrived all the same.
NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError)
NO_ANSWER = (aiohttp.ClientError, TimeoutError, OSError)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back in time; `body` is no more of it than was to be read."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes


class HttpLine:
    """`seconds` for an exchange from the name to the last byte; `most_bytes` of an answer; `at_once` names looked up.

    `is_status_enough`: a body that breaks off takes back nothing of what the status said. `by_proxy`: through the proxy
    that the environment names, if it names one. `socket_factory` as aiohttp has it. How many exchanges run at once is
    the courier's to say (`ChannelSpec.at_once`).
    """

    def __init__(
        self,
        seconds: float,
        most_bytes: int,
        *,
        at_once: int = 2,
        is_status_enough: bool = False,
        by_proxy: bool = False,
        socket_factory: Callable[[Any], socket.socket] | None = None,
    ) -> None:
        self.seconds = seconds
        self._most_bytes = most_bytes
        self._at_once = at_once
        self._is_status_enough = is_status_enough
        self._by_proxy = by_proxy
        self._socket_factory = socket_factory
        self._session: aiohttp.ClientSession | None = None
        self._names: _Names | None = None

    def open(self) -> aiohttp.ClientSession:
        """The session of this line, of the loop that runs."""
        if self._session is None or self._session.closed:
            self._names = _Names(self._at_once)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, resolver=self._names, socket_factory=self._socket_factory),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(
                    total=self.seconds,
                    connect=min(CONNECT_SECONDS, self.seconds),
                    sock_connect=min(ADDRESS_SECONDS, self.seconds),
                ),
                headers={"user-agent": "shuchi", "accept-encoding": "identity"},
            )
        return self._session

    async def ask(
        self,
        method: str,
        url: str | URL,
        *,
        headers: Mapping[str, str],
        params: Mapping[str, str] | None = None,
        data: Any = None,
    ) -> Answer:
        """One exchange, whatever its status. Raises NEVER_SENT or NO_ANSWER; ValueError for a URL that is none."""
        async with self.open().request(
            method, url, headers=headers, params=params, data=data, allow_redirects=False,
            proxy=_proxy_for(URL(url)) if self._by_proxy else None,
        ) as answer:  # fmt: skip
            body = await self._beginning_of(answer)
        return Answer(answer.status, answer.reason or "", answer.headers, body)

    async def close(self) -> None:
        """Let go of connections, and of threads without waiting for them."""
        if self._session is not None:
            await self._session.close()
        if self._names is not None:
            await self._names.close()

    async def _beginning_of(self, answer: aiohttp.ClientResponse) -> bytes:
        body = b""
        try:
            while rest := self._most_bytes - len(body):
                chunk = await answer.content.read(rest)
                if not chunk:
                    break
                body += chunk
        except NO_ANSWER:
            if not self._is_status_enough:
                raise
        return body


def _proxy_for(url: URL) -> str | None:
    """As curl would; aiohttp's `trust_env` would also open ~/.netrc, each time, in one of the house's own threads."""
    return None if proxy_bypass(url.host or "") else getproxies().get(url.scheme)


class _Names(AbstractResolver):
    """The machine's own resolver, in threads of its own."""

    def __init__(self, at_once: int) -> None:
        self._threads = ThreadPoolExecutor(at_once, "names")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        look_up = partial(socket.getaddrinfo, host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
        found = await asyncio.get_running_loop().run_in_executor(self._threads, look_up)
        return [
            ResolveResult(
                hostname=host, host=str(address[0]), port=port, family=kind, proto=protocol,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, _, protocol, _, address in found
        ]  # fmt: skip

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
