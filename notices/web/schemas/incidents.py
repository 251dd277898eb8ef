"""Incidents as they are answered: everything, for the desk's own eyes."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from notices.domain.impact import EmergencyCalls, ServiceImpact
from notices.domain.incident import Incident, IncidentStatus
from notices.domain.incident_event import FACTS_BY_NAME, IncidentEvent, IncidentKind, Mode, Reporter
from notices.policy.open_items import OpenItem
from notices.storage import codec

OVER = frozenset({IncidentStatus.RESTORED, IncidentStatus.WITHDRAWN})
OPEN = "open"
IncidentFilter = Literal["open", "unconfirmed", "ongoing", "recovery_reported", "restored", "withdrawn"]


class IncidentOut(BaseModel):
    """Where an incident stands."""

    id: str
    kind: IncidentKind
    mode: Mode
    status: IncidentStatus
    opened_at: datetime
    onset_at: datetime
    is_onset_known: bool
    detected_at: datetime | None
    confirmed_at: datetime | None
    last_changed_at: datetime | None
    impacts: tuple[ServiceImpact, ...]
    emergency_calls: EmergencyCalls
    event_count: int


class EventOut(BaseModel):
    """One fact as it was recorded; `members` are those of its kind."""

    id: str
    fact: str
    members: dict[str, Any]
    sharing_scope: str
    reported_by: Reporter
    reported_at: datetime


class IncidentWithEvents(IncidentOut):
    """The incident and everything reported about it, in order. `open_items`: what the public was told is unknown."""

    open_items: tuple[OpenItem, ...]
    events: list[EventOut]


class Incidents(BaseModel):
    """Newest first."""

    incidents: list[IncidentOut]


def is_meant(incident: Incident, status: IncidentFilter | None) -> bool:
    """Whether the incident has that status; "open" stands for all but those that are over."""
    return status is None or (incident.status not in OVER if status == OPEN else incident.status.value == status)


def incident_out(incident: Incident) -> IncidentOut:
    """The incident without its events."""
    return IncidentOut(**_members(incident))


def incident_with_events(
    incident: Incident, events: Sequence[IncidentEvent], open_items: tuple[OpenItem, ...]
) -> IncidentWithEvents:
    """The incident with its events and what is still owed to the public (C4)."""
    return IncidentWithEvents(**_members(incident), open_items=open_items, events=[_event(event) for event in events])


def _members(incident: Incident) -> dict[str, Any]:
    onset = incident.onset
    names = set(IncidentOut.model_fields) - {"onset_at", "is_onset_known"}
    return {name: getattr(incident, name) for name in names} | {"onset_at": onset.at, "is_onset_known": onset.is_known}


def _event(event: IncidentEvent) -> EventOut:
    name = type(event.fact).__name__
    return EventOut(
        id=event.id,
        fact=name,
        members=json.loads(codec.encode(FACTS_BY_NAME[name], event.fact)),
        sharing_scope=event.scope.name.lower(),
        reported_by=event.reported_by,
        reported_at=event.reported_at,
    )
