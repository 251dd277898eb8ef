"""`shuchi db`: brings the tables up to date; holds what the clock would publish from a restored copy."""

import click

from notices.cli.database import plainly
from notices.cli.usage import Group
from notices.messages import say


@click.group("db", cls=Group, help=say("db.help"))
def command() -> None:
    """The database's commands."""


@command.command("upgrade", help=say("db_upgrade.help"))
def upgrade_command() -> None:
    """Does nothing where the tables are up to date."""
    from notices.settings import read_settings
    from notices.storage.migrate import upgrade

    url = read_settings().database_url
    with plainly(url) as shown:
        upgrade(url)
    click.echo(say("db_upgrade.done", url=shown))


@command.command("hold", help=say("db_hold.help"))
def hold_command() -> None:
    """Before a house opens on a restored copy: its first beat would tell the public what was true an hour ago."""
    from notices.cli.database import own_database
    from notices.clock import SystemClock
    from notices.desk.hold_clock import hold_restored

    with own_database() as database:
        hold_restored(database, "operator", SystemClock().now())
    click.echo(say("db_hold.done"))
