"""Incidents and their events."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from notices.domain.incident_event import FACTS_BY_NAME, IncidentEvent, Mode, Reporter
from notices.domain.sharing_scope import SharingScope
from notices.storage import codec, tables


class Incidents:
    """Answers `ports.Incidents`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, incident_id: str, mode: Mode, created_at: datetime) -> None:
        """A new incident without events."""
        self._connection.execute(
            insert(tables.incidents).values(id=incident_id, mode=mode.value, created_at=created_at)
        )

    def count_with_prefix(self, prefix: str) -> int:
        """How many incidents' ids begin so."""
        column = tables.incidents.c.id
        count = self._connection.scalar(select(func.count()).where(column.startswith(prefix, autoescape=True)))
        return count or 0

    def append(self, event: IncidentEvent) -> None:
        """One more event; nothing else ever changes here."""
        name = type(event.fact).__name__
        self._connection.execute(
            insert(tables.incident_events).values(
                id=event.id,
                incident_id=event.incident_id,
                fact_name=name,
                fact=codec.encode(FACTS_BY_NAME[name], event.fact),
                scope=int(event.scope),
                reporter=codec.encode(Reporter, event.reported_by),
                reported_at=event.reported_at,
            )
        )

    def events(self, incident_id: str) -> list[IncidentEvent]:
        """All events of an incident in the order they were recorded."""
        table = tables.incident_events
        rows = self._connection.execute(select(table).where(table.c.incident_id == incident_id).order_by(table.c.seq))
        return [
            IncidentEvent(
                id=row.id,
                incident_id=row.incident_id,
                fact=codec.decode(FACTS_BY_NAME[row.fact_name], row.fact),  # type: ignore[arg-type]
                reported_by=codec.decode(Reporter, row.reporter),
                reported_at=row.reported_at,
                scope=SharingScope(row.scope),
            )
            for row in rows
        ]

    def ids(self) -> list[str]:
        """Every incident, oldest first."""
        table = tables.incidents
        return list(self._connection.scalars(select(table.c.id).order_by(table.c.created_at, table.c.id)))
