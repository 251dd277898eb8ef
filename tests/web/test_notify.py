"""What the service manager is told, over a real datagram socket."""

import asyncio
import os
import signal
import socket
import sqlite3
import subprocess
import sys

import pytest

from notices.web.notify import Manager, keep_told, manager_of

pytestmark = pytest.mark.slow

SHUCHI = (sys.executable, "-c", "from notices.cli import main; main()")
PATIENCE_SECONDS = 60


class Listener:
    """The manager's end. `address` as it stands in NOTIFY_SOCKET."""

    def __init__(self, address):
        self.address = address
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._line.bind("\0" + address[1:] if address.startswith("@") else address)

    def hears(self, seconds=PATIENCE_SECONDS):
        """The next message; None when none comes for so long."""
        self._line.settimeout(seconds)
        try:
            return self._line.recv(4096).decode()
        except TimeoutError:
            return None

    def close(self):
        self._line.close()


@pytest.fixture(params=["file", "abstract"])
def listener(request, tmp_path):
    listener = Listener(str(tmp_path / "n") if request.param == "file" else f"@shuchi-test-{os.getpid()}")
    yield listener
    listener.close()


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, None),
        ({"NOTIFY_SOCKET": "vsock:2:1234"}, None),
        ({"NOTIFY_SOCKET": "/run/n"}, Manager("/run/n")),
        ({"NOTIFY_SOCKET": "@n"}, Manager("\0n")),
        ({"NOTIFY_SOCKET": "@n", "WATCHDOG_USEC": "30000000"}, Manager("\0n", 30.0)),
        ({"NOTIFY_SOCKET": "@n", "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": str(os.getpid())}, Manager("\0n", 30.0)),
        ({"NOTIFY_SOCKET": "@n", "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"}, Manager("\0n")),
        ({"NOTIFY_SOCKET": "@n", "WATCHDOG_USEC": "often"}, Manager("\0n")),
        ({"NOTIFY_SOCKET": "@n", "WATCHDOG_USEC": "0"}, Manager("\0n")),
    ],
)
def test_the_manager_is_the_one_that_the_environment_names(environ, expected):
    """sd_notify(3) and sd_watchdog_enabled(3): a socket's path or abstract name, and for whom the watchdog is."""
    assert manager_of(environ) == expected


def test_a_manager_that_is_gone_is_outlived(tmp_path, caplog):
    """Nothing is raised; the log says so."""
    Manager(str(tmp_path / "gone")).tell("READY=1")

    assert [record.levelname for record in caplog.records] == ["WARNING"]


async def test_a_house_tells_that_it_is_ready_alive_and_stopping(world, listener):
    """Ready only once it serves and has beaten; alive only while the database answers and the clock beats."""
    manager = manager_of({"NOTIFY_SOCKET": listener.address, "WATCHDOG_USEC": "400000"})
    serving, stop = [False], asyncio.Event()
    hear = listener.hears
    telling = asyncio.create_task(keep_told(manager, world.house, world.clock, lambda: serving[0], stop))
    await world.house.heartbeat.beat()
    before_serving = await asyncio.to_thread(hear, 0.5)
    serving[0] = True
    ready, alive = [await asyncio.to_thread(hear) for _ in range(2)]
    world.go(1)
    await quiet(hear)
    not_beating = await asyncio.to_thread(hear, 0.5)
    await world.house.heartbeat.beat()
    beats_again = await asyncio.to_thread(hear)
    with sqlite3.connect(world.house.database.engine.url.database) as connection:
        connection.execute("ALTER TABLE holds RENAME TO gone")
    await quiet(hear)
    without_database = await asyncio.to_thread(hear, 0.5)
    stop.set()
    await telling

    assert (before_serving, ready, alive) == (None, "READY=1", "WATCHDOG=1")
    assert (not_beating, beats_again, without_database) == (None, "WATCHDOG=1", None)
    assert hear() == "STOPPING=1"


async def quiet(hear):
    """Lets go of what was under way when something changed."""
    while await asyncio.to_thread(hear, 0.3) is not None:
        pass


def test_shuchi_serve_tells_its_manager(tmp_path):
    """The command as systemd starts it: ready, signs of life, stopping at SIGTERM."""
    listener = Listener(str(tmp_path / "n"))
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SHUCHI_")}
    environ |= {"NOTIFY_SOCKET": listener.address, "WATCHDOG_USEC": "800000"}
    subprocess.run([*SHUCHI, "init", "."], cwd=tmp_path, env=environ, check=True, capture_output=True)
    house = subprocess.Popen(
        [*SHUCHI, "serve", "--port", "0"], cwd=tmp_path, env=environ, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        told = [listener.hears() for _ in range(3)]
        house.send_signal(signal.SIGTERM)
        last = next(heard for heard in iter(listener.hears, None) if heard != "WATCHDOG=1")
        status = house.wait(PATIENCE_SECONDS)
    finally:
        house.kill()
        house.wait()
        listener.close()

    assert (told, last, status) == (["READY=1", "WATCHDOG=1", "WATCHDOG=1"], "STOPPING=1", 0)
