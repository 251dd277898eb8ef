"""A web server that says any bytes at any pace, for what no web framework would let a stand-in say."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

JSON_TYPE = "content-type: application/json"
DRIP_SECONDS = 0.05


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    body: bytes


@dataclass(frozen=True)
class Drip:
    """Bytes that come one by one; when all are said, the line stays open."""

    first: bytes
    rest: bytes


Said = bytes | Drip


def answer(status: str, body: bytes, *headers: str) -> bytes:
    """A whole answer."""
    head = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", JSON_TYPE, *headers, "connection: close", "", ""]
    return "\r\n".join(head).encode() + body


def says(said: object, status: str = "200 OK") -> bytes:
    """A whole answer in JSON."""
    return answer(status, json.dumps(said, ensure_ascii=False).encode())


def drips(where: str) -> Drip:
    """An answer that never comes to its end, from its first line on, in its headers or in its body."""
    status, headers = b"HTTP/1.1 200 OK\r\n", b"content-type: application/json\r\ncontent-length: 9999\r\n"
    if where == "status":
        return Drip(b"", status + headers)
    if where == "headers":
        return Drip(status, b"x-more: " + b"m" * 999)
    return Drip(status + headers + b"\r\n", b" " * 999)


PLACES = ("status", "headers", "body")


@asynccontextmanager
async def serving(reply: Callable[[Asked], Said]) -> AsyncIterator[tuple[str, list[Asked]]]:
    """Serve on 127.0.0.1 in the loop that runs; yields the base URL and what has been asked."""
    asked: list[Asked] = []
    open_lines: set[asyncio.StreamWriter] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_lines.add(writer)
        try:
            while not reader.at_eof():
                request = await _read(reader)
                asked.append(request)
                said = reply(request)
                writer.write(said.first if isinstance(said, Drip) else said)
                await writer.drain()
                for byte in said.rest if isinstance(said, Drip) else b"":
                    writer.write(bytes([byte]))
                    await writer.drain()
                    await asyncio.sleep(DRIP_SECONDS)
                if not isinstance(said, Drip):
                    break
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            open_lines.discard(writer)
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
    finally:
        server.close()
        for writer in list(open_lines):
            writer.transport.abort()
        await asyncio.sleep(0)


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    method, path, _ = head.split(" ", 2)
    lengths = [line.partition(":")[2] for line in head.split("\r\n") if line.lower().startswith("content-length:")]
    return Asked(method, path, await reader.readexactly(int(lengths[0])) if lengths else b"")
