"""The line to one vendor, which can go wrong in every way a vendor was ever seen to; well, it passes bytes on."""

import asyncio
import json
import socket
import struct
from collections import Counter
from threading import Event, Thread

DRIP_SECONDS = 1.0
HUGE_BYTES = 10 * 1024 * 1024
PAGE = b"<html><title>Maintenance</title></html>"
# another message than the one that was sent, in the shape of whoever is asked
ANOTHER = {
    "x": {"data": {"id": "7", "text": "another post", "edit_history_tweet_ids": ["7"]}},
    "sms": {"sid": "SM7", "to": "+819099999999", "body": "another", "status": "queued", "direction": "outbound-api"},
    "mvno": {"receipt_id": "rcpt_of_another"},
}


def _http(status: str, body: bytes, *headers: str) -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", f"content-length: {len(body)}", *headers, "connection: close", "", ""])
    return head.encode() + body


class BadLine:
    """Listens on 127.0.0.1 before `target_port`. `served`: how many connections each mood has seen.

    Moods: "well", "refused", "reset", "silent", "drip" (a byte a second), "noise" (no words of the protocol); for HTTP
    also "page" (200 with a page), "wrong JSON", "redirects" (for ever to itself), "huge" (10 MB of brackets), "another"
    (an answer about another message).
    """

    def __init__(self, vendor: str, target_port: int) -> None:
        self.mood, self.served = "well", Counter[str]()
        self._vendor, self._target = vendor, target_port
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self._loop = asyncio.new_event_loop()
        self._is_up, self.port = Event(), 0
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()
        self._is_up.wait()

    def turn(self, mood: str) -> None:
        """From now on; whoever hangs on the line is cut off."""
        asyncio.run_coroutine_threadsafe(self._turn(mood), self._loop).result(10)

    def close(self) -> None:
        """Nobody listens any more."""
        self.turn("refused")
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._listen())
        self._is_up.set()
        self._loop.run_forever()
        self._loop.close()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, reuse_address=True)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _turn(self, mood: str) -> None:
        self.mood = mood
        for writer in list(self._open):
            writer.transport.abort()
        if mood == "refused" and self._server is not None:
            self._server.close()
            self._server = None
        elif mood != "refused" and self._server is None:
            await self._listen()
        await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        mood = self.mood
        self.served[mood] += 1
        self._open.add(writer)
        try:
            if mood == "well":
                await self._pass_on(reader, writer)
            else:
                await self._misbehave(mood, reader, writer)
        except OSError:
            pass
        finally:
            self._open.discard(writer)
            writer.transport.abort() if writer.is_closing() else writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, onward = await asyncio.open_connection("127.0.0.1", self._target)

        async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
            while data := await source.read(65536):
                sink.write(data)
                await sink.drain()
            sink.close()

        await asyncio.gather(pump(reader, onward), pump(there, writer), return_exceptions=True)

    async def _misbehave(self, mood: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._vendor != "smtp":  # a relay speaks first, a web server when it has been asked
            await reader.read(65536)
        if mood == "reset":
            connection = writer.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        elif mood == "silent":
            await reader.read()  # until the other side has had enough
        elif mood == "drip":
            for byte in self._answer("page") * 100:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(DRIP_SECONDS)
        else:
            writer.write(self._answer(mood))
            await writer.drain()

    def _answer(self, mood: str) -> bytes:
        if self._vendor == "smtp":
            return {"page": b"220-still busy\r\n", "huge": b"2" * HUGE_BYTES}.get(mood, b"\x00\xff what?\r\n")
        json_type = "content-type: application/json"
        place = f"location: http://127.0.0.1:{self.port}/again"
        return {
            "page": lambda: _http("200 OK", PAGE, "content-type: text/html"),
            "wrong JSON": lambda: _http("201 Created", b'[{"data": null}, 7]', json_type),
            "redirects": lambda: _http("302 Found", b"", place),
            "huge": lambda: _http("200 OK", b"[" * HUGE_BYTES, json_type),
            "another": lambda: _http("201 Created", json.dumps(ANOTHER[self._vendor]).encode(), json_type),
        }.get(mood, lambda: b"\x00\xff what?\r\n\r\n")()
