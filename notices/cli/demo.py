"""`shuchi demo`: the outage of 2018-12-06 with an attentive desk, and then a look around."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from notices.cli.replay import run
from notices.domain.errors import InputError
from notices.messages import say
from notices.resources import scenarios_dir

FOLDER = Path(".shuchi/demo")
SCENARIO = "softbank-2018-12-06.json"
PORT = 8000


@click.command("demo", help=say("demo.help"))
@click.option("--once", is_flag=True, help=say("option.once"))
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help=say("option.json_file"))
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help=say("option.port"))
@click.pass_context
def command(context: click.Context, once: bool, json_file: Path | None, port: int) -> None:
    """Exit status 0 only if no hard deadline was missed and every delivery arrived."""
    with alone(FOLDER.with_suffix(".lock")):
        scenario = scenarios_dir() / SCENARIO
        is_clean = run(scenario, "attentive", 5.0, json_file, FOLDER, serve_port=None if once else port)
    context.exit(0 if is_clean else 1)


@contextmanager
def alone(lock_file: Path) -> Iterator[None]:
    """One demo at a time: a second one would pull the first one's database from under it."""
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    with lock_file.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InputError("demo_is_running", folder=FOLDER.resolve()) from error
        yield
