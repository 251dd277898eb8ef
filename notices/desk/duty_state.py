"""Reads what is owed to the authorities, inside a transaction, and opens a call sheet for each of them (T3, O6)."""

from collections.abc import Sequence, Set
from datetime import datetime

from notices.desk.desk import Desk
from notices.desk.incident_state import speakable_at
from notices.desk.ports import Records
from notices.domain.authority import AuthorityReportKind, CallSheet
from notices.domain.deadline import Deadline, DeadlineState, Timer
from notices.domain.incident import Incident
from notices.domain.sharing_scope import SharingScope
from notices.policy.deadlines import Published
from notices.policy.duties import Calendar, Told, duties_of, owed_to
from notices.policy.duty_timers import duty_timers, severity_timers
from notices.policy.severity import Judgement, judge
from notices.rendering.formats import end_of_japan_day, japan_day

CALENDAR = Calendar(japan_day, end_of_japan_day)


def judgements_of(desk: Desk, incident: Incident, now: datetime) -> tuple[Judgement, ...]:
    """Whether it is a serious accident, or will be one (D1), from everything the desk knows."""
    return judge(incident, desk.carrier, now, japan_day)


def told_authorities(records: Records, incident_id: str) -> Told:
    """When each authority was told: by its mail's receipt or the tick of its call sheet, whichever came first."""
    told: dict[tuple[str, str], datetime] = {}
    keys = {kind.channel: kind.value for kind in AuthorityReportKind}
    for (channel, authority_id), at in records.authority_reports.arrived(incident_id).items():
        told[keys[channel], authority_id] = at
    sheets = records.authority_reports.sheets(incident_id)
    for sheet in sheets:
        if sheet.ticked_at is not None:
            key = sheet.deadline_key, sheet.authority.id
            told[key] = min(sheet.ticked_at, told.get(key, sheet.ticked_at))
    return Told(told, sheets)


def current_duties(
    desk: Desk, records: Records, incident: Incident, published: Sequence[Published], kept: Set[str], now: datetime
) -> tuple[list[Deadline], list[Timer]]:
    """The duties as they stand with what the clock must do about them; sheets are opened on the way.

    `kept`: the keys of the deadlines that the incident has already.
    """
    judgements = judgements_of(desk, incident, now)
    told = told_authorities(records, incident.id)
    owed = duties_of(incident, published, judgements, told, desk.carrier, CALENDAR, now)
    duties = [duty for duty in owed if not _was_before_our_time(duty, kept, now)]
    for duty in duties:
        if duty.state is not DeadlineState.VOID:
            _open_sheets(desk, records, incident.id, duty, told, now)
    has_reported = records.authority_reports.latest(incident.id, AuthorityReportKind.QUICK_REPORT) is not None
    told_from = speakable_at(records.incidents.events(incident.id), SharingScope.MINISTRY)
    timers = duty_timers(incident, duties, has_reported, desk.carrier, now, told_from)
    return duties, [*timers, *severity_timers(judgements)]


def _was_before_our_time(duty: Deadline, kept: Set[str], now: datetime) -> bool:
    """Its minutes were over before the profile named anybody: nobody is told of an old incident as if it were new."""
    is_of_minutes = duty.what in {kind.value for kind in AuthorityReportKind}
    return is_of_minutes and bool(kept) and duty.key not in kept and duty.due_at < now


def _open_sheets(desk: Desk, records: Records, incident_id: str, duty: Deadline, told: Told, now: datetime) -> None:
    have = {sheet.authority.id for sheet in told.sheets if sheet.deadline_key == duty.key}
    for authority in owed_to(duty.what, desk.carrier, told):
        if authority.id not in have:
            records.authority_reports.open_sheet(CallSheet(desk.new_id(), incident_id, duty.key, authority, now))
