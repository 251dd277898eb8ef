"""Runs `shuchi` as its user would, inside the test's process."""

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from worlds.shell import Shell, served_desk

from notices.cli import main


@dataclass(frozen=True)
class Ran:
    """What one call left behind."""

    status: int
    out: str
    err: str


Shuchi = Callable[..., Ran]


@pytest.fixture
def shuchi(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Shuchi:
    """`shuchi("check", "-", stdin=b"...")`, in Japanese unless the test says otherwise."""
    monkeypatch.setenv("SHUCHI_LANGUAGE", "ja")
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        sys.stdout.flush()
        caught = capfdbinary.readouterr()
        return Ran(int(ended.value.code or 0), caught.out.decode(), caught.err.decode())

    return run


@pytest.fixture
def shell(shuchi: Shuchi, make_world: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    """A person at a shell before a real served house with a standing approval."""
    with served_desk(make_world) as api:
        yield Shell(api, shuchi, monkeypatch)
