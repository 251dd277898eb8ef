"""Deadlines, the timers that serve them, and holds on what the clock would issue by itself."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from notices.domain.deadline import Deadline, Timer, TimerKind
from notices.storage import codec, tables

NEEDS_TRUST = frozenset({TimerKind.ISSUE, TimerKind.MISS, TimerKind.JUDGE})


class Deadlines:
    """Answers `ports.Deadlines`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_incident(self, incident_id: str) -> list[Deadline]:
        """All deadlines of an incident by due time."""
        table = tables.deadlines
        rows = self._connection.scalars(
            select(table.c.body).where(table.c.incident_id == incident_id).order_by(table.c.due_at, table.c.key)
        )
        return [codec.decode(Deadline, body) for body in rows]

    def put(self, incident_id: str, deadline: Deadline) -> None:
        """Write the deadline's row, new or changed."""
        table = tables.deadlines
        values = {"due_at": deadline.due_at, "state": deadline.state.value, "body": codec.encode(Deadline, deadline)}
        here = (table.c.incident_id == incident_id, table.c.key == deadline.key)
        if self._connection.execute(update(table).where(*here).values(**values)).rowcount == 0:
            self._connection.execute(insert(table).values(incident_id=incident_id, key=deadline.key, **values))

    def set_timers(self, incident_id: str, timers: Sequence[Timer]) -> None:
        """Make these the incident's timers: new ones are added, unfired ones not among them become void.

        A timer that has fired stays as it is, so nothing fires twice.
        """
        table = tables.timers
        known = {
            row.key: row for row in self._connection.execute(select(table).where(table.c.incident_id == incident_id))
        }
        wanted = {timer.key for timer in timers}
        for timer in timers:
            row = known.get(timer.key)
            if row is None:
                self._connection.execute(
                    insert(table).values(
                        incident_id=incident_id, key=timer.key, kind=timer.kind.value, is_void=False,
                        deadline_key=timer.deadline_key, minutes_left=timer.minutes_left, due_at=timer.due_at,
                    )
                )  # fmt: skip
            elif row.fired_at is None and (row.is_void or row.due_at != timer.due_at):
                self._change(incident_id, timer.key, due_at=timer.due_at, is_void=False)
        for key, row in known.items():
            if key not in wanted and row.fired_at is None and not row.is_void:
                self._change(incident_id, key, is_void=True)

    def _change(self, incident_id: str, key: str, **values: object) -> None:
        table = tables.timers
        self._connection.execute(
            update(table).where(table.c.incident_id == incident_id, table.c.key == key).values(**values)
        )

    def due_timers(self, now: datetime, *, may_issue: bool) -> list[tuple[str, Timer]]:
        """Timers whose time has come, oldest first.

        Without `may_issue` nobody trusts the clock: what would publish or state for good that a time has passed waits.
        """
        due = [(incident_id, timer) for incident_id, timer in self.open_timers() if timer.due_at <= now]
        return [entry for entry in due if may_issue or entry[1].kind not in NEEDS_TRUST]

    def claim_timer(self, incident_id: str, timer_key: str, now: datetime) -> bool:
        """Whether this caller is the one who fires it: true exactly once (T11)."""
        table = tables.timers
        claimed = self._connection.execute(
            update(table)
            .where(table.c.incident_id == incident_id, table.c.key == timer_key)
            .where(table.c.fired_at.is_(None), table.c.is_void.is_(False))
            .values(fired_at=now)
        )
        return claimed.rowcount == 1

    def open_timers(self, incident_id: str | None = None) -> list[tuple[str, Timer]]:
        """Timers that have not fired, by due time."""
        table = tables.timers
        query = select(table).where(table.c.fired_at.is_(None), table.c.is_void.is_(False))
        if incident_id is not None:
            query = query.where(table.c.incident_id == incident_id)
        rows = self._connection.execute(query.order_by(table.c.due_at, table.c.incident_id, table.c.key))
        return [
            (row.incident_id, Timer(row.key, TimerKind(row.kind), row.due_at, row.deadline_key, row.minutes_left))
            for row in rows
        ]

    def hold(self, incident_id: str, deadline_key: str, actor: str, reason: str, now: datetime) -> None:
        """Stop what the clock would issue; "" as incident or key stands for all."""
        table = tables.holds
        if deadline_key not in self.held_keys(incident_id):
            self._connection.execute(
                insert(table).values(
                    incident_id=incident_id, deadline_key=deadline_key, actor=actor, reason=reason, at=now
                )
            )

    def release(self, incident_id: str, deadline_key: str, actor: str, now: datetime) -> bool:
        """Let the clock go on; false when nothing was held. Who and when stand in the audit trail."""
        del actor, now
        table = tables.holds
        gone = self._connection.execute(
            delete(table).where(table.c.incident_id == incident_id, table.c.deadline_key == deadline_key)
        )
        return gone.rowcount == 1

    def held_keys(self, incident_id: str) -> set[str]:
        """What is held for an incident ("" as incident: everywhere)."""
        table = tables.holds
        return set(self._connection.scalars(select(table.c.deadline_key).where(table.c.incident_id == incident_id)))
