"""`shuchi render`: the texts of one moment of a scenario, for people who write templates."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import click

from notices.domain.errors import InputError
from notices.domain.notice_content import NoticeKind
from notices.domain.rendition import Form
from notices.messages import say

JAPAN = timezone(timedelta(hours=9))


@click.command("render", help=say("render.help"))
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option("--at", "at_text", help=say("option.at"))
@click.option("--kind", type=click.Choice([k.value for k in NoticeKind]), default="first", help=say("option.kind"))
@click.option("--form", type=click.Choice([f.value for f in Form]), help=say("option.form"))
def command(scenario: Path, at_text: str | None, kind: str, form: str | None) -> None:
    """Without `--at` everything the scenario tells is known; without `--form` every form is printed."""
    from notices.sandbox.replay.excerpt import render_at
    from notices.sandbox.replay.scenario import read_scenario

    told = read_scenario(scenario)
    at = _time(at_text) if at_text else told.facts[-1].at
    for rendition in render_at(told, at, NoticeKind(kind)):
        if form is None:
            click.secho(f"== {rendition.form.value}", bold=True)
        if form in (None, rendition.form.value):
            click.echo(rendition.text)


def _time(text: str) -> datetime:
    """A moment as people type it; without a zone it is Japan time."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError("time_unreadable", text=text) from error
    return (at if at.tzinfo is not None else at.replace(tzinfo=JAPAN)).astimezone(UTC)
