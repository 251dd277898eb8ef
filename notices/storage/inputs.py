"""Alerts and tickets of the carrier's own systems, as they stand."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from notices.domain.incident_event import Reporter
from notices.domain.signal import Claim, InputLink, SignalSource, SignalState
from notices.storage import codec
from notices.storage.input_tables import input_links


class Inputs:
    """Answers `ports.Inputs`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, source: SignalSource, external_id: str) -> InputLink | None:
        """The alert or ticket of that id, or None."""
        found = self._links(input_links.c.source == source.value, input_links.c.external_id == external_id)
        return found[0] if found else None

    def put(self, link: InputLink) -> None:
        """Keep it as it stands now."""
        table = input_links
        key = {"source": link.source.value, "external_id": link.external_id}
        values: dict[str, Any] = {
            "group_key": link.group_key,
            "incident_id": link.incident_id,
            "claim": codec.encode(Claim, link.claim),
            "state": link.state.value,
            "as_of": link.as_of,
            "ended_at": link.ended_at,
            "tell_at": link.tell_at,
            "reporter": codec.encode(Reporter, link.reporter),
            "first_at": link.first_at,
            "changed_at": link.changed_at,
        }
        where = (table.c.source == key["source"], table.c.external_id == key["external_id"])
        if self._connection.execute(update(table).where(*where).values(**values)).rowcount == 0:
            self._connection.execute(insert(table).values(**key, **values))

    def join(self, link: InputLink, incident_id: str | None) -> None:
        """It belongs to this incident now; how it stands otherwise is left as it is."""
        where = (input_links.c.source == link.source.value, input_links.c.external_id == link.external_id)
        self._connection.execute(update(input_links).where(*where).values(incident_id=incident_id))

    def of_group(self, group_key: str) -> list[InputLink]:
        """All of one group, the one that changed last first."""
        return self._links(input_links.c.group_key == group_key)

    def of_incident(self, incident_id: str) -> list[InputLink]:
        """All of one incident, the one that changed last first."""
        return self._links(input_links.c.incident_id == incident_id)

    def due_to_tell(self, now: datetime) -> list[str]:
        """The incidents that an end is to be told to by now."""
        table = input_links
        rows = select(table.c.incident_id).where(table.c.tell_at <= now, table.c.incident_id.is_not(None)).distinct()
        return [str(incident_id) for incident_id in self._connection.scalars(rows)]

    def _links(self, *where: ColumnElement[bool]) -> list[InputLink]:
        table = input_links
        newest_first = (table.c.changed_at.desc(), table.c.external_id)
        rows: Iterable[Any] = self._connection.execute(select(table).where(*where).order_by(*newest_first))
        return [
            InputLink(
                source=SignalSource(row.source),
                external_id=row.external_id,
                group_key=row.group_key,
                claim=codec.decode(Claim, row.claim),
                state=SignalState(row.state),
                as_of=row.as_of,
                reporter=codec.decode(Reporter, row.reporter),
                first_at=row.first_at,
                changed_at=row.changed_at,
                incident_id=row.incident_id,
                ended_at=row.ended_at,
                tell_at=row.tell_at,
            )
            for row in rows
        ]
