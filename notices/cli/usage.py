"""Click's help and its complaints, in the user's own language as far as click lets them be set."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from notices.messages import say

_HEADINGS = {
    "Options": "usage.options",
    "Commands": "usage.commands",
    "Positional arguments": "usage.arguments",
}


class _Formatter(click.HelpFormatter):
    """Click's help page with the catalogues' headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how to call it."""
        super().write_usage(prog, args, f"{say('usage.usage')} " if prefix is None else prefix)

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A block under a heading."""
        with super().section(say(_HEADINGS[name]) if name in _HEADINGS else name):
            yield


class _Context(click.Context):
    """Where a command runs; it hands our formatter and our word for `--help` to it."""

    formatter_class = _Formatter

    def __init__(self, command: click.Command, *args: Any, **kwargs: Any) -> None:
        super().__init__(command, *args, **kwargs)
        option = command.get_help_option(self)
        if option is not None:
            option.help = say("option.help")


class Group(click.Group):
    """A group whose help, and that of every command in it, speaks the user's language."""

    context_class = _Context

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every command with the whole first sentence about it: click cuts it short in languages with spaces."""
        commands = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        rows = [(name, command.get_short_help_str(sys.maxsize)) for name, command in commands.items() if command]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None where there is none."""
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            command.context_class = _Context
        return command


def sentence_for(error: click.UsageError) -> str:
    """What click refused, as a sentence that says what to do next; the whole help where a command was called bare."""
    if isinstance(error, NoArgsIsHelpError):
        return error.format_message()
    command = error.ctx.command_path if error.ctx else "shuchi"
    return say("usage.refused", problem=_problem(error), command=command)


def _problem(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return say("usage.no_such_option", name=error.option_name)
        case NoSuchCommand():
            return say("usage.no_such_command", name=error.command_name)
        case click.MissingParameter() if error.param is not None and error.ctx is not None:
            return say("usage.missing", name=error.param.get_error_hint(error.ctx))
        case click.BadParameter() if error.param is not None and error.ctx is not None:
            name, kind = error.param.get_error_hint(error.ctx), error.param.type
            if isinstance(kind, click.Choice):
                return say("usage.bad_choice", name=name, known=", ".join(kind.choices))
            return say("usage.bad_value", name=name, reason=error.message.rstrip("."))
    return say("usage.other", reason=error.format_message().rstrip("."))
