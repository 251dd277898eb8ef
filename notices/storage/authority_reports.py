"""Reports to authorities and call sheets; a report is only ever added, a sheet is ticked once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from notices.domain.authority import Authority, AuthorityReport, AuthorityReportKind, CallSheet
from notices.domain.delivery import DeliveryStatus
from notices.storage import codec, tables


class AuthorityReports:
    """Answers `ports.AuthorityReports`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, report: AuthorityReport) -> None:
        """A report as it goes out."""
        self._connection.execute(
            insert(tables.authority_reports).values(
                id=report.id, incident_id=report.incident_id, kind=report.kind.value, number=report.number,
                body=codec.encode(AuthorityReport, report), sent_at=report.sent_at,
            )
        )  # fmt: skip

    def get(self, report_id: str) -> AuthorityReport | None:
        """The report, or None."""
        table = tables.authority_reports
        body = self._connection.scalar(select(table.c.body).where(table.c.id == report_id))
        return codec.decode(AuthorityReport, body) if body is not None else None

    def of_incident(self, incident_id: str) -> list[AuthorityReport]:
        """All reports about an incident, oldest first."""
        table = tables.authority_reports
        rows = self._connection.scalars(
            select(table.c.body)
            .where(table.c.incident_id == incident_id)
            .order_by(table.c.sent_at, table.c.kind, table.c.number)
        )
        return [codec.decode(AuthorityReport, body) for body in rows]

    def latest(self, incident_id: str, kind: AuthorityReportKind) -> AuthorityReport | None:
        """The last report of a kind about an incident, or None."""
        table = tables.authority_reports
        body = self._connection.scalar(
            select(table.c.body)
            .where(table.c.incident_id == incident_id, table.c.kind == kind.value)
            .order_by(table.c.number.desc())
            .limit(1)
        )
        return codec.decode(AuthorityReport, body) if body is not None else None

    def arrived(self, incident_id: str) -> Mapping[tuple[str, str], datetime]:
        """When a report first arrived, by its mail's receipt, for each channel and authority."""
        table = tables.deliveries
        rows = self._connection.execute(
            select(table.c.channel, table.c.recipient_id, func.min(table.c.settled_at).label("at"))
            .where(table.c.incident_id == incident_id, table.c.report_id.is_not(None))
            .where(table.c.status == DeliveryStatus.DELIVERED.value)
            .group_by(table.c.channel, table.c.recipient_id)
        )
        return {(row.channel, row.recipient_id): row.at for row in rows}

    def open_sheet(self, sheet: CallSheet) -> bool:
        """A new sheet; false when there is one for this deadline and authority."""
        table = tables.call_sheets
        is_open = self._connection.scalar(
            select(table.c.id).where(
                table.c.incident_id == sheet.incident_id,
                table.c.deadline_key == sheet.deadline_key,
                table.c.authority_id == sheet.authority.id,
            )
        )
        if is_open is not None:
            return False
        self._connection.execute(
            insert(table).values(
                id=sheet.id, incident_id=sheet.incident_id, deadline_key=sheet.deadline_key,
                authority_id=sheet.authority.id, authority=codec.encode(Authority, sheet.authority),
                opened_at=sheet.opened_at,
            )
        )  # fmt: skip
        return True

    def sheet(self, sheet_id: str) -> CallSheet | None:
        """The sheet, or None."""
        table = tables.call_sheets
        row = self._connection.execute(select(table).where(table.c.id == sheet_id)).one_or_none()
        return _sheet(row) if row is not None else None

    def sheets(self, incident_id: str) -> list[CallSheet]:
        """All sheets of an incident in the order they were opened."""
        table = tables.call_sheets
        rows = self._connection.execute(
            select(table).where(table.c.incident_id == incident_id).order_by(table.c.opened_at, table.c.authority_id)
        )
        return [_sheet(row) for row in rows]

    def unticked_sheets(self) -> list[CallSheet]:
        """Every sheet that nobody has ticked, oldest first."""
        table = tables.call_sheets
        rows = self._connection.execute(
            select(table).where(table.c.ticked_at.is_(None)).order_by(table.c.opened_at, table.c.authority_id)
        )
        return [_sheet(row) for row in rows]

    def tick(self, sheet_id: str, by: str, outcome: str, script: str, at: datetime) -> bool:
        """Somebody reached the authority; false when the sheet was ticked before."""
        table = tables.call_sheets
        unticked = (table.c.id == sheet_id, table.c.ticked_at.is_(None))
        values = {"ticked_at": at, "ticked_by": by, "outcome": outcome, "script": script}
        return self._connection.execute(update(table).where(*unticked).values(**values)).rowcount == 1


def _sheet(row: Row[Any]) -> CallSheet:
    return CallSheet(
        id=row.id, incident_id=row.incident_id, deadline_key=row.deadline_key,
        authority=codec.decode(Authority, row.authority), opened_at=row.opened_at, ticked_at=row.ticked_at,
        ticked_by=row.ticked_by, outcome=row.outcome, script=row.script,
    )  # fmt: skip
