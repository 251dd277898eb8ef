"""The line that every door by HTTP goes by, before real bytes. Its limits are tried at each door."""

from collections.abc import AsyncIterator, Callable
from contextlib import suppress

import pytest
from worlds.raw_http import answer, serving

from channels.http_line import NEVER_SENT, NO_ANSWER, HttpLine

pytestmark = pytest.mark.slow
OpenLine = Callable[..., HttpLine]


@pytest.fixture
async def open_line() -> AsyncIterator[OpenLine]:
    """A line; closed when the test is over."""
    lines: list[HttpLine] = []

    def opened(**limits: bool) -> HttpLine:
        lines.append(HttpLine(2.0, 10, **limits))
        return lines[-1]

    yield opened
    for line in lines:
        await line.close()


async def test_no_more_of_an_answer_is_read_than_it_may_be_long(open_line: OpenLine) -> None:
    """The rest is left lying."""
    async with serving(lambda _: answer("200 OK", b"0123456789" * 100)) as (url, _):
        said = await open_line().ask("GET", url, headers={})
    assert (said.status, said.body) == (200, b"0123456789")


@pytest.mark.parametrize(
    ("by_proxy", "no_proxy", "expected"), [(True, "", 1), (True, "vendor.example", 0), (False, "", 0)]
)
async def test_a_proxy_is_used_as_the_environment_says(
    open_line: OpenLine, monkeypatch: pytest.MonkeyPatch, by_proxy: bool, no_proxy: str, expected: int
) -> None:
    """Only where the door wants one, and not for hosts it leaves out; whoever has no proxy looks the name up."""
    async with serving(lambda _: answer("204 No Content", b"")) as (url, asked):
        for name in ("http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("http_proxy", url)
        monkeypatch.setenv("no_proxy", no_proxy)
        line = open_line(by_proxy=by_proxy)
        with suppress(*NO_ANSWER):
            await line.ask("GET", "http://vendor.example/", headers={"Authorization": "Basic"})
    assert [(request.method, request.path) for request in asked] == [("GET", "http://vendor.example/")] * expected


async def test_a_proxy_that_is_gone_means_nothing_was_sent(
    open_line: OpenLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same as a vendor that is gone."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "")
    with pytest.raises(NEVER_SENT):
        await open_line(by_proxy=True).ask("GET", "http://vendor.example/", headers={})
