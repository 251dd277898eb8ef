"""The server that runs the stand-ins."""

import pytest
import requests
from fastapi import FastAPI, Request, Response

from notices.sandbox.serving import hang_up, serve

pytestmark = pytest.mark.slow


def test_the_app_is_served_on_loopback_while_the_block_runs() -> None:
    """And on nothing afterwards; the port can be taken again at once."""
    app = FastAPI()
    app.add_api_route("/", lambda: "here")
    with serve(app) as url:
        first = requests.get(url, timeout=5).json()
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=5)
    with serve(app, port=int(url.rpartition(":")[2])) as again:
        assert (first, requests.get(again, timeout=5).json()) == ("here", "here")
    assert url.startswith("http://127.0.0.1:")


def test_a_taken_port_is_said_so() -> None:
    """Two sandboxes cannot share one address."""
    with (
        serve(FastAPI()) as url,
        pytest.raises(OSError, match="in use"),
        serve(FastAPI(), port=int(url.rpartition(":")[2])),
    ):
        pytest.fail("the port was given out twice")


def test_hanging_up_resets_the_connection() -> None:
    """The caller gets no status line at all."""
    app = FastAPI()

    async def hung(request: Request) -> Response:
        return hang_up(request)

    app.add_api_route("/", hung)
    with serve(app) as url, pytest.raises(requests.ConnectionError, match="reset"):
        requests.get(url, timeout=5)
