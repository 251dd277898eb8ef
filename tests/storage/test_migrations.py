"""The migrations and the tables say the same."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from notices.storage.database import open_engine
from notices.storage.migrate import upgrade
from notices.storage.tables import metadata


def test_migrations_build_exactly_the_tables_the_code_uses(tmp_path):
    """A column in one place only would fail on a real installation first."""
    url = f"sqlite:///{tmp_path / 'db.sqlite3'}"
    upgrade(url)
    engine = open_engine(url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()

    assert differences == []


def test_upgrading_twice_changes_nothing(tmp_path):
    """Every start brings the tables up to date."""
    url = f"sqlite:///{tmp_path / 'db.sqlite3'}"
    upgrade(url)
    before = (tmp_path / "db.sqlite3").read_bytes()
    upgrade(url)

    assert (tmp_path / "db.sqlite3").read_bytes() == before
