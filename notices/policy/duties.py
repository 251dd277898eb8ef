"""What is owed to the authorities, and by when (T3, D1, D2): pure functions of the facts and of what they were told.

Sources: S001 ① (ministry within 30 minutes as a rule, emergency bodies promptly after the first public report), R57
(detailed report within 30 days), R7-3 (quarterly report within two months after the quarter). The minutes for
「速やかに」 are ours and configurable. A duty exists where the profile names somebody to tell.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from notices.domain.authority import Authority, AuthorityReportKind, AuthorityRole, CallSheet
from notices.domain.carrier import Carrier
from notices.domain.deadline import Deadline, DeadlineState
from notices.domain.impact import Effect, ImpactStatus
from notices.domain.incident import Incident
from notices.policy.deadlines import Published
from notices.policy.severity import Judgement, Verdict, Weight

QUICK_REPORT = AuthorityReportKind.QUICK_REPORT.value
EMERGENCY_BODIES = AuthorityReportKind.EMERGENCY_BODIES.value
DETAILED_REPORT = "detailed_report"
QUARTERLY_REPORT = "quarterly_report"

DUTY_CLAUSES = {
    QUICK_REPORT: "S001-1-ministry",
    EMERGENCY_BODIES: "S001-1-emergency-bodies",
    DETAILED_REPORT: "R57-30-days",
    QUARTERLY_REPORT: "R7-3-quarterly",
}

BY_LAW = frozenset({DETAILED_REPORT, QUARTERLY_REPORT})
"""Binding for every carrier, while the guideline's minutes bind designated institutions (T2)."""

DETAILED_DAYS = 30
QUARTERLY_USERS = 30_000
QUARTERLY_HOURS = 2


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days in Japan: the day of a moment, and the last moment of a day."""

    day_of: Callable[[datetime], date]
    end_of: Callable[[date], datetime]


@dataclass(frozen=True, slots=True)
class Told:
    """When each authority was told, by deadline and authority id: its mail's receipt or the tick of its call sheet.

    `sheets`: whom a sheet was opened for so far, ticked or not.
    """

    at: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    sheets: Sequence[CallSheet] = ()


def duties_of(
    incident: Incident, published: Sequence[Published], judgements: Sequence[Judgement], told: Told, carrier: Carrier,
    calendar: Calendar, now: datetime,
) -> list[Deadline]:  # fmt: skip
    """Every duty towards the authorities with its state at `now`; none while nobody at the carrier knows."""
    if incident.known_at is None:
        return []
    onset_at = incident.onset.at
    due: dict[str, datetime | None] = {
        QUICK_REPORT: onset_at + timedelta(minutes=carrier.clock.quick_report_minutes),
        EMERGENCY_BODIES: _after_first_report(published, carrier),
        DETAILED_REPORT: onset_at + timedelta(days=DETAILED_DAYS) if _is_serious(judgements) else None,
        QUARTERLY_REPORT: _after_quarter(incident, calendar, now),
    }
    return [
        _duty(what, due_at, incident, told, carrier, now)
        for what, due_at in due.items()
        if due_at is not None and owed_to(what, carrier, told)
    ]


def owed_to(what: str, carrier: Carrier, told: Told) -> tuple[Authority, ...]:
    """Whom this incident's duty is owed to. A profile that changes later does not rewrite what was done.

    Who was told stays, also when removed since; who was removed untold falls away; who is new counts while the duty
    is not done.
    """
    named = {authority.id: authority for authority in whom_to_tell(what, carrier)}
    had = [sheet.authority for sheet in told.sheets if sheet.deadline_key == what]
    stay = [named.get(each.id, each) for each in had if each.id in named or (what, each.id) in told.at]
    if stay and all((what, each.id) in told.at for each in stay):
        return tuple(stay)
    return tuple({each.id: each for each in (*stay, *named.values())}.values())


def whom_to_tell(what: str, carrier: Carrier) -> tuple[Authority, ...]:
    """Whom the profile names for a duty. Written reports go to the ministry's first office of the profile alone."""
    if what in (QUICK_REPORT, EMERGENCY_BODIES):
        return carrier.authorities_of(AuthorityReportKind(what).roles)
    return carrier.authorities_of(frozenset({AuthorityRole.MINISTRY}))[:1]


def _after_first_report(published: Sequence[Published], carrier: Carrier) -> datetime | None:
    if not published:
        return None
    return published[0].published_at + timedelta(minutes=carrier.clock.emergency_bodies_minutes)


def _is_serious(judgements: Sequence[Judgement]) -> bool:
    """By criteria in force: what is only recommended or doubtful warns and dates nothing (D1)."""
    return any(j.verdict is Verdict.MET and j.weight is Weight.DECIDE for j in judgements)


def _after_quarter(incident: Incident, calendar: Calendar, now: datetime) -> datetime | None:
    """Two months after the quarter's end, for 30,000 users or two hours of anything worse than unknown (R7-3)."""
    hit = [i for i in incident.impacts if i.status is not ImpactStatus.RETRACTED and i.effect is not Effect.UNKNOWN]
    if not hit or incident.is_withdrawn:
        return None
    end = incident.judgement.recovered_at if incident.judgement is not None else now
    has_many = any(i.users is not None and i.users.value >= QUARTERLY_USERS for i in hit)
    if not has_many and end - incident.onset.at < timedelta(hours=QUARTERLY_HOURS):
        return None
    day = calendar.day_of(incident.onset.at)
    month = (day.month - 1) // 3 * 3 + 3 + 2  # the quarter's last month, and two more
    year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return calendar.end_of(following - timedelta(days=1))


def _duty(what: str, due_at: datetime, incident: Incident, told: Told, carrier: Carrier, now: datetime) -> Deadline:
    times = [told.at.get((what, authority.id)) for authority in owed_to(what, carrier, told)]
    known = [at for at in times if at is not None]
    met_at = max(known) if known and len(known) == len(times) else None
    if met_at is not None:
        state = DeadlineState.MET if met_at <= due_at else DeadlineState.MISSED
    elif incident.is_withdrawn and not known:
        state = DeadlineState.VOID
    else:
        state = DeadlineState.MISSED if now > due_at else DeadlineState.PENDING
    return Deadline(
        key=what, clause=DUTY_CLAUSES[what], what=what, due_at=due_at, state=state, met_at=met_at, readings=(due_at,),
        is_hard=carrier.is_designated_public_institution or what in BY_LAW,
        has_passed_before_detection=incident.known_at is not None and due_at <= incident.known_at,
    )  # fmt: skip
