"""`shuchi serve`: the running system in one process."""

import logging

import click

from notices.cli.database import plainly
from notices.messages import say

log = logging.getLogger(__name__)


@click.command("serve", help=say("serve.help"))
@click.option("--host", default="127.0.0.1", show_default=True, help=say("option.host"))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=say("option.serve_port"))
def command(host: str, port: int) -> None:
    """Exit status 0 after SIGTERM or Ctrl-C, 2 for a configuration that does not hold."""
    import asyncio

    from channels.registry import open_doors
    from notices.bootstrap import build_house
    from notices.cli.gaps import approval_gaps, secret_gaps
    from notices.cli.input_table import input_table_of
    from notices.clock import SystemClock, WallClock
    from notices.profile import load_carrier
    from notices.rendering.installation import check_templates
    from notices.settings import open_secrets_file, read_settings
    from notices.web.app import create_app
    from notices.web.health import Health
    from notices.web.json_log import log_as_json
    from notices.web.running import listen, run_house

    log_as_json()
    settings = read_settings()
    if (too_open := open_secrets_file()) is not None:
        log.warning("%s", say("serve.secrets_open", path=too_open))
    carrier = load_carrier(settings.carrier_file)
    input_table = input_table_of(settings, carrier)
    check_templates()
    clock = SystemClock()
    for sentence in (*approval_gaps(carrier, clock.now()), *secret_gaps(carrier, settings)):
        log.warning("%s", sentence)
    listener = listen(host, port)

    async def live() -> None:
        doors = open_doors(settings, carrier, clock.now, WallClock())
        with plainly(settings.database_url):
            house = build_house(carrier, settings.database_url, doors, clock)
        health = Health(clock)
        app = create_app(house, clock, site_dir=settings.site_dir, health=health, input_table=input_table)
        host_shown, port_shown = listener.getsockname()[:2]
        click.echo(say("serve.serving", url=f"http://{host_shown}:{port_shown}/", carrier=carrier.name))
        try:
            await run_house(house, app, health, listener)
        finally:
            await house.close()

    with listener:
        asyncio.run(live())
