"""What is due when, and by which clause: pure functions of the incident, what was published and the carrier's settings.

Deadlines here are recomputed from scratch at every change, so a corrected onset moves them (T10); the readings of a due
time are kept by whoever stores them. Sources: S001 ①③④ (30 minutes, hourly, days in a disaster); the reminders and the
clock's own margins are ours (T6, T8).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from notices.domain.carrier import Carrier, ClockSettings
from notices.domain.deadline import Deadline, DeadlineState
from notices.domain.incident import Incident
from notices.domain.incident_event import IncidentKind, OutlookKind
from notices.domain.notice_content import NoticeKind

FIRST_REPORT = "first_report"
NEXT_UPDATE = "next_update"
DISASTER_OUTLOOK = "disaster_outlook"

CLAUSES = {
    FIRST_REPORT: "S001-1-first-report",
    NEXT_UPDATE: "S001-4-hourly-update",
    DISASTER_OUTLOOK: "S001-3-disaster-outlook",
}

ENDING = frozenset({NoticeKind.RESTORED, NoticeKind.CANCELLATION})


@dataclass(frozen=True, slots=True)
class Published:
    """One published report as the clock sees it. `on_web_at`: when its receipt said that it stands on the web.

    `is_over`: it told of nothing that still goes on (restored, withdrawn, or said after that), so no update is owed.
    """

    number: int
    kind: NoticeKind
    published_at: datetime
    on_web_at: datetime | None = None
    next_update_at: datetime | None = None
    outlook_kind: OutlookKind = OutlookKind.UNDETERMINED
    is_over: bool = False


def deadlines_of(
    incident: Incident,
    published: Sequence[Published],
    carrier: Carrier,
    now: datetime,
    japan_hour: Callable[[datetime], int],
) -> list[Deadline]:
    """Every deadline of the incident with its state at `now`. `published` by number; none while nobody knows of it."""
    if incident.known_at is None:
        return []
    deadlines = [_first_report(incident, published, carrier, now)]
    for position, report in enumerate(published):
        following = published[position + 1] if position + 1 < len(published) else None
        if report.is_over:
            due_at = _recurrence_due(report, incident, carrier.clock) if following is None else None
        else:
            due_at = next_update_due(report, incident, carrier.clock, japan_hour)
        if due_at is None:
            continue
        deadlines.append(
            _state(incident, f"{NEXT_UPDATE}:{report.number}", NEXT_UPDATE, due_at, following, carrier, now)
        )
    if incident.kind is IncidentKind.DISASTER:
        deadlines.append(_disaster_outlook(incident, published, carrier, now))
    return deadlines


def next_update_due(
    report: Published, incident: Incident, clock: ClockSettings, japan_hour: Callable[[datetime], int]
) -> datetime:
    """The earlier of the printed promise and publication plus the interval (T4); night may move it if switched on."""
    due_at = report.published_at + timedelta(minutes=update_minutes(incident, clock))
    if report.next_update_at is not None:
        due_at = min(due_at, report.next_update_at)
    return _after_night(due_at, clock, japan_hour)


def update_minutes(incident: Incident, clock: ClockSettings) -> int:
    """Minutes between updates: hourly, or the disaster interval where the carrier switched it on (T5, draft stage)."""
    if incident.kind is IncidentKind.DISASTER and clock.is_disaster_interval_used:
        return clock.disaster_update_minutes
    return clock.update_minutes


def promise(incident: Incident, clock: ClockSettings, now: datetime) -> datetime:
    """The time to print as the next update's: the interval from now, rounded down to a time people can keep in mind."""
    minutes = min(clock.promise_minutes, update_minutes(incident, clock))
    if incident.kind is IncidentKind.DISASTER and clock.is_disaster_interval_used:
        minutes = clock.disaster_update_minutes
    at = now + timedelta(minutes=minutes)
    step = clock.promise_rounding_minutes * 60
    return at - timedelta(seconds=at.timestamp() % step)


def _first_report(incident: Incident, published: Sequence[Published], carrier: Carrier, now: datetime) -> Deadline:
    due_at = incident.onset.at + timedelta(minutes=carrier.clock.first_report_minutes)
    first = published[0] if published else None
    return _state(incident, FIRST_REPORT, FIRST_REPORT, due_at, first, carrier, now)


def _disaster_outlook(incident: Incident, published: Sequence[Published], carrier: Carrier, now: datetime) -> Deadline:
    due_at = incident.onset.at + timedelta(days=carrier.clock.disaster_outlook_days)
    told = next((r for r in published if r.outlook_kind is not OutlookKind.UNDETERMINED or r.kind in ENDING), None)
    return _state(incident, DISASTER_OUTLOOK, DISASTER_OUTLOOK, due_at, told, carrier, now)


def _state(
    incident: Incident,
    key: str,
    what: str,
    due_at: datetime,
    met_by: Published | None,
    carrier: Carrier,
    now: datetime,
) -> Deadline:
    """Met only by what stands on the web; missed once the time is over, whatever comes later (T6: never hidden)."""
    met_at = met_by.on_web_at if met_by is not None else None
    if met_at is not None:
        state = DeadlineState.MET if met_at <= due_at else DeadlineState.MISSED
    elif incident.is_withdrawn and met_by is None:
        state = DeadlineState.VOID
    else:
        state = DeadlineState.MISSED if now > due_at else DeadlineState.PENDING
    return Deadline(
        key=key, clause=CLAUSES[what], what=what, is_hard=carrier.is_designated_public_institution, due_at=due_at,
        state=state, met_at=met_at, met_by_number=met_by.number if met_by is not None else None,
        has_passed_before_detection=incident.known_at is not None and due_at <= incident.known_at,
        readings=(due_at,),
    )  # fmt: skip


def _recurrence_due(report: Published, incident: Incident, clock: ClockSettings) -> datetime | None:
    """Hit again after the restored report: the public is to be told as for a new outage, within the same minutes."""
    again = [i.reported_at for i in incident.impacts if i.is_present and i.reported_at is not None]
    hit_at = max(again, default=None)
    if hit_at is None or hit_at <= report.published_at:
        return None
    return hit_at + timedelta(minutes=clock.first_report_minutes)


def _after_night(due_at: datetime, clock: ClockSettings, japan_hour: Callable[[datetime], int]) -> datetime:
    """Moves a time within 深夜早朝 to its end; off unless both hours are set (draft-stage exception)."""
    if clock.night_from_hour is None or clock.night_to_hour is None:
        return due_at
    start, end = clock.night_from_hour, clock.night_to_hour
    hour = japan_hour(due_at)
    is_night = start <= hour < end if start <= end else hour >= start or hour < end
    if not is_night:
        return due_at
    hours_left = (end - hour) % 24
    whole_hour = due_at - timedelta(seconds=due_at.timestamp() % 3600)
    return whole_hour + timedelta(hours=hours_left)
