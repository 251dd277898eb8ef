"""Brings an incident's deadlines and timers up to date, inside the transaction of whatever changed it."""

from dataclasses import replace
from datetime import datetime

from notices.desk.desk import Desk
from notices.desk.incident_state import as_published, full_incident, published_notices, speakable_at
from notices.desk.ports import Records
from notices.domain.deadline import TimerKind
from notices.policy.deadlines import deadlines_of
from notices.policy.timers import timers_of
from notices.rendering.formats import japan_hour


def sync_clock(desk: Desk, records: Records, incident_id: str, now: datetime) -> None:
    """Recompute, keep every earlier reading of a due time (T10), arm and void timers; held ones stay unarmed (T6)."""
    incident = full_incident(records, incident_id)
    published = as_published(records, incident_id, published_notices(records, incident_id))
    stored = {deadline.key: deadline for deadline in records.deadlines.of_incident(incident_id)}
    current = []
    for computed in deadlines_of(incident, published, desk.carrier, now, japan_hour):
        before = stored.get(computed.key)
        deadline = computed
        if before is not None:
            earlier = tuple(at for at in before.readings if at != computed.due_at)
            deadline = replace(computed, readings=(*earlier, computed.due_at))
        if deadline != before:
            records.deadlines.put(incident_id, deadline)
        current.append(deadline)
    told_from = speakable_at(records.incidents.events(incident_id))
    held = records.deadlines.held_keys(incident_id)
    timers = [
        timer for timer in timers_of(incident, current, published, desk.carrier, now, told_from)
        if timer.kind not in (TimerKind.ISSUE, TimerKind.ANNOUNCE) or timer.deadline_key not in held
    ]  # fmt: skip
    records.deadlines.set_timers(incident_id, timers)
