"""The audit trail's rows (S2). The chain itself is `notices.desk.audit_chain`."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select

from notices.desk.audit_chain import GENESIS, link
from notices.desk.ports import AuditEntry
from notices.storage import tables


class Audit:
    """Answers `ports.Audit`. Runs inside the verb's own transaction, which SQLite serialises."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, at: datetime, actor: str, verb: str, subject: str, detail: Mapping[str, object]) -> None:
        """One more entry, chained to the last."""
        table = tables.audit
        last = self._connection.execute(
            select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)
        ).one_or_none()
        seq, previous = (last.seq + 1, last.hash) if last is not None else (1, GENESIS)
        text = json.dumps(dict(detail), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
        entry = link(seq, at, actor, verb, subject, text, previous)
        self._connection.execute(
            insert(table).values(
                seq=seq, at=at, actor=actor, verb=verb, subject=subject, detail=text,
                previous_hash=previous, hash=entry.hash,
            )
        )  # fmt: skip

    def entries(self) -> Iterator[AuditEntry]:
        """The whole trail in order."""
        rows = self._connection.execute(select(tables.audit).order_by(tables.audit.c.seq))
        for row in rows:
            yield AuditEntry(row.seq, row.at, row.actor, row.verb, row.subject, row.detail, row.previous_hash, row.hash)
