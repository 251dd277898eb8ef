"""What the carrier's own systems tell: an alert or a ticket, and what the carrier's table makes of it.

A signal is never a fact by itself. A row of `inputs.toml` makes a claim of it, and the claim adds facts to an incident.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from notices.domain.incident_event import ImpactChanged, IncidentKind, Reporter
from notices.domain.sharing_scope import SharingScope


class SignalSource(StrEnum):
    """The interface a signal came through."""

    ALERTMANAGER = "alertmanager"
    TMF656 = "tmf656"
    TMF621 = "tmf621"


class SignalState(StrEnum):
    """`set_aside`: the ticket was cancelled, rejected or deleted, which says nothing about whether it works again."""

    FIRING = "firing"
    RESOLVED = "resolved"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Signal:
    """One alert or ticket as it was told. All times aware UTC, none later than it was received.

    `state` None: the message says nothing of it. `as_of`: the moment it is about, by which a late one is known.
    `is_standing`: the sender tells what holds now and tells it again (Alertmanager), not what happened once (TMF).
    `fields`: what rows are matched against, by name; a field may have several values.
    """

    source: SignalSource
    external_id: str
    state: SignalState | None
    as_of: datetime
    fields: Mapping[str, tuple[str, ...]]
    started_at: datetime | None = None
    ended_at: datetime | None = None
    is_standing: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What a row makes of a signal. `impact` None: no harm to users is claimed, only `equipment` suspected.

    `onset_at`: when the harm began, where the row vouches for that (T1). `hold_seconds`: how long an end must last
    before it is told.
    """

    row_id: str
    kind: IncidentKind
    scope: SharingScope
    hold_seconds: int
    started_at: datetime
    impact: ImpactChanged | None = None
    equipment: str = ""
    onset_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class InputLink:
    """One alert or ticket as it stands, and the incident it belongs to (None: none yet).

    `changed_at`: when its state or claim last changed here. `tell_at`: when its end is told, unless it fires again.
    """

    source: SignalSource
    external_id: str
    group_key: str
    claim: Claim
    state: SignalState
    as_of: datetime
    reporter: Reporter
    first_at: datetime
    changed_at: datetime
    incident_id: str | None = None
    ended_at: datetime | None = None
    tell_at: datetime | None = None
