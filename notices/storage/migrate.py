"""Brings a database's tables up to date (Alembic)."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import event

from notices.domain.errors import ConfigurationError
from notices.storage.database import open_engine

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def upgrade(database_url: str) -> None:
    """Apply every migration the database has not seen. Does nothing when it is up to date.

    Raises ConfigurationError for a database that a newer version has changed.
    """
    engine = open_engine(database_url)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    try:
        if engine.dialect.name == "sqlite":
            # a table is changed by being built anew, and its old form cannot go while rows elsewhere refer to it
            event.listen(engine, "connect", _without_foreign_keys)
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:  # it names a migration that this version does not have
                shown = engine.url.render_as_string(hide_password=True)
                raise ConfigurationError("database_newer", url=shown) from error
            if engine.dialect.name == "sqlite":
                lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if lost:
                    raise RuntimeError(f"a migration would leave rows without what they refer to: {lost[:3]}")
    finally:
        engine.dispose()


def _without_foreign_keys(dbapi_connection: Any, _record: object) -> None:
    dbapi_connection.execute("PRAGMA foreign_keys=OFF")
