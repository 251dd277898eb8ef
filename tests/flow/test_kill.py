"""kill -9 of the running system at any moment: nothing is lost, nothing is told twice (S3, T11, S2).

Fifty deaths in two shares. The seed is the first part of the test's id; `SHUCHI_KILL_SEED=<seed>` chooses the same
moments and plays again (what the machine does within a millisecond is its own).
"""

import json
import os
import random
import sys
from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import select
from worlds.authorities import AUTHORITIES
from worlds.house import START
from worlds.kill_moments import MOMENTS
from worlds.kill_stage import SUBSCRIBERS, KillStage
from worlds.kill_story import NoAnswer, Story, Telling
from worlds.killed_house import BELL, PARTNERS, STAFF

from notices.desk.audit_chain import first_broken
from notices.desk.site_files import STATIC_CHANNELS, static_files
from notices.domain.authority import AuthorityReportKind, AuthorityRole
from notices.domain.deadline import TimerKind
from notices.domain.delivery import DeliveryStatus
from notices.domain.notice import NoticeStatus
from notices.domain.rendition import Form
from notices.storage import tables

pytestmark = pytest.mark.slow

DEATHS, SHARES = 50, 2
LONGEST_WAIT_SECONDS = 3700  # what was tried often is tried again within an hour
# workers of one run must agree on the tests' names
SEED = os.environ.get("SHUCHI_KILL_SEED") or os.environ.get("PYTEST_XDIST_TESTRUNUID", "")[:8]
SEED = SEED or f"{random.SystemRandom().getrandbits(32):08x}"


