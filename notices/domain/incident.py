"""An incident is the fold over what was reported about it; nothing about it is stored beside its events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from notices.domain import incident_event as ev
from notices.domain.impact import Effect, EmergencyCalls, ImpactStatus, ServiceImpact
from notices.domain.incident_event import IncidentEvent, IncidentKind, Mode
from notices.domain.network_part import NetworkPart
from notices.domain.sharing_scope import SharingScope


class IncidentStatus(StrEnum):
    """Where the incident stands, as the public may be told."""

    UNCONFIRMED = "unconfirmed"
    ONGOING = "ongoing"
    RECOVERY_REPORTED = "recovery_reported"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Onset:
    """When the harm began. `is_known` False: the earliest evidence stands in and is printed as 調査中 (T1)."""

    at: datetime
    is_known: bool
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as far as the folded events tell it."""

    id: str
    opened_at: datetime
    kind: IncidentKind = IncidentKind.OUTAGE
    mode: Mode = Mode.NORMAL
    onsets: tuple[ev.OnsetEstimated, ...] = ()
    detected_at: datetime | None = None
    vouched_at: datetime | None = None
    confirmed_at: datetime | None = None
    impacts: tuple[ServiceImpact, ...] = ()
    impact_reasons: tuple[ev.ImpactReasonNoted, ...] = ()
    suspicions: tuple[ev.EquipmentSuspected, ...] = ()
    cause_category: ev.CauseCategory | None = None
    causes: tuple[ev.CauseStated, ...] = ()
    outlooks: tuple[ev.OutlookStated, ...] = ()
    progress: tuple[ev.ProgressMade, ...] = ()
    user_actions: tuple[str, ...] = ()
    failed_parts: tuple[NetworkPart, ...] | None = None
    opened_alternatives: tuple[ev.AlternativeOpened, ...] = ()
    closed_alternatives: tuple[str, ...] = ()
    recovery: ev.RecoveryReported | None = None
    recovery_bases: tuple[str, ...] = ()
    judgement: ev.Restored | None = None
    overtaken_judgement: ev.Restored | None = None
    last_checked_at: datetime | None = None
    last_checked_by: str | None = None
    last_changed_at: datetime | None = None
    last_changed_by: ev.Reporter | None = None
    is_withdrawn: bool = False
    event_count: int = field(default=0)

    @property
    def onset(self) -> Onset:
        """The latest reading of the onset; without one, the earliest evidence."""
        if self.onsets:
            latest = self.onsets[-1]
            return Onset(latest.occurred_at, True, latest.is_approximate)
        return Onset(min(self.opened_at, self.detected_at or self.opened_at), False)

    @property
    def known_at(self) -> datetime | None:
        """Since when the carrier knows (認知): as was said, else since somebody vouched for a harm. None: not yet."""
        return self.detected_at if self.detected_at is not None else self.confirmed_at

    @property
    def status(self) -> IncidentStatus:
        """The stage the events add up to."""
        if self.is_withdrawn:
            return IncidentStatus.WITHDRAWN
        if self.judgement is not None:
            return IncidentStatus.RESTORED
        if self.confirmed_at is None:
            return IncidentStatus.UNCONFIRMED
        if self.recovery is not None and all(i.status is not ImpactStatus.ACTIVE for i in self.impacts):
            return IncidentStatus.RECOVERY_REPORTED
        return IncidentStatus.ONGOING

    @property
    def emergency_calls(self) -> EmergencyCalls:
        """110, 118 and 119 over all services that were not retracted."""
        calls = EmergencyCalls()
        for impact in self.impacts:
            if impact.status is ImpactStatus.RETRACTED:
                continue
            is_over = impact.status is ImpactStatus.RESTORED
            calls = calls.merged_with(impact.emergency_calls.restored() if is_over else impact.emergency_calls)
        return calls

    def apply(self, event: IncidentEvent) -> "Incident":
        """The incident after one more event. An unknown fact is an error, never ignored."""
        incident = _apply_fact(self, event)
        vouched_at = incident.vouched_at
        if vouched_at is None and event.reported_by.vouches:
            vouched_at = event.reported_at
        has_harm = any(
            i.status is not ImpactStatus.RETRACTED and i.effect is not Effect.UNKNOWN for i in incident.impacts
        )
        confirmed_at = incident.confirmed_at
        if confirmed_at is None and vouched_at is not None and has_harm:
            confirmed_at = max(event.reported_at, vouched_at)
        changed = not isinstance(event.fact, ev.ScopeWidened | ev.Escalated)
        return replace(
            incident,
            vouched_at=vouched_at,
            confirmed_at=confirmed_at,
            last_changed_at=event.reported_at if changed else incident.last_changed_at,
            last_changed_by=event.reported_by if changed else incident.last_changed_by,
            event_count=incident.event_count + 1,
        )


def fold(incident_id: str, events: Iterable[IncidentEvent]) -> Incident:
    """The incident that these events, in their order, add up to.

    Raises ValueError when there is no event: an incident begins with `Opened`.
    """
    incident: Incident | None = None
    for event in events:
        if incident is None:
            incident = Incident(id=incident_id, opened_at=event.reported_at)
        incident = incident.apply(event)
    if incident is None:
        raise ValueError(f"incident {incident_id} has no events")
    return incident


def visible_to(events: Sequence[IncidentEvent], audience_scope: SharingScope) -> list[IncidentEvent]:
    """The events an audience may know of: narrower facts are left out before the fold, so nothing of them remains.

    Widening counts wherever it stands in the order; a scope is only ever widened (P1).
    """
    widened: dict[str, SharingScope] = {}
    for event in events:
        if isinstance(event.fact, ev.ScopeWidened):
            known = widened.get(event.fact.event_id, SharingScope.INTERNAL)
            widened[event.fact.event_id] = max(known, event.fact.scope)
    return [
        event for event in events
        if max(event.scope, widened.get(event.id, SharingScope.INTERNAL)).may_reach(audience_scope)
    ]  # fmt: skip


