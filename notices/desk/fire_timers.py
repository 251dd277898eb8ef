"""What the clock does when a timer's moment has come: each exactly once, claimed and done in one transaction (T11)."""

import logging
from datetime import datetime

from notices.desk.desk import Desk
from notices.desk.duty_state import judgements_of
from notices.desk.hold_clock import EVERYWHERE
from notices.desk.incident_state import full_incident
from notices.desk.issue_notice import CLOCK, issue_notice
from notices.desk.issue_report import issue_report
from notices.desk.ports import Records
from notices.desk.sync_clock import sync_clock
from notices.domain.authority import AuthorityReportKind
from notices.domain.deadline import DeadlineState, Timer, TimerKind
from notices.domain.errors import ShuchiError
from notices.messages import default_language, explain, say
from notices.policy.duties import DUTY_CLAUSES
from notices.policy.severity_words import tell
from notices.policy.timers import issue_kind
from notices.rendering.formats import format_short, format_time

log = logging.getLogger(__name__)


def fire_timers(desk: Desk, now: datetime) -> list[tuple[str, Timer]]:
    """Fire every timer that is due, oldest first; returns those that this caller fired.

    REFRESH_SITE is left to the courier, which alone can put files in place. While automatic publication is held
    everywhere, because nobody trusts the clock, what publishes or records a miss waits.
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
    if timer.kind is TimerKind.JUDGE:
        _tell_severity(desk, records, incident_id, timer, now)
        return
    deadline = next((d for d in records.deadlines.of_incident(incident_id) if d.key == timer.deadline_key), None)
    if deadline is None or deadline.state in (DeadlineState.MET, DeadlineState.VOID):
        return
    is_duty = deadline.what in DUTY_CLAUSES
    details = {
        "incident": incident_id,
        "what": say(f"deadline.{deadline.what}"),
        "due": format_short(deadline.due_at, now) if is_duty else format_time(deadline.due_at),
        "minutes": str(timer.minutes_left or 0),
    }
    match timer.kind:
        case TimerKind.ISSUE:
            kind = issue_kind(deadline.what)
            if kind is not None:
                issue_notice(desk, records, incident_id, kind, now)
            else:
                issue_report(desk, records, incident_id, AuthorityReportKind(deadline.what), now)
        case TimerKind.ANNOUNCE:
            records.alarms.add(desk.new_id(), incident_id, "issue_announced", details, now)
        case TimerKind.REMIND:
            records.alarms.add(desk.new_id(), incident_id, "duty_near" if is_duty else "deadline_near", details, now)
        case TimerKind.MISS:
            code = "duty_missed" if is_duty else "deadline_missed"
            records.alarms.add(desk.new_id(), incident_id, code, details, now)
    records.audit.append(now, CLOCK, timer.kind.value, incident_id, {"deadline": deadline.key})


def _tell_severity(desk: Desk, records: Records, incident_id: str, timer: Timer, now: datetime) -> None:
    """It will be, or is, a serious accident (D1): said once for each row of the criteria and time."""
    incident = full_incident(records, incident_id)
    wanted = timer.key.partition(":")[2]
    for judgement in judgements_of(desk, incident, now):
        if judgement.at is not None and f"{judgement.clause}@{int(judgement.at.timestamp())}" == wanted:
            sentence = tell(judgement, say, format_short, default_language())
            records.alarms.add(
                desk.new_id(), incident_id, "severity", {"incident": incident_id, "sentence": sentence}, now
            )
            detail = {"clause": judgement.clause, "verdict": judgement.verdict.value}
            records.audit.append(now, CLOCK, "severity", incident_id, detail)
