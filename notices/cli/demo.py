"""`shuchi demo`: the outage of 2018-12-06 with an attentive desk, and then a look around."""

from pathlib import Path

import click

from notices.cli.replay import run
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
    is_clean = run(scenarios_dir() / SCENARIO, "attentive", 5.0, json_file, FOLDER, serve_port=None if once else port)
    context.exit(0 if is_clean else 1)
