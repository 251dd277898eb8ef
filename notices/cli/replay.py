"""`shuchi replay`: a real outage on a simulated clock, compared with what really happened."""

import asyncio
import json
import math
import os
import tempfile
from datetime import timedelta
from pathlib import Path

import click

from notices.messages import say


def _finite(_context: click.Context, _parameter: click.Parameter, value: float) -> float:
    if not math.isfinite(value):
        raise click.BadParameter(str(value))
    return value


@click.command("replay", help=say("replay.help"))
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option("--desk", type=click.Choice(["absent", "attentive"]), default="absent", help=say("option.desk"))
@click.option(
    "--reaction-minutes",
    callback=_finite, type=click.FloatRange(0, 1440), default=5.0, show_default=True,
    help=say("option.reaction_minutes"),
)  # fmt: skip
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help=say("option.json_file"))
def command(scenario: Path, desk: str, reaction_minutes: float, json_file: Path | None) -> None:
    """Exit status 0 when the replay ran; what was missed stands in the report."""
    with tempfile.TemporaryDirectory(prefix="shuchi-replay-") as folder:
        run(scenario, desk, reaction_minutes, json_file, Path(folder))


def run(
    scenario_file: Path, desk: str, reaction_minutes: float, json_file: Path | None, folder: Path,
    *, serve_port: int | None = None,
) -> bool:  # fmt: skip
    """Replay, print, write the report; with `serve_port` serve until interrupted. True when all was clean."""
    from rich.console import Console

    from notices.sandbox.replay.afterwards import serve_on
    from notices.sandbox.replay.run import replay, set_stage
    from notices.sandbox.replay.scenario import read_scenario
    from notices.sandbox.replay.terminal import Terminal, print_report

    scenario = read_scenario(scenario_file)
    console = Console(soft_wrap=True)
    stage = set_stage(scenario, folder.resolve(), serve_port or 0)

    async def play() -> bool:
        terminal = Terminal(console, scenario, stage.house.desk, stage.invented.veil)
        terminal.assumed(stage.assumed)
        with terminal:
            replayed = await replay(scenario, desk, timedelta(minutes=reaction_minutes), stage, terminal)
        print_report(console, replayed, scenario)
        if json_file is not None:
            write_json(json_file, replayed.report.as_json())
        if serve_port is not None:
            url = f"{stage.sandbox.base_url}/"
            console.print(say("replay.serving", url=url, inboxes=f"{url}_sandbox/"))
            await serve_on(stage)
        return replayed.report.is_clean()

    async def play_and_leave() -> bool:
        try:
            return await play()
        finally:
            await stage.close()

    return asyncio.run(play_and_leave())


def write_json(path: Path, data: object) -> None:
    """Whole or not at all: a reader never sees half a report."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(temporary).replace(path)
