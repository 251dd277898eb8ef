"""Brings an incident's deadlines and timers up to date, inside the transaction of whatever changed it."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime

from notices.desk.desk import Desk
from notices.desk.duty_state import current_duties
from notices.desk.incident_state import as_published, full_incident, published_notices, speakable_at, vouched_events
from notices.desk.ports import Records
from notices.domain.deadline import Deadline, DeadlineState, Timer, TimerKind
from notices.domain.errors import NotPermitted
from notices.domain.incident import Incident
from notices.messages import explain
from notices.policy.deadlines import CLAUSES, deadlines_of
from notices.policy.duties import DUTY_CLAUSES
from notices.policy.timers import approval_for, issue_kind, timers_of
from notices.rendering.formats import japan_hour


def sync_clock(desk: Desk, records: Records, incident_id: str, now: datetime) -> None:
    """Recompute, keep every earlier reading of a due time (T10), arm and void timers; held ones stay unarmed (T6)."""
    incident = full_incident(records, incident_id)
    published = as_published(records, incident_id, published_notices(records, incident_id))
    stored = {deadline.key: deadline for deadline in records.deadlines.of_incident(incident_id)}
    current = []
    owed = deadlines_of(incident, published, desk.carrier, now, japan_hour)
    duties, duty_timers = current_duties(desk, records, incident, published, set(stored), now)
    for computed in (*owed, *duties):
        before = stored.get(computed.key)
        deadline = computed
        if before is not None:
            earlier = tuple(at for at in before.readings if at != computed.due_at)
            deadline = replace(computed, readings=(*earlier, computed.due_at))
        if deadline != before:
            records.deadlines.put(incident_id, deadline)
        current.append(deadline)
    _let_duties_go(records, incident_id, stored, {deadline.key for deadline in current})
    told_from = speakable_at(vouched_events(records, incident_id))
    held = records.deadlines.held_keys(incident_id)
    public = [deadline for deadline in current if deadline.what in CLAUSES]
    timers = [
        timer
        for timer in (*timers_of(incident, public, published, desk.carrier, now, told_from), *duty_timers)
        if timer.kind not in (TimerKind.ISSUE, TimerKind.ANNOUNCE) or timer.deadline_key not in held
    ]  # fmt: skip
    _tell_what_lapsed(desk, records, incident, current, timers, now)
    records.deadlines.set_timers(incident_id, timers)


def _let_duties_go(records: Records, incident_id: str, stored: Mapping[str, Deadline], owed: Set[str]) -> None:
    """A duty that the facts or the profile no longer give, such as the report of what was no serious accident."""
    for key, deadline in stored.items():
        if deadline.what in DUTY_CLAUSES and key not in owed and deadline.state is DeadlineState.PENDING:
            records.deadlines.put(incident_id, replace(deadline, state=DeadlineState.VOID))


def sync_all(desk: Desk, now: datetime) -> None:
    """Every incident that still has a timer, at the start of a house: its profile may have changed meanwhile."""
    with desk.database.write() as records:
        for incident_id in sorted({incident_id for incident_id, _ in records.deadlines.open_timers()}):
            sync_clock(desk, records, incident_id, now)


def _tell_what_lapsed(
    desk: Desk, records: Records, incident: Incident, deadlines: Sequence[Deadline], timers: Sequence[Timer],
    now: datetime,
) -> None:  # fmt: skip
    """People counted on the clock for this deadline, and the approval it needs has left the profile (T6)."""
    armed = {timer.deadline_key for timer in timers if timer.kind is TimerKind.ISSUE}
    counted_on = {t.deadline_key for _, t in records.deadlines.open_timers(incident.id) if t.kind is TimerKind.ISSUE}
    for deadline in deadlines:
        kind = issue_kind(deadline.what)
        is_owed = deadline.met_by_number is None and deadline.state in (DeadlineState.PENDING, DeadlineState.MISSED)
        if kind is None or not is_owed or deadline.key not in counted_on - armed:
            continue
        if approval_for(desk.carrier, kind, incident, now) is None:
            reason = NotPermitted("no_standing_approval", kind=kind.value, incident=incident.id)
            details = {"incident": incident.id, "deadline": deadline.key, "reason": explain(reason)}
            records.alarms.add(desk.new_id(), incident.id, "issue_failed", details, now)
            detail = {"deadline": deadline.key, "reason": reason.code}
            records.audit.append(now, "clock", "issue_failed", incident.id, detail)
