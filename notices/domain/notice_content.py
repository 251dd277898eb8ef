"""What one notice says, as data: frozen at submission, the only thing the templates see."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from notices.domain.impact import Area, Effect, EmergencyCalls, ImpactStatus, UserCount
from notices.domain.incident_event import CauseCategory, IncidentKind, Mode, OutlookKind


class NoticeKind(StrEnum):
    """報の種別: 初報, 続報, 復旧報, 訂正報, 原因・再発防止報, 取消."""

    FIRST = "first"
    UPDATE = "update"
    RESTORED = "restored"
    CORRECTION = "correction"
    CAUSE = "cause"
    CANCELLATION = "cancellation"


class Stage(StrEnum):
    """How far recovery has come (C6); it decides the wording of the situation, never a person's mood."""

    ONGOING = "ongoing"
    PARTLY_RESTORED = "partly_restored"
    RESTRICTED = "restricted"
    RECOVERY_REPORTED = "recovery_reported"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Wording:
    """A person's free text, by item. Everything here was written or widened by a person for the public (P1)."""

    situation: str = ""
    cause: str = ""
    outlook_kind: OutlookKind = OutlookKind.UNDETERMINED
    outlook: str = ""
    outlook_basis: str = ""
    progress: str = ""
    residual: str = ""
    user_actions: tuple[str, ...] = ()
    recovery_basis: str = ""
    prevention: str = ""
    note: str = ""

    def items(self) -> list[tuple[str, str]]:
        """Every free text with the name of its item, empty ones left out."""
        named = [
            ("situation", self.situation), ("cause", self.cause), ("outlook", self.outlook),
            ("outlook_basis", self.outlook_basis), ("progress", self.progress), ("residual", self.residual),
            *(("user_actions", action) for action in self.user_actions),
            ("recovery_basis", self.recovery_basis), ("prevention", self.prevention), ("note", self.note),
        ]  # fmt: skip
        return [(name, text) for name, text in named if text]


Names = tuple[tuple[str, str], ...]
"""What something is called in other languages than the master's: pairs of language and name."""


@dataclass(frozen=True, slots=True)
class StatedImpact:
    """One service as the notice states it, with its public name and the brands it is sold under.

    `service_kind`: a value of `carrier.ServiceKind`. `short_name`: for short texts, "" where the name does.
    """

    service_id: str
    service_name: str
    brand_ids: tuple[str, ...]
    effect: Effect
    areas: tuple[Area, ...] | None
    users: UserCount | None
    status: ImpactStatus
    service_kind: str = ""
    short_name: str = ""
    names: Names = ()
    has_emergency_calls: bool = False


@dataclass(frozen=True, slots=True)
class StatedOutlook:
    """The recovery outlook (C5); `earlier` holds texts of outlooks that slipped, oldest first."""

    kind: OutlookKind
    text: str = ""
    basis: str = ""
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedRecovery:
    """The judgement that it works again (C6)."""

    recovered_at: datetime
    basis: str
    judged_by: str


@dataclass(frozen=True, slots=True)
class Side:
    """What one report stated about one item. `is_unknown`: it stated that this is not known."""

    impacts: tuple[StatedImpact, ...] = ()
    text: str = ""
    at: datetime | None = None
    users: UserCount | None = None
    emergency_calls: EmergencyCalls | None = None
    outlook: StatedOutlook | None = None
    user_actions: tuple[str, ...] = ()
    is_unknown: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is anything to show, be it that it is unknown."""
        return any((self.impacts, self.text, self.at, self.users, self.emergency_calls, self.outlook,
                    self.user_actions, self.is_unknown))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One fact as it was and as it is (C7); `item` is a key of the words."""

    item: str
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class Contact:
    """An enquiry desk as printed: a label, and a telephone number or address with hours."""

    label: str
    value: str
    hours: str = ""
    labels: Names = ()