def _apply_fact(incident: Incident, event: IncidentEvent) -> Incident:  # noqa: C901, PLR0911, PLR0912 - the table of facts
    fact = event.fact
    match fact:
        case ev.Opened():
            return replace(incident, kind=fact.kind, mode=fact.mode)
        case ev.Detected():
            first = min(fact.detected_at, incident.detected_at or fact.detected_at)
            return replace(incident, detected_at=first)
        case ev.OnsetEstimated():
            return replace(incident, onsets=(*incident.onsets, fact))
        case ev.ImpactChanged():
            return _with_impact(incident, fact, event.reported_at)
        case ev.ImpactRetracted():
            impacts = tuple(
                replace(i, status=ImpactStatus.RETRACTED) if i.service_id in fact.service_ids else i
                for i in incident.impacts
            )
            return _judged_again(replace(incident, impacts=impacts))
        case ev.ImpactReasonNoted():
            return replace(incident, impact_reasons=(*incident.impact_reasons, fact))
        case ev.EquipmentSuspected():
            return replace(incident, suspicions=(*incident.suspicions, fact))
        case ev.CauseClassified():
            return replace(incident, cause_category=fact.category)
        case ev.CauseStated():
            return replace(incident, causes=(*incident.causes, fact))
        case ev.OutlookStated():
            return replace(incident, outlooks=(*incident.outlooks, fact))
        case ev.ProgressMade():
            return replace(incident, progress=(*incident.progress, fact))
        case ev.UserActionAdvised():
            return replace(incident, user_actions=(*incident.user_actions, fact.text))
        case ev.PartsFailed():
            return replace(incident, failed_parts=fact.parts)
        case ev.AlternativeOpened() | ev.AlternativeClosed():
            return _with_alternative(incident, fact)
        case ev.StateChecked():
            return replace(incident, last_checked_at=event.reported_at, last_checked_by=fact.by)
        case ev.RecoveryReported():
            moved = _moved(incident.impacts, ImpactStatus.ACTIVE, ImpactStatus.RECOVERY_REPORTED, fact.service_ids)
            return replace(incident, recovery=fact, impacts=moved)
        case ev.RecoveryBasisNoted():
            return replace(incident, recovery_bases=(*incident.recovery_bases, fact.text))
        case ev.Restored():
            moved = incident.impacts
            for status in (ImpactStatus.ACTIVE, ImpactStatus.RECOVERY_REPORTED):
                moved = _moved(moved, status, ImpactStatus.RESTORED, fact.service_ids)
            is_whole = not any(impact.is_present for impact in moved)
            return replace(incident, judgement=fact if is_whole else incident.judgement, impacts=moved)
        case ev.Withdrawn():
            return replace(incident, is_withdrawn=True)
        case ev.SupplierDetected() | ev.Escalated() | ev.ScopeWidened():
            return incident
    raise TypeError(f"no rule to apply {type(fact).__name__}")


def _with_impact(incident: Incident, fact: ev.ImpactChanged, at: datetime) -> Incident:
    """A service hit anew also takes back an earlier word of recovery: the harm is there."""
    earlier = [i for i in incident.impacts if i.service_id == fact.service_id]
    calls = fact.emergency_calls or (earlier[-1].emergency_calls if earlier else EmergencyCalls())
    impact = ServiceImpact(
        service_id=fact.service_id, effect=fact.effect, areas=fact.areas, users=fact.users, emergency_calls=calls,
        is_answering_side_cut=fact.is_answering_side_cut, reported_at=at,
    )  # fmt: skip
    kept = [
        i for i in incident.impacts
        if i.service_id != fact.service_id or (fact.is_addition and i.effect is not fact.effect)
    ]  # fmt: skip
    place = next((n for n, i in enumerate(incident.impacts) if i.service_id == fact.service_id), len(kept))
    kept.insert(min(place, len(kept)), impact)
    overtaken = incident.judgement or incident.overtaken_judgement
    return replace(incident, impacts=tuple(kept), recovery=None, judgement=None, overtaken_judgement=overtaken)


def _judged_again(incident: Incident) -> Incident:
    """A harm that overtook a judgement and proved to be none leaves the judgement standing."""
    over = [impact for impact in incident.impacts if impact.status is not ImpactStatus.RETRACTED]
    if incident.overtaken_judgement is None or not over or any(i.status is not ImpactStatus.RESTORED for i in over):
        return incident
    return replace(incident, judgement=incident.overtaken_judgement, overtaken_judgement=None)


def _with_alternative(incident: Incident, fact: ev.AlternativeOpened | ev.AlternativeClosed) -> Incident:
    opened = tuple(o for o in incident.opened_alternatives if o.alternative_id != fact.alternative_id)
    closed = tuple(c for c in incident.closed_alternatives if c != fact.alternative_id)
    if isinstance(fact, ev.AlternativeOpened):
        return replace(incident, opened_alternatives=(*opened, fact), closed_alternatives=closed)
    return replace(incident, opened_alternatives=opened, closed_alternatives=(*closed, fact.alternative_id))


def _moved(
    impacts: tuple[ServiceImpact, ...], old: ImpactStatus, new: ImpactStatus, service_ids: tuple[str, ...]
) -> tuple[ServiceImpact, ...]:
    return tuple(
        replace(i, status=new) if i.status is old and (not service_ids or i.service_id in service_ids) else i
        for i in impacts
    )
