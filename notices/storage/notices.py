"""Notices, their frozen texts and findings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select, update

from notices.domain.errors import ForbiddenMove
from notices.domain.finding import Finding
from notices.domain.notice import Notice
from notices.domain.rendition import MASTER_LANGUAGE, Form, Rendition
from notices.storage import codec, tables


class Notices:
    """Answers `ports.Notices`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, notice: Notice) -> None:
        """A new notice."""
        self._connection.execute(insert(tables.notices).values(**_row(notice)))

    def get(self, notice_id: str) -> Notice | None:
        """The notice of that id, or None."""
        body = self._connection.scalar(select(tables.notices.c.body).where(tables.notices.c.id == notice_id))
        return codec.decode(Notice, body) if body is not None else None

    def save(self, notice: Notice) -> Notice:
        """The changed notice, one version on. Raises ForbiddenMove when someone else changed it in between."""
        saved = replace(notice, version=notice.version + 1)
        table = tables.notices
        changed = self._connection.execute(
            update(table).where(table.c.id == notice.id, table.c.version == notice.version).values(**_row(saved))
        )
        if changed.rowcount != 1:
            raise ForbiddenMove("notice_changed_meanwhile", notice=notice.id)
        return saved

    def of_incident(self, incident_id: str) -> list[Notice]:
        """All notices of an incident, oldest first."""
        table = tables.notices
        rows = self._connection.scalars(
            select(table.c.body).where(table.c.incident_id == incident_id).order_by(table.c.created_at, table.c.id)
        )
        return [codec.decode(Notice, body) for body in rows]

    def freeze(self, notice_id: str, renditions: Sequence[Rendition], findings: Sequence[Finding]) -> None:
        """The texts and findings of a submission; an earlier submission's, returned since, make way."""
        for table in (tables.renditions, tables.findings):
            self._connection.execute(delete(table).where(table.c.notice_id == notice_id))
        if renditions:
            self._connection.execute(
                insert(tables.renditions),
                [
                    {"notice_id": notice_id, "form": r.form.value, "language": r.language, "text": r.text}
                    for r in renditions
                ],
            )
        if findings:
            self._connection.execute(
                insert(tables.findings),
                [
                    {"notice_id": notice_id, "position": position, "finding": codec.encode(Finding, finding)}
                    for position, finding in enumerate(findings)
                ],
            )

    def renditions(self, notice_id: str) -> list[Rendition]:
        """The frozen texts."""
        table = tables.renditions
        rows = self._connection.execute(
            select(table).where(table.c.notice_id == notice_id).order_by(table.c.language, table.c.form)
        )
        return [Rendition(Form(row.form), row.language, row.text) for row in rows]

    def texts(self, notice_id: str, language: str = MASTER_LANGUAGE) -> dict[Form, str]:
        """The frozen texts of one language."""
        return {each.form: each.text for each in self.renditions(notice_id) if each.language == language}

    def texts_of_incident(self, incident_id: str, language: str = MASTER_LANGUAGE) -> Mapping[str, dict[Form, str]]:
        """The frozen texts of all notices of an incident in one language, by notice and form, read in one go."""
        table = tables.renditions
        rows = self._connection.execute(
            select(table.c.notice_id, table.c.form, table.c.text)
            .join(tables.notices, tables.notices.c.id == table.c.notice_id)
            .where(tables.notices.c.incident_id == incident_id, table.c.language == language)
        )
        texts: dict[str, dict[Form, str]] = {}
        for notice_id, form, text in rows:
            texts.setdefault(notice_id, {})[Form(form)] = text
        return texts

    def findings(self, notice_id: str) -> list[Finding]:
        """The frozen findings."""
        table = tables.findings
        rows = self._connection.scalars(
            select(table.c.finding).where(table.c.notice_id == notice_id).order_by(table.c.position)
        )
        return [codec.decode(Finding, text) for text in rows]


def _row(notice: Notice) -> dict[str, object]:
    return {
        "id": notice.id,
        "incident_id": notice.incident_id,
        "status": notice.status.value,
        "number": notice.number,
        "body": codec.encode(Notice, notice),
        "created_at": notice.created_at,
        "version": notice.version,
        "published_at": notice.published_at,
    }
