"""Opens the database and its transactions. On SQLite every writing transaction begins IMMEDIATE: a deferred one that
turns to writing fails at once whatever the timeout (measured: 96 of 426)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from notices.storage.access import Access
from notices.storage.alarms import Alarms
from notices.storage.audit import Audit
from notices.storage.authority_reports import AuthorityReports
from notices.storage.deadlines import Deadlines
from notices.storage.deliveries import Deliveries
from notices.storage.house_facts import HouseFacts
from notices.storage.incidents import Incidents
from notices.storage.inputs import Inputs
from notices.storage.notices import Notices
from notices.storage.postings import Postings
from notices.storage.presence import Presence
from notices.storage.subscribers import Subscribers
from notices.storage.tallies import Tallies

BUSY_SECONDS = 10.0


class Records:
    """Everything kept, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.house = HouseFacts(connection)
        self.incidents = Incidents(connection)
        self.notices = Notices(connection)
        self.postings = Postings(connection)
        self.deadlines = Deadlines(connection)
        self.deliveries = Deliveries(connection)
        self.authority_reports = AuthorityReports(connection)
        self.subscribers = Subscribers(connection)
        self.alarms = Alarms(connection)
        self.audit = Audit(connection)
        self.access = Access(connection)
        self.inputs = Inputs(connection)
        self.tallies = Tallies(connection)


class SqlDatabase:
    """`write` commits at the end of the block or rolls back; `read` sees one state throughout."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._presence: Presence | None = None

    def move_in(self) -> None:
        """A house works here from now on. Where it is the only one, it takes over at once what a dead one had in hand.

        On SQLite alone: elsewhere, and where others live, leases end by themselves.
        """
        url = self.engine.url
        if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
            return
        self._presence = Presence(Path(url.database))
        if self._presence.was_alone:
            with self.write() as records:
                records.deliveries.free_all()
        self._presence.share()

    @contextmanager
    def write(self) -> Iterator[Records]:
        """One transaction that may write."""
        with self.engine.begin() as connection:
            yield Records(connection)

    @contextmanager
    def read(self) -> Iterator[Records]:
        """One transaction that only reads."""
        with self.engine.connect().execution_options(shuchi_read_only=True) as connection, connection.begin():
            yield Records(connection)

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()
        if self._presence is not None:
            self._presence.leave()


def open_engine(url: str) -> Engine:
    """An engine for the URL; for SQLite the folder is made and the file is set to WAL with full synchronisation.

    `?timeout=…` in the URL: seconds to wait for another program's lock.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    busy_ms = round(float(str(parsed.query.get("timeout", BUSY_SECONDS))) * 1000)
    # parameters hold addresses, and errors are logged
    engine = create_engine(url, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _on_connect(dbapi_connection: Any, _record: object) -> None:
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={busy_ms}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        read_only = connection.get_execution_options().get("shuchi_read_only", False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def open_database(url: str) -> SqlDatabase:
    """The database behind a URL, as it is; `migrate.upgrade` brings its tables up to date."""
    return SqlDatabase(open_engine(url))
