"""People at a shell before a real served house whose clock is the machine's own."""

import asyncio
import json
import os
import pty
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from web.calls import Api, with_keys
from worlds.house import APPROVAL

from notices.clock import SystemClock
from notices.sandbox.serving import serve
from notices.web.app import create_app

SCRIPT = str(Path(sys.executable).with_name("shuchi"))
CHANNELS = ("website", "feed", "mvno", "mail", "x")


def in_force():
    """A standing approval that covers first and update now."""
    return replace(APPROVAL, expires_at=SystemClock().now() + timedelta(days=1))


class Shell:
    """Runs commands under somebody's key; `shuchi` is the runner of `tests/cli/conftest.py`."""

    def __init__(self, api: Api, shuchi, monkeypatch) -> None:
        self.api, self._shuchi, self._monkeypatch = api, shuchi, monkeypatch
        monkeypatch.setenv("SHUCHI_API_URL", api.url)
        monkeypatch.delenv("SHUCHI_API_KEY_FILE", raising=False)

    def run(self, *arguments, by="writer", language="en"):
        """What one command leaves behind."""
        self._monkeypatch.setenv("SHUCHI_API_KEY", self.api.tokens[by])
        self._monkeypatch.setenv("SHUCHI_LANGUAGE", language)
        return self._shuchi(*arguments)

    def done(self, *arguments, **more):
        """The output of a command that must succeed."""
        ran = self.run(*arguments, **more)
        assert (ran.status, ran.err) == (0, ""), ran
        return ran.out

    def read(self, *arguments, **more):
        """Its JSON."""
        return json.loads(self.done(*arguments, "--json", **more))

    def open(self, *options):
        """The id of an outage of voice calls."""
        return self.read("incident", "open", "--service", "voice", "--effect", "unusable", "--area", "13", *options)[
            "id"
        ]

    def work(self) -> None:
        """Everything that is due goes out."""
        asyncio.run(self.api.world.work())

    def environment(self, by="writer", **changes):
        """For processes of their own."""
        own = {"SHUCHI_API_URL": self.api.url, "SHUCHI_API_KEY": self.api.tokens[by], "SHUCHI_LANGUAGE": "en"}
        return {**os.environ, "COLUMNS": "200", "TERM": "xterm", **own, **changes}

    def typed(self, answer: str, *arguments, by="writer"):
        """Exit status and screen of a command at a real terminal, its one question answered."""
        pid, screen = pty.fork()
        if pid == 0:
            os.execve(SCRIPT, [SCRIPT, *arguments], self.environment(by))
        shown, is_answered = b"", False
        while chunk := _read(screen):
            shown += chunk
            if not is_answered and b"]: " in shown:
                os.write(screen, answer.encode() + b"\n")
                is_answered = True
        os.close(screen)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode().replace("\r\n", "\n")


@contextmanager
def served_desk(make_world, **options):
    """The API of a fresh house with keys for a machine, a viewer, a writer and an approver."""
    world = make_world(clock=SystemClock(), **{"channels": CHANNELS, "approvals": (in_force(),), **options})
    with serve(create_app(world.house, world.clock)) as url:
        yield with_keys(url, world)


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 65536)
    except OSError:  # Linux says so when the program has ended
        return b""
