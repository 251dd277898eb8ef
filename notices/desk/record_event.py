"""Opens incidents and records what is reported about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from notices.desk.check_fact import check_fact, check_report
from notices.desk.desk import Desk
from notices.desk.incident_state import full_incident
from notices.desk.ports import Records
from notices.desk.sync_clock import sync_clock
from notices.domain import incident_event as ev
from notices.domain.incident import Incident
from notices.domain.incident_event import AnyFact, IncidentEvent, Reporter
from notices.domain.sharing_scope import SharingScope
from notices.rendering.formats import japan_date_digits


@dataclass(frozen=True, slots=True)
class Reported:
    """One fact with its sharing scope; None: the default of its kind (P1)."""

    fact: AnyFact
    scope: SharingScope | None = None


def open_incident(
    desk: Desk,
    kind: ev.IncidentKind,
    facts: Sequence[Reported],
    reporter: Reporter,
    reported_at: datetime,
    now: datetime,
) -> str:
    """A new incident with its first facts; returns its id. Nothing is written when any fact is refused."""
    check_report(desk, [reported.fact for reported in facts], reporter, reported_at, now)
    with desk.database.write() as records:
        incident_id = begin_incident(desk, records, kind, facts, reporter, reported_at, now)
    desk.wake()
    return incident_id


def record_event(
    desk: Desk, incident_id: str, facts: Sequence[Reported], reporter: Reporter, reported_at: datetime, now: datetime
) -> Incident:
    """Facts that became known at `reported_at`, recorded together or not at all. Raises InputError, NotPermitted."""
    check_report(desk, [reported.fact for reported in facts], reporter, reported_at, now)
    with desk.database.write() as records:
        full_incident(records, incident_id)
        append_facts(desk, records, incident_id, facts, reporter, reported_at, now)
        incident = full_incident(records, incident_id)
    desk.wake()
    return incident


def begin_incident(
    desk: Desk, records: Records, kind: ev.IncidentKind, facts: Sequence[Reported], reporter: Reporter,
    reported_at: datetime, now: datetime,
) -> str:  # fmt: skip
    """`open_incident` inside an open transaction, for a report that was checked as a whole."""
    prefix = f"{japan_date_digits(reported_at)}-"
    incident_id = f"{prefix}{records.incidents.count_with_prefix(prefix) + 1}"
    records.incidents.create(incident_id, desk.mode, now)
    opened = Reported(ev.Opened(kind, desk.mode))
    append_facts(desk, records, incident_id, [opened, *facts], reporter, reported_at, now)
    return incident_id


def append_facts(
    desk: Desk, records: Records, incident_id: str, facts: Sequence[Reported], reporter: Reporter,
    reported_at: datetime, now: datetime,
) -> None:  # fmt: skip
    """`record_event` inside an open transaction, for a report that was checked as a whole. Raises as it does."""
    for reported in facts:
        scope = reported.fact.default_scope if reported.scope is None else reported.scope
        check_fact(desk, records, incident_id, reported.fact, scope, reporter, now)
        event = IncidentEvent(desk.new_id(), incident_id, reported.fact, reporter, reported_at, scope)
        records.incidents.append(event)
        detail = {"event": event.id, "fact": type(reported.fact).__name__, "scope": scope.name.lower()}
        records.audit.append(now, reporter.id, "record_event", incident_id, detail)
    sync_clock(desk, records, incident_id, now)
