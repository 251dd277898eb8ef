"""Who asked to be told, and who asked to be left alone."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from notices.domain.delivery import Recipient
from notices.domain.incident_event import Mode
from notices.storage import codec, tables


class Subscribers:
    """Answers `ports.Subscribers`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, recipient: Recipient, registered_at: datetime) -> None:
        """A new subscription."""
        self._connection.execute(
            insert(tables.subscribers).values(
                id=recipient.id, channel=recipient.channel, mode=recipient.mode.value,
                recipient=codec.encode(Recipient, recipient), registered_at=registered_at,
            )
        )  # fmt: skip

    def registered(self, channel: str, mode: Mode, before: datetime, after_id: str, limit: int) -> list[Recipient]:
        """Those registered by `before` with an id after `after_id`, at most `limit`, by id."""
        table = tables.subscribers
        rows = self._connection.scalars(
            select(table.c.recipient)
            .where(table.c.channel == channel, table.c.mode == mode.value, table.c.id > after_id)
            .where(table.c.registered_at <= before, table.c.opted_out_at.is_(None))
            .order_by(table.c.id)
            .limit(limit)
        )
        return [codec.decode(Recipient, text) for text in rows]

    def opt_out(self, recipient_id: str, at: datetime) -> None:
        """No more messages from now on, also none already on their way."""
        table = tables.subscribers
        self._connection.execute(update(table).where(table.c.id == recipient_id).values(opted_out_at=at))

    def has_opted_out(self, recipient_id: str) -> bool:
        """Checked again at the moment of sending (O4)."""
        table = tables.subscribers
        return self._connection.scalar(select(table.c.opted_out_at).where(table.c.id == recipient_id)) is not None
