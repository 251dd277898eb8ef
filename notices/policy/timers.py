"""What the clock does about each pending deadline: remind, announce, issue, record the miss (T6, T7, T8).

Pure: the answer is the whole list of timers an incident should have now. A timer's key names its due time, so that a
deadline that moved is served anew and one that fired is never served twice.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from notices.domain.carrier import Carrier, ClockSettings, StandingApproval
from notices.domain.deadline import Deadline, DeadlineState, Timer, TimerKind
from notices.domain.incident import Incident, IncidentStatus
from notices.domain.notice_content import NoticeKind
from notices.policy.deadlines import ENDING, FIRST_REPORT, NEXT_UPDATE, Published


def timers_of(
    incident: Incident, deadlines: Sequence[Deadline], published: Sequence[Published], carrier: Carrier, now: datetime,
    told_from: datetime | None = None,
) -> list[Timer]:  # fmt: skip
    """Every timer the incident should have. `told_from`: since when the public may be told of its harm, if at all."""
    timers: list[Timer] = []
    for deadline in deadlines:
        if deadline.state is DeadlineState.PENDING and deadline.met_by_number is None:
            timers += reminders(deadline, incident, carrier.clock)
        timers += miss(deadline)
        timers += _issue(deadline, incident, carrier, published, now, told_from)
    timers += _refresh(published, carrier.clock)
    return timers


def issue_kind(what: str) -> NoticeKind | None:
    """The kind of notice the clock may issue for a deadline, None for those it may not."""
    return {FIRST_REPORT: NoticeKind.FIRST, NEXT_UPDATE: NoticeKind.UPDATE}.get(what)


def approval_for(carrier: Carrier, kind: NoticeKind, incident: Incident, now: datetime) -> StandingApproval | None:
    """The first standing approval that covers this kind of notice now, or None."""
    return next((a for a in carrier.standing_approvals if a.covers(kind, incident.kind.value, now)), None)


def first_issue_at(
    incident: Incident, due_at: datetime, clock: ClockSettings, told_from: datetime | None = None
) -> datetime | None:
    """When the clock publishes the first report by itself (T6); None while the incident is not confirmed.

    A grace after detection, at the latest a margin before the deadline. A deadline that was over before anyone knew
    leaves a short grace; so does a late confirmation, unless that would miss what can still be kept.
    A harm that the public may be told of only later (`told_from`) is one confirmed only then; without any, the moment
    stays, so that people learn that nothing could be published.
    """
    if incident.known_at is None or incident.confirmed_at is None:
        return None
    known, ready = incident.known_at, max(incident.confirmed_at, told_from or incident.confirmed_at)
    short = timedelta(minutes=clock.late_grace_minutes)
    if due_at <= known:
        planned = known + short
    else:
        planned = min(known + timedelta(minutes=clock.grace_minutes), due_at - timedelta(minutes=clock.margin_minutes))
    earliest = ready + short
    if due_at > ready:
        earliest = min(earliest, max(ready, due_at - timedelta(minutes=1)))
    if ready > planned:
        return earliest
    return max(planned, ready)


def _issue(
    deadline: Deadline, incident: Incident, carrier: Carrier, published: Sequence[Published], now: datetime,
    told_from: datetime | None,
) -> list[Timer]:  # fmt: skip
    kind = issue_kind(deadline.what)
    if kind is None or deadline.met_at is not None or deadline.state is DeadlineState.VOID:
        return []
    if incident.status is IncidentStatus.UNCONFIRMED:
        return []
    if deadline.what == FIRST_REPORT:
        issue_at = None if published else first_issue_at(incident, deadline.due_at, carrier.clock, told_from)
    else:
        is_latest = bool(published) and deadline.key == f"{NEXT_UPDATE}:{published[-1].number}"
        issue_at = _update_issue_at(deadline, published[-1], carrier.clock) if is_latest else None
    if issue_at is None or approval_for(carrier, kind, incident, max(now, issue_at)) is None:
        return []
    ready = incident.confirmed_at or issue_at
    announce_at = max(ready, issue_at - timedelta(minutes=carrier.clock.announce_minutes))
    issue = make_timer(TimerKind.ISSUE, deadline, issue_at)
    # what could not be issued is tried again once something more is known: the key names how much is
    issue = replace(issue, key=f"{issue.key}#{incident.event_count}")
    return [make_timer(TimerKind.ANNOUNCE, deadline, announce_at, issue_at), issue]


def _update_issue_at(deadline: Deadline, last: Published, clock: ClockSettings) -> datetime:
    """A margin before it is due, but never before half of the time has gone, whatever the settings say."""
    half_way = last.published_at + (deadline.due_at - last.published_at) / 2
    return max(deadline.due_at - timedelta(minutes=clock.margin_minutes), half_way)


def miss(deadline: Deadline) -> list[Timer]:
    """The record of a miss: wanted until it is made, also where something else happened in the second it fell due."""
    is_over = deadline.state is DeadlineState.MISSED and deadline.met_at is None
    if deadline.state is DeadlineState.PENDING or (is_over and not deadline.has_passed_before_detection):
        return [make_timer(TimerKind.MISS, deadline, deadline.due_at + timedelta(seconds=1))]
    return []


def reminders(deadline: Deadline, incident: Incident, clock: ClockSettings) -> list[Timer]:
    """T-15, T-10, T-5; one whose moment was over before anyone knew is left out."""
    known = incident.known_at
    timers = []
    for minutes in clock.reminder_minutes:
        at = deadline.due_at - timedelta(minutes=minutes)
        if known is None or at >= known:
            timers.append(make_timer(TimerKind.REMIND, deadline, at, deadline.due_at, minutes))
    return timers


def _refresh(published: Sequence[Published], clock: ClockSettings) -> list[Timer]:
    """The public pages change by time alone when a restored incident leaves the top page (T9)."""
    ended = next((r for r in reversed(published) if r.kind in ENDING), None)
    if ended is None or not published[-1].is_over:
        return []
    at = ended.published_at + clock.keep_posted
    return [Timer(key=f"refresh_site@{_stamp(at)}", kind=TimerKind.REFRESH_SITE, due_at=at)]


def make_timer(
    kind: TimerKind, deadline: Deadline, at: datetime, serves_at: datetime | None = None, minutes: int | None = None
) -> Timer:
    """One timer of a deadline; `serves_at`: the due time that its key names, `minutes`: how many are left."""
    name = kind.value if minutes is None else f"{kind.value}-{minutes}"
    return Timer(f"{name}:{deadline.key}@{_stamp(serves_at or at)}", kind, at, deadline.key, minutes)


def _stamp(at: datetime) -> int:
    return int(at.timestamp())
