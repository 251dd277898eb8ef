"""A real house for measuring: its own SQLite file, the real doors, one incident, one report published by the desk."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from channels.port import Channel
from notices.bootstrap import House, build_house
from notices.clock import SystemClock
from notices.desk.approve_notice import approve_notice
from notices.desk.draft_notice import draft_notice
from notices.desk.publish_notice import publish_notice
from notices.desk.record_event import Reported, open_incident
from notices.desk.submit_notice import submit_notice
from notices.domain.carrier import Brand, Carrier, Partner, Service, ServiceKind
from notices.domain.delivery import DeliveryStatus
from notices.domain.impact import NATIONWIDE, Effect, EmergencyCalls, EmergencyStatus
from notices.domain.incident_event import Detected, ImpactChanged, IncidentKind, OnsetEstimated, Reporter, ReporterKind
from notices.domain.notice import Notice
from notices.domain.notice_content import Contact, NoticeKind, Wording

NOC = Reporter("noc", ReporterKind.TRUSTED_SOURCE, "noc")
HIT = EmergencyCalls(*[EmergencyStatus.AFFECTED] * 3)


def carrier_with(partners: tuple[Partner, ...] = ()) -> Carrier:
    """A fictitious carrier."""
    return Carrier(
        id="kaku", name="架空通信株式会社", is_designated_public_institution=True,
        site_url="https://oshirase.kaku.example/", brands=(Brand("kaku", "カクウモバイル"),),
        services=(
            Service("voice", "音声通話", ServiceKind.MOBILE_VOICE, ("kaku",), has_emergency_calls=True),
            Service("data", "データ通信", ServiceKind.MOBILE_DATA, ("kaku",)),
        ),
        contacts=(Contact("カクウ窓口", "0120-000-000", "24時間"),), apology="ご迷惑をおかけし、お詫び申し上げます。",
        partners=partners, trusted_sources=("noc",),
    )  # fmt: skip


def open_house(folder: Path, carrier: Carrier, doors: Mapping[str, Channel]) -> House:
    """A fresh house in that folder, on the machine's own clock."""
    return build_house(carrier, f"sqlite:///{folder / 'house.sqlite3'}", doors, SystemClock())


def publish_first(house: House) -> Notice:
    """An outage of voice and data, and its first report, written and approved by two people."""
    now = datetime.now(UTC)
    facts = (
        Detected(now), OnsetEstimated(now - timedelta(minutes=5)),
        ImpactChanged("voice", Effect.UNUSABLE, (NATIONWIDE,), emergency_calls=HIT),
        ImpactChanged("data", Effect.HARD_TO_USE, (NATIONWIDE,)),
    )  # fmt: skip
    incident_id = open_incident(house.desk, IncidentKind.OUTAGE, [Reported(fact) for fact in facts], NOC, now, now)
    draft = draft_notice(house.desk, incident_id, NoticeKind.FIRST, Wording(), "kouhou-1", now)
    ready = submit_notice(house.desk, draft.id, "kouhou-1", now)
    approved = approve_notice(house.desk, ready.id, "kouhou-2", ready.digest, now)
    return publish_notice(house.desk, approved.id, "kouhou-2", now)


def count(house: House, incident_id: str, channel: str, status: DeliveryStatus) -> int:
    """How many deliveries of that way out stand so."""
    with house.database.read() as records:
        deliveries = records.deliveries.of_incident(incident_id)
    return sum(delivery.channel == channel and delivery.status is status for delivery in deliveries)
