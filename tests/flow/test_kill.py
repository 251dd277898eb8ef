"""kill -9 at any moment, and two schedulers on one file: nothing is lost, nothing is told twice (S3, T11)."""

import asyncio
import json
import multiprocessing
from collections import Counter
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import sleep

import pytest
from lxml import html
from sqlalchemy import select
from worlds.house import DATA_DOWN, START, World
from worlds.killed_house import PARTNERS, ShiftedClock, house_of, live

from notices.desk.audit_chain import first_broken
from notices.domain.deadline import TimerKind
from notices.domain.delivery import SETTLED, DeliveryStatus, Recipient
from notices.domain.incident_event import Mode
from notices.domain.notice_content import NoticeKind, Wording
from notices.domain.rendition import Form
from notices.sandbox.server import Sandbox
from notices.sandbox.smtp import ReceivedMail
from notices.storage import tables

pytestmark = pytest.mark.slow

SUBSCRIBERS = 20
PATIENCE_SECONDS, LOOK_SECONDS = 25.0, 0.02

# every process is forked from one that has read the code already: it starts at once and has nothing of the test's own
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["notices.bootstrap", "channels.registry"])


class Stage:
    """The sandbox and a desk live here; the schedulers are processes that come and go."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        self.clock = ShiftedClock(0.0)
        self.clock.shift_seconds = (START - self.clock.now()).total_seconds() + 60
        self.sandbox = Sandbox("架空通信", PARTNERS, self.clock.now, self.site)
        self.sandbox.start()
        self.given = {
            "database_url": f"sqlite:///{folder / 'house.sqlite3'}", "site_dir": str(self.site),
            "vendor_urls": self.sandbox.vendor_urls, "secrets": self.sandbox.secrets,
            "webhook_urls": self.sandbox.webhook_urls,
        }  # fmt: skip
        self.world = World(house_of(self.given, self.clock), self.clock, {})
        self.running: list[BaseProcess] = []
        with self.world.house.database.write() as records:
            for n in range(SUBSCRIBERS):
                to = Recipient(f"sub-{n:03}", "sms", f"+8190000000{n:02}", mode=Mode.NORMAL)
                records.subscribers.add(to, START)

    def start(self, count: int = 1) -> None:
        """As many schedulers, begun at the same moment; each is at work when this returns."""
        ups = [PROCESSES.Event() for _ in range(count)]
        begun = [PROCESSES.Process(target=live, args=(self.given, self.clock.shift_seconds, is_up)) for is_up in ups]
        for process in begun:
            process.start()
        self.running += begun
        assert [is_up.wait(PATIENCE_SECONDS) for is_up in ups] == [True] * count

    def kill(self, count: int | None = None) -> None:
        """SIGKILL: no farewell, no clean-up. The oldest first; None: all of them."""
        doomed, self.running = self.running[:count], self.running[count:] if count else []
        for process in doomed:
            process.kill()
        for process in doomed:
            process.join()

    def publish(self, kind: NoticeKind, cause: str = "") -> None:
        self.world.publish(kind, wording=Wording(cause=cause))

    def has_told(self, number: int, at_least: int = SUBSCRIBERS) -> bool:
        """Whether so many phones have report `number`, and with all of them everyone else, too."""
        texts = self.texts().get(number)
        if texts is None:
            return False
        phones = sum(self.in_phone(n, texts[Form.SMS]) > 0 for n in range(SUBSCRIBERS))
        if at_least < SUBSCRIBERS:
            return phones >= at_least
        pushed = [event["data"]["number"] for p in self.sandbox.partners.values() for event in self.events(p)]
        return (
            phones == SUBSCRIBERS
            and texts[Form.POST] in [post.text for post in self.sandbox.x.posts]
            and texts[Form.MAIL].split() in [mail.text.split() for mail in self.mails()]
            and pushed.count(number) == len(self.sandbox.partners)
        )

    def mails(self) -> list[ReceivedMail]:
        return list(self.sandbox.mail.mailboxes["noc@komorebi.example"])

    def texts(self) -> dict[int, dict[Form, str]]:
        with self.world.house.database.read() as records:
            by_id = records.notices.renditions_of_incident(self.world.incident)
        return {notice.number: by_id[notice.id] for notice in self.world.published()}

    def in_phone(self, n: int, text: str) -> int:
        return [message.body for message in self.sandbox.twilio.phones.get(f"+8190000000{n:02}", ())].count(text)

    @staticmethod
    def events(partner) -> list[dict]:
        return [received.event for received in list(partner.received)]

    def is_settled(self) -> bool:
        with self.world.house.database.read() as records:
            to_expand = records.deliveries.dispatches_to_expand(self.world.desk.channels)
        return not to_expand and all(d.status in SETTLED for d in self.world.deliveries())

    def wait_for(self, what, *args: object) -> None:
        tries = int(PATIENCE_SECONDS / LOOK_SECONDS)
        while not what(*args):
            assert all(process.is_alive() for process in self.running), "a scheduler ended by itself"
            tries -= 1
            assert tries, (what.__name__, args, self.open_work(), self.world.alarms())
            sleep(LOOK_SECONDS)

    def open_work(self) -> list[tuple[object, ...]]:
        return [
            (d.number, d.channel, d.recipient.id, d.status.value, d.attempts, d.detail)
            for d in self.world.deliveries()
            if d.status not in SETTLED
        ]

    def go_to_the_clocks_next_report(self) -> None:
        """Time passes while nobody is there, until the clock itself must publish."""
        with self.world.house.database.read() as records:
            timers = records.deadlines.open_timers(self.world.incident)
        [due_at] = [timer.due_at for _, timer in timers if timer.kind is TimerKind.ISSUE]
        self.clock.shift_seconds += (due_at - self.clock.now()).total_seconds()

    def close(self) -> None:
        self.kill()
        asyncio.run(self.world.house.close())
        self.sandbox.stop()


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    """One outage of four reports with many deaths; what is left of it is counted by the tests."""
    stage = Stage(tmp_path_factory.mktemp("killed"))
    vendors = stage.sandbox.behaviours
    try:
        # report 1: killed before anything, and again as the first push arrives
        stage.start()
        stage.world.open()
        stage.publish(NoticeKind.FIRST)
        stage.kill()
        stage.start()
        stage.wait_for(lambda: any(partner.received for partner in stage.sandbox.partners.values()))
        stage.kill()
        stage.start(2)
        stage.wait_for(stage.has_told, 1)
        # report 2: everything is in flight as both die
        vendors["twilio"].command("slow", times=SUBSCRIBERS, seconds=0.8)
        vendors["x"].command("accept_silently", seconds=0.8)
        vendors["mvno"].command("slow", times=2, seconds=0.8)
        vendors["smtp"].command("slow", seconds=0.8)
        stage.publish(NoticeKind.UPDATE, "設備の故障")
        stage.wait_for(stage.has_told, 2, 5)
        stage.kill()
        vendors["twilio"].clear()
        stage.start(2)
        stage.wait_for(stage.has_told, 2)
        # report 3: all have it, no receipt is written yet for the last ones; one of two dies
        vendors["twilio"].command("slow", times=SUBSCRIBERS, seconds=0.4)
        stage.publish(NoticeKind.UPDATE, "設備の故障と電源の故障")
        stage.wait_for(stage.has_told, 3)
        stage.kill()
        # report 4: the clock's own, due when two schedulers wake at the same moment; one dies over it
        stage.world.tell(DATA_DOWN)
        stage.go_to_the_clocks_next_report()
        vendors["twilio"].command("slow", times=SUBSCRIBERS, seconds=0.4)
        stage.start(2)
        stage.wait_for(stage.has_told, 4, 5)
        stage.kill(1)
        stage.wait_for(stage.has_told, 4)
        # the end: a minute later somebody comes back and asks what became of everything
        stage.kill()
        stage.clock.shift_seconds += 60
        stage.start()
        stage.wait_for(stage.is_settled)
        yield stage
    finally:
        stage.close()


def test_everyone_has_every_report_exactly_once(stage):
    """S3: counted in the inboxes themselves, against every delivery the records know."""
    texts, deliveries = stage.texts(), stage.world.deliveries()
    wanted = {(d.number, d.channel, d.recipient.id): d.id for d in deliveries}
    told: Counter[tuple[int, str, str]] = Counter()
    for number, text in texts.items():
        for n in range(SUBSCRIBERS):
            told[number, "sms", f"sub-{n:03}"] = stage.in_phone(n, text[Form.SMS])
        told[number, "x", "site"] = [post.text for post in stage.sandbox.x.posts].count(text[Form.POST])
    for partner in stage.sandbox.partners.values():
        told.update((event["data"]["number"], "mvno", partner.id) for event in stage.events(partner))
    mails = [str(mail.message["Message-ID"]) for mail in stage.mails()]
    told.update(key for key, id_ in wanted.items() for mail in mails if mail.startswith(f"<{id_}@"))

    once = {key: 1 for key in wanted if key[1] not in ("website", "feed")}
    assert dict(told) == once
    assert sorted(texts) == [1, 2, 3, 4]
    assert len(wanted) == len(deliveries) == 4 * (SUBSCRIBERS + 6)
    assert {d.status for d in deliveries} == {DeliveryStatus.DELIVERED}
    assert sum(len(messages) for messages in stage.sandbox.twilio.phones.values()) == 4 * SUBSCRIBERS


def test_the_clock_did_each_thing_once(stage):
    """T11: two schedulers woke over the same timers; each was fired by one, and one report came of it."""
    with stage.world.house.database.read() as records:
        entries = list(records.audit.entries())
    with stage.world.house.database.engine.connect() as connection:
        timers = connection.execute(select(tables.timers).where(tables.timers.c.fired_at.is_not(None))).all()
    verbs = {kind.value for kind in TimerKind}
    acted = Counter((e.verb, json.loads(e.detail)["deadline"]) for e in entries if e.verb in verbs)
    by_the_clock = [n.number for n in stage.world.published() if n.author_id == "clock"]

    assert acted == Counter((timer.kind, timer.deadline_key) for timer in timers)
    assert acted["issue", "next_update:3"] == 1
    assert by_the_clock == [4]


def test_the_audit_trail_holds(stage):
    """S2: no entry torn or lost by any of the deaths."""
    with stage.world.house.database.read() as records:
        entries = list(records.audit.entries())

    assert first_broken(entries) is None
    assert [e.verb for e in entries].count("publish_notice") == 4


def test_the_public_site_is_whole(stage):
    """Every page is a finished one, nothing half written lies about, and the newest report stands on top."""
    files = [path for path in stage.site.rglob("*") if path.is_file()]
    pages = [path for path in files if path.suffix == ".html"]
    top = (stage.site / "index.html").read_text(encoding="utf-8")

    assert [path for path in files if path.name.startswith(".")] == []
    assert [p for p in pages if not p.read_text(encoding="utf-8").rstrip().endswith("</html>")] == []
    assert html.fromstring(top).findtext(".//h1")
    assert stage.texts()[4][Form.TITLE] in top
