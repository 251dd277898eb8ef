"""What a house keeps about itself, by name: what its database is for, and when its clock beat last."""

from sqlalchemy import Connection, insert, select, update

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

    def keep(self, key: str, value: str) -> None:
        """Keep a value under a name in place of the one before."""
        table = tables.house
        if self._connection.execute(update(table).where(table.c.key == key).values(value=value)).rowcount == 0:
            self.put(key, value)
