"""What the clock does when a timer's moment has come: each exactly once, claimed and done in one transaction (T11)."""

import logging
from datetime import datetime

from notices.desk.desk import Desk
from notices.desk.hold_clock import EVERYWHERE
from notices.desk.issue_notice import CLOCK, issue_notice
from notices.desk.ports import Records
from notices.desk.sync_clock import sync_clock
from notices.domain.deadline import DeadlineState, Timer, TimerKind
from notices.domain.errors import ShuchiError
from notices.messages import explain
from notices.policy.timers import issue_kind
from notices.rendering.formats import format_time

log = logging.getLogger(__name__)


def fire_timers(desk: Desk, now: datetime) -> list[tuple[str, Timer]]:
    """Fire every timer that is due, oldest first; returns those that this caller fired.

    REFRESH_SITE is left to the courier, which alone can put files in place. While automatic publication is held
    everywhere, ISSUE timers wait.
    """
    with desk.database.read() as records:
        may_issue = EVERYWHERE not in records.deadlines.held_keys(EVERYWHERE)
        due = records.deadlines.due_timers(now, may_issue=may_issue)
    fired = [entry for entry in due if entry[1].kind is not TimerKind.REFRESH_SITE and _fire(desk, *entry, now)]
    if fired:
        desk.wake()
    return fired


def _fire(desk: Desk, incident_id: str, timer: Timer, now: datetime) -> bool:
    try:
        with desk.database.write() as records:
            if not records.deadlines.claim_timer(incident_id, timer.key, now):
                return False
            _act(desk, records, incident_id, timer, now)
            sync_clock(desk, records, incident_id, now)
    except ShuchiError as error:
        # The clock must not stumble over the same notice every second: the failure is told once, a person decides.
        with desk.database.write() as records:
            if records.deadlines.claim_timer(incident_id, timer.key, now):
                details = {"incident": incident_id, "deadline": timer.deadline_key or ""}
                told = details | {"reason": explain(error)}
                records.alarms.add(desk.new_id(), incident_id, "issue_failed", told, now)
                records.audit.append(now, CLOCK, "issue_failed", incident_id, details | {"reason": error.code})
    except Exception:
        # A full disk or a defect: tried again at the next beat, and one incident never stops the clock of the others.
        log.exception("the clock stumbled over incident %s; it goes on with the others", incident_id)
        return False
    return True


def _act(desk: Desk, records: Records, incident_id: str, timer: Timer, now: datetime) -> None:
    deadline = next((d for d in records.deadlines.of_incident(incident_id) if d.key == timer.deadline_key), None)
    if deadline is None or deadline.state in (DeadlineState.MET, DeadlineState.VOID):
        return
    details = {
        "incident": incident_id,
        "what": deadline.what,
        "due": format_time(deadline.due_at),
        "minutes": str(timer.minutes_left or 0),
    }
    match timer.kind:
        case TimerKind.ISSUE:
            kind = issue_kind(deadline.what)
            if kind is not None:
                issue_notice(desk, records, incident_id, kind, now)
        case TimerKind.ANNOUNCE:
            records.alarms.add(desk.new_id(), incident_id, "issue_announced", details, now)
        case TimerKind.REMIND:
            records.alarms.add(desk.new_id(), incident_id, "deadline_near", details, now)
        case TimerKind.MISS:
            records.alarms.add(desk.new_id(), incident_id, "deadline_missed", details, now)
    records.audit.append(now, CLOCK, timer.kind.value, incident_id, {"deadline": deadline.key})
