"""`shuchi db upgrade`: brings the tables up to date."""

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
