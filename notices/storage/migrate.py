"""Brings a database's tables up to date (Alembic)."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from notices.storage.database import open_engine

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def upgrade(database_url: str) -> None:
    """Apply every migration the database has not seen. Does nothing when it is up to date."""
    engine = open_engine(database_url)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
