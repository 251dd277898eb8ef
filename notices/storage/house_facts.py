"""What a database is for, by name; written once, when a house first opens it."""

from sqlalchemy import Connection, insert, select

from notices.storage import tables


class HouseFacts:
    """Answers `ports.HouseFacts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> str | None:
        """The value kept under a name, or None."""
        table = tables.house
        return self._connection.scalar(select(table.c.value).where(table.c.key == key))

    def put(self, key: str, value: str) -> None:
        """Keep a value under a name that has none yet."""
        self._connection.execute(insert(tables.house).values(key=key, value=value))
