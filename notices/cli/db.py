"""`shuchi db upgrade`: brings the tables up to date."""

import click

from notices.cli.usage import Group
from notices.domain.errors import ConfigurationError
from notices.messages import say


@click.group("db", cls=Group, help=say("db.help"))
def command() -> None:
    """The database's commands."""


@command.command("upgrade", help=say("db_upgrade.help"))
def upgrade_command() -> None:
    """Does nothing where the tables are up to date."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError

    from notices.settings import read_settings
    from notices.storage.migrate import upgrade

    settings = read_settings()
    try:
        shown = make_url(settings.database_url).render_as_string(hide_password=True)
    except ArgumentError as error:
        raise ConfigurationError("database_url") from error  # not shown: it may hold a password
    try:
        upgrade(settings.database_url)
    except (SQLAlchemyError, OSError, ImportError) as error:
        raise ConfigurationError("database_unusable", url=shown, reason=type(error).__name__) from error
    click.echo(say("db_upgrade.done", url=shown))
