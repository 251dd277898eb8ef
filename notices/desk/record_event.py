"""Opens incidents and records what is reported about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from notices.desk.desk import Desk
from notices.desk.incident_state import full_incident
from notices.desk.ports import Records
from notices.desk.sync_clock import sync_clock
from notices.domain import incident_event as ev
from notices.domain.errors import InputError, NotPermitted
from notices.domain.incident import Incident
from notices.domain.incident_event import AnyFact, IncidentEvent, Reporter, ReporterKind
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
    with desk.database.write() as records:
        prefix = f"{japan_date_digits(reported_at)}-"
        incident_id = f"{prefix}{records.incidents.count_with_prefix(prefix) + 1}"
        records.incidents.create(incident_id, desk.mode, now)
        opened = Reported(ev.Opened(kind, desk.mode))
        _append(desk, records, incident_id, [opened, *facts], reporter, reported_at, now)
    desk.wake()
    return incident_id


def record_event(
    desk: Desk, incident_id: str, facts: Sequence[Reported], reporter: Reporter, reported_at: datetime, now: datetime
) -> Incident:
    """Facts that became known at `reported_at`, recorded together or not at all. Raises InputError, NotPermitted."""
    with desk.database.write() as records:
        full_incident(records, incident_id)
        _append(desk, records, incident_id, facts, reporter, reported_at, now)
        incident = full_incident(records, incident_id)
    desk.wake()
    return incident


def _append(
    desk: Desk, records: Records, incident_id: str, facts: Sequence[Reported], reporter: Reporter,
    reported_at: datetime, now: datetime,
) -> None:  # fmt: skip
    if reported_at > now:
        raise InputError("time_in_future", what="reported_at", at=reported_at.isoformat())
    for reported in facts:
        _check(desk, records, incident_id, reported.fact, reporter, now)
        scope = reported.fact.default_scope if reported.scope is None else reported.scope
        event = IncidentEvent(desk.new_id(), incident_id, reported.fact, reporter, reported_at, scope)
        records.incidents.append(event)
        detail = {"event": event.id, "fact": type(reported.fact).__name__, "scope": scope.name.lower()}
        records.audit.append(now, reporter.id, "record_event", incident_id, detail)
    sync_clock(desk, records, incident_id, now)


def _check(desk: Desk, records: Records, incident_id: str, fact: AnyFact, reporter: Reporter, now: datetime) -> None:
    """What cannot be true, or may not be said by this reporter, is refused before anything is written."""
    for name in ("detected_at", "occurred_at", "recovered_at"):
        at = getattr(fact, name, None)
        if at is not None and at > now:
            raise InputError("time_in_future", what=name, at=at.isoformat())
    service_ids = [fact.service_id] if isinstance(fact, ev.ImpactChanged | ev.ImpactReasonNoted) else []
    service_ids += getattr(fact, "service_ids", ())
    for service_id in service_ids:
        if desk.carrier.service(service_id) is None:
            known = ", ".join(service.id for service in desk.carrier.services)
            raise InputError("unknown_service", service=service_id, known=known)
    if isinstance(fact, ev.ImpactChanged):
        for area in fact.areas or ():
            desk.areas.area(area.code)
    if isinstance(fact, ev.Restored | ev.ScopeWidened) and reporter.kind is not ReporterKind.PERSON:
        raise NotPermitted("person_must_judge", fact=type(fact).__name__)
    if isinstance(fact, ev.Restored) and not (fact.basis.strip() and fact.judged_by.strip()):
        raise InputError("judgement_incomplete", incident=incident_id)
    if isinstance(fact, ev.ScopeWidened):
        widened = next((e for e in records.incidents.events(incident_id) if e.id == fact.event_id), None)
        if widened is None:
            raise InputError("unknown_event", event=fact.event_id, incident=incident_id)
        if fact.scope <= widened.scope:
            raise InputError("scope_not_wider", event=fact.event_id, scope=fact.scope.name.lower())
