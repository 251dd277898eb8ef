"""What can be reported about an incident: facts in the past tense, each in an envelope that says who, when and how far.

One event carries one fact, so that one sharing scope covers it (P1). Typed impact is public from the start; every free
text stays internal until a person widens it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, get_args

from notices.domain.impact import Area, Effect, EmergencyCalls, UserCount
from notices.domain.network_part import NetworkPart
from notices.domain.sharing_scope import SharingScope


class IncidentKind(StrEnum):
    """C11. Planned work is out of scope."""

    OUTAGE = "outage"
    DEGRADATION = "degradation"
    DATA_LOSS = "data_loss"
    CONGESTION = "congestion"
    DISASTER = "disaster"
    CYBER = "cyber"
    THIRD_PARTY = "third_party"


class Mode(StrEnum):
    """What a text must be marked as (C12): nothing, 【訓練】 or 【再現】."""

    NORMAL = "normal"
    DRILL = "drill"
    REPLAY = "replay"


class CauseCategory(StrEnum):
    """The cause as a typed fact, which the clock may publish without a person's wording."""

    EQUIPMENT = "equipment"
    SOFTWARE = "software"
    WORK = "work"
    CABLE = "cable"
    POWER = "power"
    CONGESTION = "congestion"
    DISASTER = "disaster"
    CYBER = "cyber"
    THIRD_PARTY = "third_party"


class OutlookKind(StrEnum):
    """C5: 見込み, 目標 or 未定."""

    ESTIMATE = "estimate"
    TARGET = "target"
    UNDETERMINED = "undetermined"


CHECKED_BY = ("monitoring", "noc", "desk")
"""By whom the present facts are checked again (T7): a function of the carrier, never a person's name."""


class Fact:
    """Base of all facts. `default_scope` is P1's default for its kind."""

    default_scope: ClassVar[SharingScope] = SharingScope.INTERNAL


class TypedFact(Fact):
    """A fact without a person's wording: public unless said otherwise."""

    default_scope: ClassVar[SharingScope] = SharingScope.PUBLIC


@dataclass(frozen=True, slots=True)
class Opened(TypedFact):
    """An incident was opened; its kind may be opened again as another once more is known."""

    kind: IncidentKind = IncidentKind.OUTAGE
    mode: Mode = Mode.NORMAL


@dataclass(frozen=True, slots=True)
class Detected(TypedFact):
    """The carrier knew (認知, T1)."""

    detected_at: datetime


@dataclass(frozen=True, slots=True)
class SupplierDetected(Fact):
    """A supplier knew, the carrier not yet."""

    detected_at: datetime


@dataclass(frozen=True, slots=True)
class OnsetEstimated(TypedFact):
    """A reading of when the harm to users began (発生, T1, T10)."""

    occurred_at: datetime
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class ImpactChanged(TypedFact):
    """A service is hit, or hit otherwise than said before. `is_addition` keeps the service's other effects."""

    service_id: str
    effect: Effect
    areas: tuple[Area, ...] | None = None
    users: UserCount | None = None
    emergency_calls: EmergencyCalls | None = None
    is_answering_side_cut: bool = False
    is_addition: bool = False


@dataclass(frozen=True, slots=True)
class ImpactRetracted(TypedFact):
    """Services that were never hit, though it was said."""

    service_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImpactReasonNoted(Fact):
    """Why a service is hit, in the words of whoever reported it."""

    service_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Escalated(Fact):
    """The incident reached a function of the carrier (a post, never a person's name)."""

    to: str


@dataclass(frozen=True, slots=True)
class EquipmentSuspected(Fact):
    """Which equipment, or part of it, is suspected (被疑箇所)."""

    text: str
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class CauseClassified(TypedFact):
    """The cause as a category, once known."""

    category: CauseCategory


@dataclass(frozen=True, slots=True)
class CauseStated(Fact):
    """The cause in words. `is_root`: the root cause, after the incident."""

    text: str
    is_root: bool = False


@dataclass(frozen=True, slots=True)
class OutlookStated(Fact):
    """When it may work again, in words or as a time (C5)."""

    kind: OutlookKind
    text: str = ""
    expected_at: datetime | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class ProgressMade(Fact):
    """What was done, and what still does not work (`residual`, None: nothing stated)."""

    text: str
    residual: str | None = None


@dataclass(frozen=True, slots=True)
class UserActionAdvised(Fact):
    """What users should do (C6, C9)."""

    text: str


@dataclass(frozen=True, slots=True)
class PartsFailed(TypedFact):
    """Which parts of the network have failed, instead of what the services hit suggest (A2); the latest word counts."""

    parts: tuple[NetworkPart, ...]


@dataclass(frozen=True, slots=True)
class AlternativeOpened(TypedFact):
    """A means that works only while opened is open: 00000JAPAN, 171, roaming (A1). `areas` None: wherever it can be."""

    alternative_id: str
    areas: tuple[Area, ...] | None = None


@dataclass(frozen=True, slots=True)
class AlternativeClosed(TypedFact):
    """A means is not open any more, or was found not to work."""

    alternative_id: str


@dataclass(frozen=True, slots=True)
class StateChecked(TypedFact):
    """The present facts were checked again and hold; `by` is one of `CHECKED_BY` (T7)."""

    by: str = "noc"


@dataclass(frozen=True, slots=True)
class RecoveryReported(TypedFact):
    """Word came that it works again; nobody has judged yet. `service_ids` empty: all."""

    recovered_at: datetime
    service_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecoveryBasisNoted(Fact):
    """The ground given with the word of recovery."""

    text: str


@dataclass(frozen=True, slots=True)
class Restored(Fact):
    """A person judged that it works again and nothing is left (C6): the ground, and who judged (a post).

    `service_ids` empty: everything; otherwise these services alone, while others are still hit.
    """

    recovered_at: datetime
    basis: str
    judged_by: str
    service_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScopeWidened(Fact):
    """A person let an earlier fact travel further (P1)."""

    event_id: str
    scope: SharingScope


@dataclass(frozen=True, slots=True)
class Withdrawn(TypedFact):
    """There was no incident (the report was wrong)."""


AnyFact = (
    Opened | Detected | SupplierDetected | OnsetEstimated | ImpactChanged | ImpactRetracted | ImpactReasonNoted
    | Escalated | EquipmentSuspected | CauseClassified | CauseStated | OutlookStated | ProgressMade | UserActionAdvised
    | PartsFailed | AlternativeOpened | AlternativeClosed | StateChecked | RecoveryReported | RecoveryBasisNoted
    | Restored | ScopeWidened | Withdrawn
)  # fmt: skip

FACTS_BY_NAME: dict[str, type[Fact]] = {fact.__name__: fact for fact in get_args(AnyFact)}


class ReporterKind(StrEnum):
    """A machine vouches for an incident only where the carrier trusts it (T6)."""

    PERSON = "person"
    TRUSTED_SOURCE = "trusted_source"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reported: an account or machine id (never a person's name), and the system it came through."""

    id: str
    kind: ReporterKind = ReporterKind.PERSON
    source: str = "desk"

    @property
    def vouches(self) -> bool:
        """Whether this reporter's word confirms an incident (T6)."""
        return self.kind is not ReporterKind.SOURCE


@dataclass(frozen=True, slots=True)
class IncidentEvent:
    """One fact in its envelope. `reported_at`: when it became known to the carrier (aware UTC)."""

    id: str
    incident_id: str
    fact: AnyFact
    reported_by: Reporter
    reported_at: datetime
    scope: SharingScope
