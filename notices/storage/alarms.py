"""Alarms to the carrier's own people (T8): written with the cause, sent afterwards."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from notices.storage import tables


class Alarms:
    """Answers `ports.Alarms`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, alarm_id: str, incident_id: str, code: str, details: Mapping[str, str], at: datetime) -> None:
        """One alarm to send."""
        text = json.dumps(dict(details), ensure_ascii=False, sort_keys=True)
        self._connection.execute(
            insert(tables.alarms).values(id=alarm_id, incident_id=incident_id, code=code, details=text, at=at)
        )

    def unsent(self) -> list[tuple[str, str, str, dict[str, str], datetime]]:
        """Alarms no route has taken yet: id, incident, code, details, time."""
        table = tables.alarms
        rows = self._connection.execute(select(table).where(table.c.sent_at.is_(None)).order_by(table.c.at))
        return [(row.id, row.incident_id, row.code, json.loads(row.details), row.at) for row in rows]

    def mark_sent(self, alarm_id: str, at: datetime) -> None:
        """The alarm has reached its routes."""
        self._connection.execute(update(tables.alarms).where(tables.alarms.c.id == alarm_id).values(sent_at=at))

    def all(self) -> list[tuple[str, str, dict[str, str], datetime]]:
        """Every alarm ever raised: incident, code, details, time."""
        table = tables.alarms
        rows = self._connection.execute(select(table).order_by(table.c.at, table.c.id))
        return [(row.incident_id, row.code, json.loads(row.details), row.at) for row in rows]
