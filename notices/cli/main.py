"""The way in: finds the command, and turns everything refused into one sentence and exit status 2."""

import importlib
import io
import os
import sys
from collections.abc import Sequence

import click

from notices.cli.distribution import check_distribution
from notices.cli.usage import Group, sentence_for
from notices.domain.errors import ShuchiError
from notices.messages import explain, say

BAD_INPUT = 2
INTERRUPTED = 130

# the order in which --help shows them
COMMANDS = {
    "demo": "notices.cli.demo",
    "replay": "notices.cli.replay",
    "init": "notices.cli.init",
    "check": "notices.cli.check",
    "glossary": "notices.cli.glossary",
    "clauses": "notices.cli.clauses",
    "rules": "notices.cli.rules",
    "render": "notices.cli.render",
    "serve": "notices.cli.serve",
    "incident": "notices.cli.incident",
    "notice": "notices.cli.notice",
    "authority": "notices.cli.authority",
    "clock": "notices.cli.clock",
    "key": "notices.cli.keys",
    "db": "notices.cli.db",
}


class LazyGroup(Group):
    """Imports a command's module only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every name in the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The module's `command`, None for a name that is not in the table."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            self.add_command(importlib.import_module(COMMANDS[cmd_name]).command, cmd_name)
        return super().get_command(ctx, cmd_name)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs `shuchi`. Exit status 0: done, 1: something blocks, 2: bad input or configuration, 130: interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show Japanese gets escapes, not a crash
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(_run(arguments))
    except BrokenPipeError:
        # the reader of our output left (`shuchi clauses | head`); nothing more can be said to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        check_distribution()
        status = _shuchi().main(arguments, prog_name="shuchi", standalone_mode=False)
        sys.stdout.flush()
    except ShuchiError as error:
        click.echo(explain(error), err=True)
        return BAD_INPUT
    except click.UsageError as error:
        click.echo(sentence_for(error), err=True)
        return BAD_INPUT
    except OSError as error:
        if error.filename is None or isinstance(error, BrokenPipeError):
            raise
        click.echo(say("error.no_access", path=error.filename, reason=error.strerror), err=True)
        return BAD_INPUT
    except click.Abort:
        return INTERRUPTED
    return status if isinstance(status, int) else 0


def _shuchi() -> click.Group:
    version = click.version_option(package_name="shuchi", message="%(prog)s %(version)s", help=say("option.version"))
    group = LazyGroup(name="shuchi", help=say("shuchi.help"))
    decorated = version(group)
    assert isinstance(decorated, click.Group)
    return decorated
