"""`shuchi serve`: the running system in one process."""

import click

from notices.cli.database import plainly
from notices.messages import say


@click.command("serve", help=say("serve.help"))
@click.option("--host", default="127.0.0.1", show_default=True, help=say("option.host"))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=say("option.serve_port"))
def command(host: str, port: int) -> None:
    """Exit status 0 after SIGTERM or Ctrl-C, 2 for a configuration that does not hold."""
    import asyncio

    from channels.registry import open_doors
    from notices.bootstrap import build_house
    from notices.clock import WallClock
    from notices.profile import load_carrier
    from notices.settings import read_settings
    from notices.web.app import create_app
    from notices.web.health import Health, WatchedClock
    from notices.web.json_log import log_as_json
    from notices.web.running import listen, run_house

    log_as_json()
    settings = read_settings()
    carrier = load_carrier(settings.carrier_file)
    clock = WatchedClock()
    listener = listen(host, port)

    async def live() -> None:
        doors = open_doors(settings, carrier, clock.now, WallClock())
        with plainly(settings.database_url):
            house = build_house(carrier, settings.database_url, doors, clock)
        health = Health(clock)
        app = create_app(house, clock, site_dir=settings.site_dir, health=health)
        try:
            await run_house(house, app, health, listener)
        finally:
            await house.close()

    with listener:
        host_shown, port_shown = listener.getsockname()[:2]
        click.echo(say("serve.serving", url=f"http://{host_shown}:{port_shown}/", carrier=carrier.name))
        asyncio.run(live())