class DevelopmentKind(StrEnum):
    """What can be new since the report before, the weightiest first; a follow-up begins with it (C8)."""

    RESTORED = "restored"
    RECOVERY_REPORTED = "recovery_reported"
    HIT_AGAIN = "hit_again"
    SERVICE_HIT = "service_hit"
    EFFECT_CHANGED = "effect_changed"
    AREA_WIDENED = "area_widened"
    AREA_NARROWED = "area_narrowed"
    AREA_CHANGED = "area_changed"
    AREA_FOUND = "area_found"
    NEVER_HIT = "never_hit"
    EMERGENCY_AFFECTED = "emergency_affected"
    EMERGENCY_FREE = "emergency_free"
    RESTRICTED = "restricted"
    RESTRICTION_LIFTED = "restriction_lifted"
    CAUSE_STATED = "cause_stated"
    OUTLOOK_STATED = "outlook_stated"
    OUTLOOK_SLIPPED = "outlook_slipped"
    ACTIONS_ADVISED = "actions_advised"
    ALTERNATIVES_ADDED = "alternatives_added"
    ALTERNATIVES_ENDED = "alternatives_ended"
    ONSET_CHANGED = "onset_changed"
    USERS_CHANGED = "users_changed"
    PROGRESS = "progress"


@dataclass(frozen=True, slots=True)
class Development:
    """One thing that is new since the report before.

    `impacts`: the services concerned, as they are now; `areas`: those that came (widened) or went (narrowed);
    `numbers`: emergency numbers by key ("police", "coast_guard", "fire"); `alternatives`: ids of the catalogue.
    The words for cause, outlook, progress and actions stand in the content itself.
    """

    kind: DevelopmentKind
    impacts: tuple[StatedImpact, ...] = ()
    areas: tuple[Area, ...] = ()
    numbers: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """Everything one notice states. None means unknown and is printed as such, never left out (C2).

    `alternatives`, `emergency_alternatives`: ids of the catalogue, for everyday use and for 110, 118, 119 (A2);
    `alternative_areas`: where an opened one is open. `outlook_due_at`: by when a disaster's outlook is due (T5).
    """

    incident_id: str
    kind: NoticeKind
    number: int
    mode: Mode
    incident_kind: IncidentKind
    carrier_name: str
    as_of: datetime
    onset_at: datetime
    is_onset_known: bool
    is_onset_approximate: bool
    stage: Stage
    impacts: tuple[StatedImpact, ...]
    users: UserCount | None
    emergency_calls: EmergencyCalls
    page_url: str
    is_onset_corrected: bool = False
    onset_before: datetime | None = None
    cause_category: CauseCategory | None = None
    cause: str = ""
    outlook: StatedOutlook = field(default_factory=lambda: StatedOutlook(OutlookKind.UNDETERMINED))
    situation: str = ""
    progress: str = ""
    residual: str = ""
    user_actions: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    emergency_alternatives: tuple[str, ...] = ()
    alternative_areas: tuple[tuple[str, tuple[Area, ...]], ...] = ()
    contacts: tuple[Contact, ...] = ()
    official_accounts: tuple[str, ...] = ()
    recovery_reported_at: datetime | None = None
    recovery: StatedRecovery | None = None
    prevention: str = ""
    note: str = ""
    next_update_at: datetime | None = None
    last_checked_at: datetime | None = None
    last_checked_by: str | None = None
    is_automatic: bool = False
    has_news: bool = True
    news: tuple[str, ...] = ()
    corrects_number: int | None = None
    developments: tuple[Development, ...] = ()
    changes: tuple[Change, ...] = ()
    apology: str = ""
    carrier_names: Names = ()
    outlook_due_at: datetime | None = None

    @property
    def labelled_kind(self) -> NoticeKind:
        """The kind whose label it bears (C1): what is added after recovery is no news of an outage."""
        is_addition = self.kind is NoticeKind.UPDATE and self.stage is Stage.RESTORED
        return NoticeKind.RESTORED if is_addition else self.kind

    @property
    def present_impacts(self) -> tuple[StatedImpact, ...]:
        """What is hit now, or not yet judged to be over."""
        return tuple(i for i in self.impacts if i.status in (ImpactStatus.ACTIVE, ImpactStatus.RECOVERY_REPORTED))

    @property
    def stated_impacts(self) -> tuple[StatedImpact, ...]:
        """What was truly hit, over or not: everything but what was retracted."""
        return tuple(i for i in self.impacts if i.status is not ImpactStatus.RETRACTED)
