"""The installation's database, for commands that need no more of the house; what is wrong with it is told plainly."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from notices.domain.errors import ConfigurationError

if TYPE_CHECKING:
    from notices.storage.database import SqlDatabase


@contextmanager
def plainly(url: str) -> Iterator[str]:
    """Gives the address without its password; whatever the database refuses becomes a ConfigurationError with that."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError

    from notices.messages import say
    from notices.storage.trouble import trouble_of

    try:
        shown = make_url(url).render_as_string(hide_password=True)
    except ArgumentError as error:
        raise ConfigurationError("database_url") from error  # not shown: it may hold a password
    try:
        yield shown
    except (SQLAlchemyError, OSError, ImportError) as error:
        trouble = trouble_of(error)
        if trouble is not None:
            raise ConfigurationError("database_trouble", url=shown, reason=say(f"trouble.{trouble}")) from error
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise ConfigurationError("database_unusable", url=shown, reason=reason) from error


@contextmanager
def own_database() -> Iterator["SqlDatabase"]:
    """The database of the settings, its tables up to date."""
    from notices.settings import read_settings
    from notices.storage.database import open_database
    from notices.storage.migrate import upgrade

    url = read_settings().database_url
    with plainly(url):
        upgrade(url)
        database = open_database(url)
        try:
            yield database
        finally:
            database.close()
