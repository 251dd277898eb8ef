"""The line to the API: keys, addresses, servers that are down, slow, mute or no shuchi at all."""

import http.server
import socket
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi import Request
from web.calls import Api
from worlds.shell import Shell, served_desk

from notices.cli.client.api import connect
from notices.clock import SystemClock
from notices.domain.errors import ConfigurationError
from notices.sandbox.serving import hang_up, serve
from notices.web.app import create_app

pytestmark = pytest.mark.slow

HIT = ("--service", "voice", "--effect", "unusable")


class Mute:
    """A server that takes calls and never answers; `taken` holds what it was sent."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.taken: list[bytes] = []
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._take)
        self._thread.start()

    def _take(self) -> None:
        while True:
            connection, _ = self.listener.accept()
            connection.settimeout(5)
            data = connection.recv(65536)
            if not data:
                connection.close()
                return
            self.taken.append(data)
            self._open.append(connection)

    def close(self) -> None:
        socket.create_connection(self.listener.getsockname()).close()
        self._thread.join()
        for each in (*self._open, self.listener):
            each.close()


@pytest.fixture
def mute():
    server = Mute()
    yield server
    server.close()


@contextmanager
def stranger(status, headers, body):
    """A web server that is no shuchi."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            """Nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class LosesFirstAnswer:
    """The real API, but the answer to the first POST never arrives, though its work is done."""

    def __init__(self, app) -> None:
        self._app, self.lost = app, 0

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and scope["method"] == "POST" and not self.lost:
            self.lost += 1

            async def into_the_void(message):
                """The line is cut already."""

            await self._app(scope, receive, into_the_void)
            hang_up(Request(scope))
            return
        await self._app(scope, receive, send)


@pytest.fixture
def typed(shuchi, monkeypatch):
    """`typed(url, key)`: `incident list` from there, in English."""

    def run(url, key="shuchi_x", **more):
        for name, value in {"API_URL": url, "API_KEY": key, "LANGUAGE": "en", **more}.items():
            monkeypatch.setenv(f"SHUCHI_{name}", value)
        return shuchi("incident", "list")

    return run


def test_a_lost_answer_is_asked_for_again_and_the_work_done_once(make_world, shuchi, monkeypatch):
    """The same Idempotency-Key, minted once per call."""
    with served_desk(make_world) as api:
        losing = LosesFirstAnswer(create_app(api.world.house, api.world.clock))
        with serve(losing) as url:
            shell = Shell(Api(url, api.world, api.tokens), shuchi, monkeypatch)
            incident_id = shell.open()
        listed = [each["id"] for each in api.get("/incidents").json()["incidents"]]

    assert (losing.lost, listed) == (1, [incident_id])


def test_a_mute_server_is_asked_twice_under_one_key_and_then_told_plainly(mute, monkeypatch):
    """What was sent may have been done: that is said, with where to look."""
    monkeypatch.setenv("SHUCHI_API_URL", mute.url)
    monkeypatch.setenv("SHUCHI_API_KEY", "shuchi_x")
    with connect(answer_seconds=0.3) as api, pytest.raises(ConfigurationError) as refused:
        api.post("/incidents", {})
    keys = [line for data in mute.taken for line in data.splitlines() if line.lower().startswith(b"idempotency-key")]

    assert (refused.value.code, len(keys), len(set(keys))) == ("api_unanswered", 2, 1)


def test_reading_from_a_mute_server_changed_nothing(mute, monkeypatch):
    """And says so."""
    monkeypatch.setenv("SHUCHI_API_URL", mute.url)
    monkeypatch.setenv("SHUCHI_API_KEY", "shuchi_x")
    with connect(answer_seconds=0.3) as api, pytest.raises(ConfigurationError) as refused:
        api.get("/clock")
    assert (refused.value.code, len(mute.taken)) == ("api_unreachable", 2)


