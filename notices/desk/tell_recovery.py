"""Tells the end of what alerts and tickets claimed, once it has lasted: word of recovery, never the judgement (C6)."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from notices.desk.check_fact import check_report
from notices.desk.desk import Desk
from notices.desk.incident_state import full_incident
from notices.desk.ports import Records
from notices.desk.record_event import Reported, append_facts
from notices.domain.errors import ShuchiError
from notices.domain.impact import ImpactStatus
from notices.domain.incident import Incident, IncidentStatus
from notices.domain.incident_event import RecoveryReported, Reporter, ReporterKind
from notices.domain.signal import InputLink, SignalState

OVER = (IncidentStatus.RESTORED, IncidentStatus.WITHDRAWN)

log = logging.getLogger(__name__)


def tell_recoveries(desk: Desk, now: datetime) -> int:
    """Every end that has lasted long enough by now; returns to how many incidents one was told. Asked at each beat."""
    with desk.database.read() as records:
        due = records.inputs.due_to_tell(now)
    told = 0
    for incident_id in due:
        try:
            with desk.database.write() as records:
                told += tell_recovery(desk, records, incident_id, now)
        except ShuchiError as error:
            # trying again would not help: the profile has changed since, say; people see the incident go on
            log.warning("the end of an input of incident %s was refused: %s", incident_id, error)
            with desk.database.write() as records:
                _let_go(records, records.inputs.of_incident(incident_id), now)
        except Exception:
            # a full disk or a defect: tried again at the next beat; one incident never stops the clock of the others
            log.exception("the end of an input of incident %s could not be told", incident_id)
    if told:
        desk.wake()
    return told


def tell_recovery(desk: Desk, records: Records, incident_id: str, now: datetime) -> bool:
    """For each service of which no input fires any more: that word came that it works again. Whether any was told.

    Ends that must still last are left for later; what people judged or took back meanwhile is left to them.
    """
    links = records.inputs.of_incident(incident_id)
    incident = full_incident(records, incident_id)
    facts: list[tuple[datetime, Reported, Reporter]] = []
    for service_id in dict.fromkeys(link.claim.impact.service_id for link in links if link.claim.impact is not None):
        of_service = [link for link in links if link.claim.impact and link.claim.impact.service_id == service_id]
        is_firing = any(link.state is SignalState.FIRING for link in of_service)
        if not is_firing and any(link.tell_at is not None and link.tell_at > now for link in of_service):
            continue
        ended = [] if is_firing else _ended(incident, service_id, of_service)
        if ended:
            last = max(ended, key=lambda link: link.ended_at or now)
            recovered_at = last.ended_at or now
            scope = max(link.claim.scope for link in of_service)
            facts.append((recovered_at, Reported(RecoveryReported(recovered_at, (service_id,)), scope), last.reporter))
        _let_go(records, of_service, now)
    for _, reported, reporter in sorted(facts, key=lambda told: told[0]):
        vouching = _as_of_now(desk, reporter)
        check_report(desk, [reported.fact], vouching, now, now)
        append_facts(desk, records, incident_id, [reported], vouching, now, now)
    return bool(facts)


def _ended(incident: Incident, service_id: str, links: Sequence[InputLink]) -> list[InputLink]:
    """The inputs that ended since the service was last said to be hit; none once people closed the incident."""
    hit = [i.reported_at for i in incident.impacts if i.service_id == service_id and i.status is ImpactStatus.ACTIVE]
    if incident.status in OVER or not hit:
        return []
    since = max((at for at in hit if at is not None), default=incident.opened_at)
    return [link for link in links if link.state is SignalState.RESOLVED and link.changed_at >= since]


def _let_go(records: Records, links: Sequence[InputLink], now: datetime) -> None:
    for link in links:
        if link.tell_at is not None and link.tell_at <= now:
            records.inputs.put(replace(link, tell_at=None))


def _as_of_now(desk: Desk, reporter: Reporter) -> Reporter:
    """The same reporter, trusted as far as the profile trusts it today (T6)."""
    if reporter.kind is ReporterKind.TRUSTED_SOURCE and reporter.id not in desk.carrier.trusted_sources:
        return replace(reporter, kind=ReporterKind.SOURCE)
    return reporter
