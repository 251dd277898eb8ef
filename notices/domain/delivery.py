"""From a published notice to a recipient: the duty, the parcel that is handed over, the receipts that come back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from notices.domain.incident_event import Mode
from notices.domain.sharing_scope import SharingScope


class Audience(StrEnum):
    """Whom a way out speaks to. What it may know is fixed here and nowhere else (P1)."""

    PUBLIC = "public"
    SUBSCRIBERS = "subscribers"
    PARTNERS = "partners"
    MINISTRY = "ministry"
    EMERGENCY_BODIES = "emergency_bodies"
    STAFF = "staff"

    @property
    def scope(self) -> SharingScope:
        """The narrowest scope of facts this audience may see."""
        return {
            Audience.PUBLIC: SharingScope.PUBLIC,
            Audience.SUBSCRIBERS: SharingScope.PUBLIC,
            Audience.PARTNERS: SharingScope.CARRIERS,
            Audience.MINISTRY: SharingScope.MINISTRY,
            Audience.EMERGENCY_BODIES: SharingScope.PUBLIC,
            Audience.STAFF: SharingScope.INTERNAL,
        }[self]


class DeliveryStatus(StrEnum):
    """`attempted` without a receipt is an unknown outcome. The last four are settled: nothing more will happen."""

    WAITING = "waiting"
    ATTEMPTED = "attempted"
    SENT = "sent"
    DELIVERED = "delivered"
    DEAD = "dead"
    SUPERSEDED = "superseded"
    SKIPPED = "skipped"


SETTLED = frozenset({DeliveryStatus.DELIVERED, DeliveryStatus.DEAD, DeliveryStatus.SUPERSEDED, DeliveryStatus.SKIPPED})


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address on one channel. `id` is stable and says nothing about the person behind it.

    `key` names the recipient's secret in the secrets file (webhooks); the secret itself is never here.
    """

    id: str
    channel: str
    address: str
    name: str = ""
    partner_id: str | None = None
    service_ids: tuple[str, ...] = ()
    mode: Mode = Mode.NORMAL


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a door is handed: finished text for one recipient. `delivery_id` is the idempotency key towards the vendor.

    `notice_id` is empty where it carries an alarm or a report to an authority.
    `text` is the rendition in the channel's own form; `files` (site-relative path → bytes) only for static doors;
    `files` mapped to None are removed. `attempted_at` is set when an earlier attempt got no answer.
    """

    delivery_id: str
    channel: str
    recipient: Recipient
    notice_id: str
    incident_id: str
    number: int
    mode: Mode
    title: str
    text: str
    page_url: str
    published_at: datetime
    valid_until: datetime | None = None
    files: Mapping[str, bytes | None] = field(default_factory=dict)
    attempt: int = 1
    attempted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """One answer of a vendor about one delivery; receipts are only ever added."""

    status: DeliveryStatus
    at: datetime
    vendor_reference: str = ""
    detail: str = ""