def test_a_server_that_is_down_is_one_sentence(typed):
    """Exit status 2, the address, what to check."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    ran = typed(url)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert f"{url} does not answer; nothing was changed." in ran.err


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (200, {"Content-Type": "text/html"}, b"<h1>hello</h1>"),
        (200, {"Content-Type": "application/json"}, b"[1]"),
        (404, {"Content-Type": "application/json"}, b'{"error": "\x1b[31mno"}'),
        (302, {"Location": "http://127.0.0.1:1/"}, b"{}"),
        (502, {"Content-Type": "text/html"}, b"bad gateway"),
    ],
)
def test_a_server_that_is_no_shuchi_is_told_apart(typed, status, headers, body):
    """Nothing of what it says reaches the terminal, and no redirection is followed with the key."""
    with stranger(status, headers, body) as url:
        ran = typed(url)
    assert (ran.status, ran.out, f"What {url} answered ({status})" in ran.err) == (2, "", True)


def test_a_server_that_cannot_prove_itself_is_not_sent_the_key(mute, typed):
    """TLS first; a plain server behind an https address gets nothing."""
    with stranger(200, {}, b"{}") as url:
        ran = typed(url.replace("http:", "https:"))
    assert (ran.status, "could not prove who it is" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://192.0.2.1:8000", "is not encrypted"),
        ("ftp://127.0.0.1/", "SHUCHI_API_URL is no address"),
        ("127.0.0.1:8000", "SHUCHI_API_URL is no address"),
        ("http://user:canary@127.0.0.1", "SHUCHI_API_URL is no address"),
        ("http://[canary", "SHUCHI_API_URL is no address"),
        ("http://127.0.0.1:99999", "SHUCHI_API_URL is no address"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_before_anything_is_sent(typed, url, told):
    """A password in it is not repeated."""
    ran = typed(url)
    assert (ran.status, told in ran.err, "canary" in ran.err) == (2, True, False)


def test_without_a_key_it_is_said_where_to_put_one(shuchi, monkeypatch):
    """Never as an argument: other users of the machine could read it there."""
    for name in ("SHUCHI_API_KEY", "SHUCHI_API_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHUCHI_LANGUAGE", "en")
    ran = shuchi("incident", "list")
    assert (ran.status, "SHUCHI_API_KEY_FILE" in ran.err, ran.err.count("\n")) == (2, True, 1)


@pytest.mark.parametrize("content", ["", "two words", "canary\nanother", "鍵"])
def test_a_key_of_another_form_is_refused_unseen(typed, content):
    """A file with more than the one line, a half-copied one."""
    ran = typed("http://127.0.0.1:1", content or " ")
    assert (ran.status, "one line that shuchi key add showed" in ran.err, "canary" in ran.err) == (2, True, False)


def test_a_key_is_read_from_its_file(shell, tmp_path: Path, monkeypatch):
    """With or without a line end; a missing file is named; one that others can read is used, with a warning."""
    file = tmp_path / "key"
    monkeypatch.setenv("SHUCHI_API_KEY_FILE", str(file))

    def run():
        monkeypatch.setenv("SHUCHI_LANGUAGE", "en")
        monkeypatch.delenv("SHUCHI_API_KEY", raising=False)
        return shell._shuchi("incident", "list")

    missing = run()
    file.write_text(shell.api.tokens["viewer"] + "\n", encoding="utf-8")
    file.chmod(0o640)
    warned = run()
    file.chmod(0o600)
    found = run()

    assert (missing.status, str(file) in missing.err) == (2, True)
    assert (warned.status, warned.out, warned.err.count("chmod 600"), str(file) in warned.err) == (
        0,
        found.out,
        1,
        True,
    )
    assert (found.status, found.err) == (0, "")


def test_an_unknown_key_is_told_by_the_house(shell):
    """401 as its sentence; the key is not repeated."""
    shell.api.tokens["nobody"] = "shuchi_canary"
    ran = shell.run("incident", "list", by="nobody")
    assert (ran.status, "This key is not known." in ran.err, "canary" in ran.err) == (2, True, False)


def test_no_proxy_and_no_netrc_come_between_this_machine_and_itself(shell, tmp_path, monkeypatch):
    """A proxy for the internet is none for the loopback; another key in `.netrc` is not taken."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert shell.run("incident", "list").status == 0


def test_the_houses_own_time_counts(shell, monkeypatch):
    """A shell whose clock is ahead must not report the future."""
    monkeypatch.setenv("SHUCHI_API_KEY", shell.api.tokens["viewer"])
    with connect() as api:
        now = api.get("/clock").at
    assert abs((now - SystemClock().now()).total_seconds()) < 5
