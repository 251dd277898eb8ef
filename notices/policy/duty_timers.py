"""What the clock does about duties to the authorities, and when a serious accident (重大な事故) comes near. Pure.

The quick report is sent by the clock only under a standing approval that names it (T3, T6); otherwise people are
reminded. Dated reports remind a week and a day ahead.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from notices.domain.authority import AuthorityReportKind
from notices.domain.carrier import Carrier
from notices.domain.deadline import Deadline, DeadlineState, Timer, TimerKind
from notices.domain.incident import Incident, IncidentStatus
from notices.policy.duties import DETAILED_REPORT, EMERGENCY_BODIES, QUARTERLY_REPORT, QUICK_REPORT
from notices.policy.severity import Judgement, Verdict, foresee
from notices.policy.timers import first_issue_at, make_timer, miss, reminders

DAYS_AHEAD = (7, 1)
MINUTES_A_DAY = 24 * 60


def duty_timers(
    incident: Incident, duties: Sequence[Deadline], has_reported: bool, carrier: Carrier, now: datetime,
    told_from: datetime | None = None,
) -> list[Timer]:  # fmt: skip
    """Every timer the duties should have. `has_reported`: a quick report has gone out, arrived or not.

    `told_from`: since when the ministry may be told of the harm, if at all.
    """
    timers: list[Timer] = []
    for duty in duties:
        if duty.state is DeadlineState.PENDING:
            timers += (
                _ahead(duty) if duty.what in (DETAILED_REPORT, QUARTERLY_REPORT) else _near(duty, incident, carrier)
            )
        timers += miss(duty)
        if duty.what == QUICK_REPORT and not has_reported and duty.state is not DeadlineState.VOID:
            timers += _send(duty, incident, carrier, now, told_from)
    return timers


def severity_timers(judgements: Sequence[Judgement]) -> list[Timer]:
    """Tells people once that an accident will be a serious one, and once that it is (D1). A key names row and time."""
    timers = []
    coming = foresee(judgements)
    if coming is not None and coming.at is not None:
        timers.append(_judge("foresee", coming, coming.at - coming.reaches[0].row.duration, coming.at))
        timers.append(_judge("met", coming, coming.at, coming.at))
    met = [j for j in judgements if j.verdict is Verdict.MET and j.at is not None]
    timers += [_judge("met", j, j.at, j.at) for j in met if j.at is not None]
    return list({timer.key: timer for timer in timers}.values())


def _judge(word: str, judgement: Judgement, due_at: datetime, at: datetime) -> Timer:
    return Timer(f"{word}:{judgement.clause}@{int(at.timestamp())}", TimerKind.JUDGE, due_at)


def _near(duty: Deadline, incident: Incident, carrier: Carrier) -> list[Timer]:
    """Nobody is reminded of a duty before it begins: the emergency bodies are owed word only once the public has it."""
    allowed = carrier.clock.emergency_bodies_minutes if duty.what == EMERGENCY_BODIES else MINUTES_A_DAY
    begins_at = duty.due_at - timedelta(minutes=allowed)
    return [timer for timer in reminders(duty, incident, carrier.clock) if timer.due_at > begins_at]


def _ahead(duty: Deadline) -> list[Timer]:
    return [
        make_timer(TimerKind.REMIND, duty, duty.due_at - timedelta(days=days), duty.due_at, days * MINUTES_A_DAY)
        for days in DAYS_AHEAD
    ]


def _send(
    duty: Deadline, incident: Incident, carrier: Carrier, now: datetime, told_from: datetime | None
) -> list[Timer]:
    if incident.status in (IncidentStatus.UNCONFIRMED, IncidentStatus.WITHDRAWN):
        return []
    at = first_issue_at(incident, duty.due_at, carrier.clock, told_from)
    kind = AuthorityReportKind.QUICK_REPORT
    moment = max(now, at) if at is not None else now
    if at is None or not any(a.covers_report(kind, incident.kind.value, moment) for a in carrier.standing_approvals):
        return []
    issue = make_timer(TimerKind.ISSUE, duty, at)
    return [replace(issue, key=f"{issue.key}#{incident.event_count}")]
