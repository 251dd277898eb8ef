"""Output for eyes and for programs: tables on a terminal, tab-separated columns elsewhere, JSON as the API sent it."""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from notices.messages import say

_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

JSON_ASKED = "shuchi.json"


def _note_json(context: click.Context, _: click.Parameter, value: bool) -> bool:
    context.meta[JSON_ASKED] = value  # also read when a refusal is told, after the command itself is gone
    return value


json_option = click.option("--json", "is_json", is_flag=True, callback=_note_json, help=say("client.option.json"))


def plain(text: str) -> str:
    """The text without what could steer a terminal; it may come from anywhere."""
    return _INVISIBLE.sub("?", text)


def tell(text: str = "") -> None:
    """One line or text on standard output."""
    click.echo(plain(text))


def tell_strong(text: str) -> None:
    """One line that stands out on a terminal."""
    click.secho(plain(text), bold=True)


def tell_json(document: Any) -> None:
    """UTF-8 whatever the terminal's encoding: another program reads it."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8"))


def tell_table(headings: Sequence[str], rows: Iterable[Sequence[str]], urgent: Iterable[int] = ()) -> None:
    """A table on a terminal; elsewhere one line a row, columns parted by tabs, headings first.

    `urgent` rows are coloured on a terminal; what makes them urgent stands in words, too.
    """
    cells = [[plain(" ".join(cell.split())) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for line in (headings, *cells):
            click.echo("\t".join(line))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(Text(heading), overflow="fold")
    marked = frozenset(urgent)
    for position, row in enumerate(cells):
        table.add_row(*(Text(cell) for cell in row), style="bold red" if position in marked else None)
    Console().print(table)


def is_interactive() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirmed(question: str, *, default: bool) -> bool:
    """A person's yes or no, asked on standard error."""
    return click.confirm(question, default=default, err=True)
