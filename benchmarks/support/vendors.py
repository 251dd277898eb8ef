"""The sandbox's vendors in a process of their own, so that they take no time from the house that is measured."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from notices.clock import SystemClock
from notices.sandbox.server import Sandbox


class Vendors:
    """`given`: addresses and credentials, made at random for this run and passed through a pipe."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.given = self._read()

    def texts_by_phone(self) -> dict[str, int]:
        """How many messages each phone has got."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        counted: dict[str, int] = self._read()
        return counted

    def _read(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


@contextmanager
def running_vendors() -> Iterator[Vendors]:
    """The vendors while they run."""
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield Vendors(process)
    finally:
        process.communicate()


def _serve() -> None:
    sandbox = Sandbox("架空通信", (), SystemClock().now)
    sandbox.start()
    try:
        print(json.dumps({"vendor_urls": dict(sandbox.vendor_urls), "secrets": dict(sandbox.secrets)}), flush=True)
        for _ in sys.stdin:
            print(json.dumps(Counter({to: len(got) for to, got in sandbox.twilio.phones.items()})), flush=True)
    finally:
        sandbox.stop()


if __name__ == "__main__":
    _serve()
