"""A small real house: SQLite file, real words and rules, paper doors that keep what they are handed."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from channels.registry import SPECS
from notices.bootstrap import House, build_house
from notices.desk.approve_notice import approve_notice
from notices.desk.draft_notice import draft_notice
from notices.desk.incident_state import published_notices
from notices.desk.publish_notice import publish_notice
from notices.desk.record_event import Reported, open_incident, record_event
from notices.desk.submit_notice import submit_notice
from notices.domain import incident_event as ev
from notices.domain.carrier import (
    Brand,
    Carrier,
    Partner,
    Service,
    ServiceKind,
    StandingApproval,
)
from notices.domain.delivery import DeliveryStatus, Parcel, Receipt, Recipient
from notices.domain.impact import NATIONWIDE, Effect, EmergencyCalls, EmergencyStatus
from notices.domain.incident_event import IncidentKind, Mode, Reporter, ReporterKind
from notices.domain.notice_content import Contact, NoticeKind, Wording
from notices.domain.sharing_scope import SharingScope

START = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
NOC = Reporter("noc", ReporterKind.TRUSTED_SOURCE, "noc")
WRITER, APPROVER = "kouhou-1", "kouhou-2"
HIT = EmergencyCalls(*[EmergencyStatus.AFFECTED] * 3)
VOICE_DOWN = ev.ImpactChanged("voice", Effect.UNUSABLE, (NATIONWIDE,), emergency_calls=HIT)
DATA_DOWN = ev.ImpactChanged("data", Effect.HARD_TO_USE, (NATIONWIDE,))


class Clock:
    """Stands where it is put; `jump` moves the wall clock alone."""

    def __init__(self, at: datetime = START) -> None:
        self._now, self._monotonic = at, 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic_seconds(self) -> float:
        return self._monotonic

    def set(self, at: datetime) -> None:
        self._monotonic += (at - self._now).total_seconds()
        self._now = at

    def jump(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


@dataclass
class PaperDoor:
    """Keeps every parcel. `answers`: what to do with the next ones, then delivered; `found`: what a look-up knows."""

    name: str
    clock: Clock
    answers: list[object] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    asked: int = 0
    found: dict[str, Receipt] = field(default_factory=dict)

    @property
    def spec(self):
        return SPECS[self.name]

    async def deliver(self, parcel: Parcel) -> Receipt:
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, float):
            await asyncio.sleep(answer)
        self.parcels.append(parcel)
        return Receipt(DeliveryStatus.DELIVERED, self.clock.now(), vendor_reference=f"v-{len(self.parcels)}")

    async def look_up(self, parcel: Parcel) -> Receipt | None:
        self.asked += 1
        return self.found.get(parcel.delivery_id)

    async def probe(self) -> None:
        """Always up."""

    async def close(self) -> None:
        """Nothing to let go of."""


CARRIER = Carrier(
    id="kaku", name="架空通信株式会社", is_designated_public_institution=True, site_url="https://oshirase.kaku.example/",
    brands=(Brand("kaku", "カクウモバイル"),),
    services=(
        Service("voice", "音声通話", ServiceKind.MOBILE_VOICE, ("kaku",), has_emergency_calls=True),
        Service("data", "データ通信", ServiceKind.MOBILE_DATA, ("kaku",)),
    ),
    contacts=(Contact("カクウ窓口", "0120-000-000", "24時間"),), apology="ご迷惑をおかけし、お詫び申し上げます。",
    partners=(
        Partner("hoshi", "ほしぞらモバイル", "webhook", webhook_url="https://hoshi.example/hook", secret_name="h"),
        Partner("komorebi", "こもれびSIM", "mail", mail="noc@komorebi.example"),
    ),
    trusted_sources=("noc",),
)  # fmt: skip

ALL = ("website", "feed", "mvno", "mail", "x", "sms")
APPROVAL = StandingApproval("s1", "広報部長", (NoticeKind.FIRST, NoticeKind.UPDATE), ALL, START + timedelta(days=365))


@dataclass
class World:
    """One house and its people. Minutes count from START."""

    house: House
    clock: Clock
    doors: dict[str, PaperDoor]
    incident: str = ""

    @property
    def desk(self):
        return self.house.desk

    def at(self, minutes: float) -> datetime:
        return START + timedelta(minutes=minutes)

    def go(self, minutes: float) -> None:
        self.clock.set(self.at(minutes))

    def open(self, *facts, kind=IncidentKind.OUTAGE) -> str:
        told = facts or (ev.Detected(self.clock.now()), ev.OnsetEstimated(START), VOICE_DOWN)
        now = self.clock.now()
        self.incident = open_incident(self.desk, kind, [Reported(f) for f in told], NOC, now, now)
        return self.incident

    def tell(self, *facts, reporter=NOC, scope=None) -> None:
        now = self.clock.now()
        record_event(self.desk, self.incident, [Reported(f, scope) for f in facts], reporter, now, now)

    def judge(self) -> None:
        fact = ev.Restored(self.clock.now(), "全国の監視で正常を確認", "センター長")
        self.tell(fact, reporter=Reporter(WRITER), scope=SharingScope.PUBLIC)

    def draft(self, kind=NoticeKind.FIRST, wording=None, corrects=None):
        return draft_notice(
            self.desk, self.incident, kind, wording or Wording(), WRITER, self.clock.now(), corrects_number=corrects
        )

    def submit(self, *args, **more):
        return submit_notice(self.desk, self.draft(*args, **more).id, WRITER, self.clock.now())

    def approve(self, notice):
        return approve_notice(self.desk, notice.id, APPROVER, notice.digest, self.clock.now())

    def publish(self, *args, **more):
        approved = self.approve(self.submit(*args, **more))
        return publish_notice(self.desk, approved.id, APPROVER, self.clock.now())

    def published(self):
        with self.house.database.read() as records:
            return published_notices(records, self.incident)

    def deliveries(self):
        with self.house.database.read() as records:
            return records.deliveries.of_incident(self.incident)

    def deadlines(self):
        with self.house.database.read() as records:
            return {d.key: d for d in records.deadlines.of_incident(self.incident)}

    def alarms(self):
        with self.house.database.read() as records:
            return [code for _, code, _, _ in records.alarms.all()]

    async def work(self) -> None:
        await self.house.engine.run_until_idle()

    async def beat(self, minutes: float | None = None):
        if minutes is not None:
            self.go(minutes)
        fired = await self.house.heartbeat.beat()
        await self.house.heartbeat.ring()
        await self.work()
        return fired


def build_world(folder, *, approvals=(), mode=Mode.NORMAL, channels=ALL, clock=None, **changes) -> World:
    """A fresh house in `folder` (or one that stands there already)."""
    clock = clock or Clock()
    carrier = replace(CARRIER, standing_approvals=approvals, **changes)
    doors = {name: PaperDoor(name, clock) for name in channels}
    house = build_house(carrier, f"sqlite:///{folder / 'house.sqlite3'}", doors, clock, mode)
    return World(house, clock, doors)


def add_subscribers(world: World, count: int) -> None:
    with world.house.database.write() as records:
        for n in range(count):
            to = Recipient(f"sub-{n:03}", "sms", f"+8190000000{n:02}", mode=world.desk.mode)
            records.subscribers.add(to, START - timedelta(days=1))
