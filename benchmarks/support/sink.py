"""A partner's receiving end, in a process of its own: answers after 20 ms and counts what came."""

import asyncio
import json
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiohttp import web

LATENCY_SECONDS = 0.02


def make_app() -> web.Application:
    """`POST` takes a push, `GET /counted` tells what came, `POST /forget` begins again."""
    ids: Counter[str] = Counter()
    unsigned = 0

    async def take(request: web.Request) -> web.Response:
        nonlocal unsigned
        await request.read()
        if not request.headers.get("webhook-signature", "").startswith("v1,"):
            unsigned += 1
            return web.Response(status=401)
        ids[request.headers["webhook-id"]] += 1
        await asyncio.sleep(LATENCY_SECONDS)
        return web.json_response({"receipt_id": request.headers["webhook-id"]})

    async def counted(_: web.Request) -> web.Response:
        told = {"unique": len(ids), "most": max(ids.values(), default=0), "unsigned": unsigned}
        return web.json_response(told)

    async def forget(_: web.Request) -> web.Response:
        ids.clear()
        return web.Response()

    app = web.Application()
    app.router.add_get("/counted", counted)
    app.router.add_post("/forget", forget)
    app.router.add_post("/hooks/{partner}", take)
    return app


@contextmanager
def running_sink() -> Iterator[str]:
    """Its address while it runs."""
    process = subprocess.Popen([sys.executable, str(Path(__file__))], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def ask(url: str, *, is_post: bool = False) -> Any:
    """The sink's own word."""
    request = urllib.request.Request(url, method="POST" if is_post else "GET")
    with urllib.request.urlopen(request) as answer:
        body = answer.read()
    return json.loads(body) if body else None


async def _serve() -> None:
    runner = web.AppRunner(make_app(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve())
