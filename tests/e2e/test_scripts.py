"""`shuchi demo` as a newcomer starts it: a process of its own, on a machine that says nothing about its language."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SHUCHI = Path(sys.executable).with_name("shuchi")
UP_WITHIN_SECONDS = 120
DOWN_WITHIN_SECONDS = 20


def bare_environment() -> dict[str, str]:
    """What a service or a minimal machine gives: no language, no terminal."""
    dropped = ("LANG", "LANGUAGE", "SHUCHI_LANGUAGE", "PYTHONUTF8", "PYTHONIOENCODING", "COLUMNS")
    return {name: value for name, value in os.environ.items() if name not in dropped} | {"LC_ALL": "C", "TERM": "dumb"}


def shuchi(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command to its end, standing in `folder`."""
    return subprocess.run(
        [SHUCHI, *arguments], cwd=folder, env=bare_environment() | environment, capture_output=True,
        encoding="utf-8", timeout=UP_WITHIN_SECONDS, check=False,
    )  # fmt: skip


def answer(url: str) -> bytes | None:
    """What stands there, None while nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bytes(response.read())
    except OSError:
        return None


def said(log: Path) -> str:
    """What the process has written so far, perhaps in the middle of a letter."""
    return log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def taken_port() -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_once_leaves_the_site_and_the_report(tmp_path: Path) -> None:
    """It ends by itself, clean, and the folder of the report is made where it is missing."""
    report = tmp_path / "made by it" / "report.json"
    ran = shuchi(tmp_path, "demo", "--once", "--json", str(report))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "shuchi" in ran.stdout
    assert json.loads(report.read_text(encoding="utf-8"))["scenario"] == "softbank-2018-12-06"
    assert "【再現】" in (tmp_path / ".shuchi/demo/site/index.html").read_text(encoding="utf-8")


def test_a_terminal_without_japanese_gets_escapes(tmp_path: Path) -> None:
    """Letters that the terminal's encoding lacks never end a command."""
    ran = shuchi(tmp_path, "clauses", PYTHONIOENCODING="ascii", SHUCHI_LANGUAGE="ja")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert r"\u" in ran.stdout


def test_a_taken_port_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    """One sentence and status 2, and what an earlier demo left is still there."""
    earlier = tmp_path / ".shuchi/demo/site/index.html"
    earlier.parent.mkdir(parents=True)
    earlier.write_text("earlier", encoding="utf-8")
    with taken_port() as port:
        ran = shuchi(tmp_path, "demo", "--port", str(port))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert (str(port) in ran.stderr, "Traceback" in ran.stderr) == (True, False)
    assert earlier.read_text(encoding="utf-8") == "earlier"


def test_it_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    """Site, feeds and inboxes answer; a second demo in the same folder is refused; Ctrl-C ends it quietly."""
    port = free_port()
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [SHUCHI, "demo", "--port", str(port)], cwd=tmp_path, env=bare_environment(), stdout=output,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        base = f"http://127.0.0.1:{port}"
        until = time.monotonic() + UP_WITHIN_SECONDS  # noqa: TID251 - a real process is waited for
        while f"{base}/_sandbox/" not in said(log):
            assert process.poll() is None, said(log)
            assert time.monotonic() < until, "the demo never began to serve"  # noqa: TID251
            time.sleep(0.2)
        second = shuchi(tmp_path, "demo", "--once")
        answers = {path: answer(base + path) for path in ("/", "/feeds/reports.atom", "/_sandbox/")}
    finally:
        process.send_signal(signal.SIGINT)
        status = process.wait(DOWN_WITHIN_SECONDS)
    assert [path for path, body in answers.items() if not body] == []
    assert second.returncode == 2
    assert (status, "Traceback" in said(log)) == (0, False)
