"""Databases as earlier versions left them."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

import notices.storage
from notices.storage.database import open_engine


def database_at(revision: str, url: str) -> Engine:
    """An empty database whose last migration is that one."""
    config = Config()
    config.set_main_option("script_location", str(Path(notices.storage.__file__).parent / "migrations"))
    engine = open_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return engine