@pytest.mark.parametrize("share", range(SHARES), ids=lambda share: f"{SEED}-{share}")
def test_whatever_moment_it_dies_at_everything_is_done_once(share, tmp_path):
    """S3, T11, S2: three outages are driven through it over HTTP; at the end inboxes, records and files agree."""
    stage, story = KillStage(tmp_path, f"{SEED}-{share}"), Story()
    try:
        before_the_last = live_through(stage, story, DEATHS // SHARES)
        assert len(stage.deaths) == DEATHS // SHARES
        assert before_the_last >= len(stage.deaths) // 2, "it was killed without having been at work"
        check_inboxes(stage)
        check_authorities(stage)
        check_clock(stage)
        check_trail(stage, story)
        check_site(stage)
    finally:
        sys.stdout.write("\n".join([f"SHUCHI_KILL_SEED={SEED}", *stage.deaths, stage.summary, *story.refused, ""]))
        stage.close()


def live_through(stage: KillStage, story: Story, deaths: int) -> int:
    """Everything told and settled; how many calls were answered before the last death."""
    telling = Telling(story.outages(START))
    moments = (list(MOMENTS) * deaths)[:deaths]
    stage.chance.shuffle(moments)
    for moment in moments:
        stage.play()
        stage.start(has_twin=stage.chance.random() < 0.25)
        death = stage.doom(moment)
        portion = stage.chance.randint(6, 12)
        with suppress(NoAnswer):
            list(telling.go_on(stage.ask, portion))
        death.join()
        stage.clock.shift_seconds += stage.chance.uniform(30, 300)
    for behaviour in stage.sandbox.behaviours.values():
        behaviour.clear()
    before = telling.steps
    stage.start()
    list(telling.go_on(stage.ask, 1000))
    assert stage.end() == 0
    stage.clock.shift_seconds += LONGEST_WAIT_SECONDS
    stage.start()
    asked, twice = stage.sandbox.x.searches, stage.repeats
    stage.summary = (
        f"{before} of {telling.steps} calls answered by then, {twice} of them twice; X searched {asked} times"
    )
    stage.settle()
    assert stage.end() == 0
    return before


def check_inboxes(stage: KillStage) -> None:
    """Counted in the inboxes themselves against every delivery the records know; what was replaced, by what."""
    with stage.world.house.database.read() as records:
        texts = {i: records.notices.texts_of_incident(i) for i in records.incidents.ids()}
        notices = [n for i in texts for n in records.notices.of_incident(i) if n.number and n.published_at]
        deliveries = [d for i in texts for d in records.deliveries.of_incident(i)]
    delivered = [d for d in deliveries if d.status is DeliveryStatus.DELIVERED]
    wanted = Counter(
        (d.channel, d.recipient.id, _words(texts[d.incident_id][d.notice_id][form]) if form else d.id)
        for d in delivered
        for form in [{"x": Form.POST, "sms": Form.SMS}.get(d.channel)]
        if d.channel not in STATIC_CHANNELS
    )
    sandbox = stage.sandbox
    told = Counter(("x", "site", _words(post.text)) for post in sandbox.x.posts)
    for n in range(SUBSCRIBERS):
        messages = sandbox.twilio.phones.get(f"+8190000000{n:02}", [])
        told.update(("sms", f"sub-{n:03}", _words(message.body)) for message in messages)
    for partner in PARTNERS:
        pushed = sandbox.partners[partner.id].received if partner.secret_name else []
        told.update(("mvno", partner.id, event.webhook_id) for event in pushed)
    told.update(("mail", "komorebi", mail_id) for mail_id in mail_ids(stage, "noc@komorebi.example"))
    for body in AUTHORITIES:
        way = "ministry" if body.role is AuthorityRole.MINISTRY else "emergency_bodies"
        told.update((way, body.id, mail_id) for mail_id in mail_ids(stage, body.mail))

    assert told == wanted
    assert {*told.values()} == {1}
    assert sandbox.x.duplicates == 0
    newer = {(d.incident_id, d.channel, d.recipient.id, d.number) for d in deliveries}
    promised = {notice.id: notice.next_update_at for notice in notices}
    too_late = [d for d in deliveries if (d.status, d.detail) == (DeliveryStatus.SKIPPED, "no_longer_valid")]
    assert [d for d in too_late if d.settled_at + timedelta(seconds=1) < promised[d.notice_id]] == []
    replaced = [d for d in deliveries if d not in delivered and d not in too_late]
    assert [d for d in replaced if d.status is not DeliveryStatus.SUPERSEDED] == []
    by = [(d, int(d.detail.removeprefix("by report "))) for d in replaced]
    assert [d for d, n in by if n <= d.number or (d.incident_id, d.channel, d.recipient.id, n) not in newer] == []
    owed = {"website": 1, "feed": 1, "x": 1, "sms": SUBSCRIBERS, "mvno": 2, "mail": 1}
    assert Counter((d.notice_id, d.channel) for d in deliveries if d.notice_id) == {
        (notice.id, channel): owed[channel] for notice in notices for channel in notice.channels
    }


def check_authorities(stage: KillStage) -> None:
    """T3: each outage has one quick report of the clock's; every report is brought to everyone it is for."""
    with stage.world.house.database.read() as records:
        ids = records.incidents.ids()
        reports = {r.id: r for i in ids for r in records.authority_reports.of_incident(i)}
        deliveries = [d for i in ids for d in records.deliveries.of_incident(i) if d.report_id]
    quick = Counter(r.incident_id for r in reports.values() if r.kind is AuthorityReportKind.QUICK_REPORT)
    owed = {r.id: len([b for b in AUTHORITIES if b.role in r.kind.roles and b.mail]) for r in reports.values()}

    assert {*quick.values()} == {1}
    assert Counter(d.report_id for d in deliveries) == owed


def mail_ids(stage: KillStage, address: str) -> list[str]:
    """The delivery ids in a mailbox."""
    mails = stage.sandbox.mail.mailboxes[address] if address else []
    return [str(mail.message["Message-ID"])[1:].partition("@")[0] for mail in mails]


def _words(text: str) -> str:
    return " ".join(text.split())


def check_clock(stage: KillStage) -> None:
    """Each timer acted once; each alarm came once; the clock's reports are those its timers issued."""
    database = stage.world.house.database
    with database.read() as records:
        entries = list(records.audit.entries())
        alarms = list(records.alarms.all())
    with database.engine.connect() as connection:
        fired = connection.execute(select(tables.timers).where(tables.timers.c.fired_at.is_not(None))).all()
    verbs = {kind.value for kind in TimerKind} - {TimerKind.REFRESH_SITE.value}
    acted = Counter((e.subject, e.verb, json.loads(e.detail)["deadline"]) for e in entries if e.verb in verbs)
    due = Counter((timer.incident_id, timer.kind, timer.deadline_key) for timer in fired)
    by_the_clock = [e.subject for e in entries if (e.verb, e.actor) == ("publish_notice", "clock")]
    sent = [e for e in entries if (e.verb, e.actor) == ("send_report", "clock")]
    by_the_clock += [e.subject for e in sent if json.loads(e.detail)["kind"] == "quick_report"]
    mailed = Counter(str(mail.message["Message-ID"]) for mail in stage.sandbox.mail.mailboxes[STAFF])
    rung = Counter(event.webhook_id for event in stage.sandbox.partners[BELL.id].received)

    assert acted - due == Counter()
    assert {key for key in due if key[1] == "issue"} == {key for key in acted if key[1] == "issue"}
    assert sum(n for key, n in acted.items() if key[1] == "issue") == len(by_the_clock)
    assert {*mailed.values(), *rung.values()} == {1}
    assert (len(mailed), len(rung)) == (len(alarms), len(alarms))


def check_trail(stage: KillStage, story: Story) -> None:
    """The chain holds; every call that was answered was done, and done once, however often it was made."""
    with stage.world.house.database.read() as records:
        entries = list(records.audit.entries())
        ids = records.incidents.ids()
        kept = {i: len(records.incidents.events(i)) for i in ids}
        notices = [n for i in ids for n in records.notices.of_incident(i)]

    assert first_broken(entries) is None
    assert kept == story.told
    assert sorted(n.id for n in notices if n.author_id != "clock") == sorted(story.drafted)
    discarded = [n.id for n in notices if n.status is NoticeStatus.DISCARDED]
    assert sorted(story.drafted) == sorted(story.published + discarded)
    published = [e.subject for e in entries if e.verb == "publish_notice"]
    assert sorted(published) == sorted(n.id for n in notices if n.status is NoticeStatus.PUBLISHED)


def check_site(stage: KillStage) -> None:
    """Every file is whole and the one that a fresh rendering gives; nothing else lies about."""
    desk, now = stage.world.desk, stage.clock.now()
    fresh = {
        path: data
        for channel in STATIC_CHANNELS
        for path, data in static_files(desk, channel, None, now).items()
        if data is not None
    }
    there = {str(p.relative_to(stage.site)): p.read_bytes() for p in stage.site.rglob("*") if p.is_file()}

    assert {path for path in there if there[path] != fresh.get(path)} == set()
    assert set(there) == set(fresh)
