"""The carrier whose notices these are: brands, services, desks, partners, approvals given in advance."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from notices.domain.authority import Authority, AuthorityReportKind, AuthorityRole
from notices.domain.notice_content import Contact, Names, NoticeKind


class ServiceKind(StrEnum):
    """What a service is to its users; with `fate_tags` it decides which alternatives still work (A2)."""

    MOBILE_VOICE = "mobile_voice"
    MOBILE_DATA = "mobile_data"
    MOBILE = "mobile"
    FIXED_VOICE = "fixed_voice"
    FIXED_INTERNET = "fixed_internet"
    MESSAGING = "messaging"
    MAIL = "mail"
    IOT = "iot"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Brand:
    """A name the public knows, with its own entry point of the site."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Service:
    """`fate_tags` name the parts it stands or falls with: a `NetworkPart`, or a tag of the criteria (D1).

    `short_name`: for short messages and posts. `names`: in other languages.
    """

    id: str
    name: str
    kind: ServiceKind
    brand_ids: tuple[str, ...]
    fate_tags: tuple[str, ...] = ()
    has_emergency_calls: bool = False
    short_name: str = ""
    names: Names = ()


@dataclass(frozen=True, slots=True)
class Partner:
    """A wholesale customer (卸先事業者). `webhook_url` or `mail` is its first choice, as `first_choice` says.

    `secret_name` names its webhook secret in the secrets file; the secret itself is never in the profile.
    """

    id: str
    name: str
    first_choice: str
    webhook_url: str = ""
    secret_name: str = ""
    mail: str = ""
    sla_minutes: int = 15


@dataclass(frozen=True, slots=True)
class StandingApproval:
    """包括承認: a named person approved, in advance, what the clock may issue by itself (T6).

    X and SMS are used only where `channels` names them. `incident_kinds` empty: every kind. `reports`: which reports to
    authorities the clock may send by itself (T3).
    """

    id: str
    approved_by: str
    kinds: tuple[NoticeKind, ...]
    channels: tuple[str, ...]
    expires_at: datetime
    incident_kinds: tuple[str, ...] = ()
    reports: tuple[AuthorityReportKind, ...] = ()

    def covers(self, kind: NoticeKind, incident_kind: str, now: datetime) -> bool:
        """Whether the clock may issue this kind of notice now under this approval."""
        return kind in self.kinds and self._holds(incident_kind, now)

    def covers_report(self, kind: AuthorityReportKind, incident_kind: str, now: datetime) -> bool:
        """Whether the clock may send this report to the authorities now under this approval."""
        return kind in self.reports and self._holds(incident_kind, now)

    def _holds(self, incident_kind: str, now: datetime) -> bool:
        in_scope = not self.incident_kinds or incident_kind in self.incident_kinds
        return in_scope and now < self.expires_at


@dataclass(frozen=True, slots=True)
class ClockSettings:
    """The carrier's own choices within the guideline (T4–T8)."""

    first_report_minutes: int = 30
    quick_report_minutes: int = 30
    emergency_bodies_minutes: int = 10
    update_minutes: int = 60
    promise_minutes: int = 60
    promise_rounding_minutes: int = 5
    grace_minutes: int = 10
    late_grace_minutes: int = 3
    margin_minutes: int = 5
    announce_minutes: int = 5
    reminder_minutes: tuple[int, ...] = (15, 10, 5)
    disaster_outlook_days: int = 3
    disaster_update_minutes: int = 240
    is_disaster_interval_used: bool = False
    night_from_hour: int | None = None
    night_to_hour: int | None = None
    keep_posted_days: int = 2

    @property
    def keep_posted(self) -> timedelta:
        """How long a notice stays on the top page after recovery (T9)."""
        return timedelta(days=self.keep_posted_days)


@dataclass(frozen=True, slots=True)
class AlarmRoutes:
    """Where reminders go besides the console (T8)."""

    mails: tuple[str, ...] = ()
    webhook_url: str = ""
    webhook_secret_name: str = ""


@dataclass(frozen=True, slots=True)
class Carrier:
    """The whole profile, as read from `carrier.toml`. `report_contact`: whom authorities may call back."""

    id: str
    name: str
    is_designated_public_institution: bool
    site_url: str
    brands: tuple[Brand, ...]
    services: tuple[Service, ...]
    contacts: tuple[Contact, ...]
    official_accounts: tuple[str, ...] = ()
    apology: str = ""
    partners: tuple[Partner, ...] = ()
    authorities: tuple[Authority, ...] = ()
    report_contact: str = ""
    standing_approvals: tuple[StandingApproval, ...] = ()
    trusted_sources: tuple[str, ...] = ()
    clock: ClockSettings = field(default_factory=ClockSettings)
    alarms: AlarmRoutes = field(default_factory=AlarmRoutes)
    names: Names = ()

    def service(self, service_id: str) -> Service | None:
        """The service of that id, or None."""
        return next((s for s in self.services if s.id == service_id), None)

    def authorities_of(self, roles: frozenset[AuthorityRole]) -> tuple[Authority, ...]:
        """The authorities with one of these roles, as the profile lists them."""
        return tuple(authority for authority in self.authorities if authority.role in roles)
