"""S4: one vendor dead, silent, slow or lying delays no other way out, and is used again once it is mended.

A real house in a process of its own, with the time-outs it has in life; a real vendor behind a line that goes bad. The
table that is printed holds, for each mood of the line, the seconds from publication to the first hand-over on each way.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from time import perf_counter, sleep

import pytest
import requests
from sqlalchemy import select
from worlds.bad_line import BadLine
from worlds.kill_stage import SUBSCRIBERS, KillStage
from worlds.kill_story import Story, Telling
from worlds.killed_house import BELL, STAFF

from notices.domain.delivery import DeliveryStatus
from notices.domain.rendition import Form
from notices.storage import tables

pytestmark = pytest.mark.slow

RELAY_MOODS = ("refused", "reset", "noise", "huge", "drip", "silent")
# first those that a partner's push believes, so that no later try of a report from another mood meets them
WEB_MOODS = ("another", "page", "wrong JSON", "huge", "refused", "reset", "noise", "redirects", "drip", "silent")
# a partner says with any 2xx that it has the push, nobody can know better
BELIEVED = {("mvno", mood) for mood in ("page", "wrong JSON", "huge", "another")}
WAYS = ("website", "feed", "mvno", "mail", "x", "sms")
OWN = {"x": ("x", "site"), "mvno": ("mvno", "hoshi"), "smtp": ("mail", "komorebi"), "sms": ("sms", "sub-000")}
LONG_SECONDS, LOOK_SECONDS = 25.0, 0.02
HANDED = (DeliveryStatus.SENT, DeliveryStatus.DELIVERED)


@dataclass
class Outage:
    """One incident published while the line was in one mood."""

    incident: str
    seconds: dict[tuple[str, str], float]
    own: dict[str, DeliveryStatus]
    health: tuple[int, float]
    alarm_seconds: float


@pytest.mark.parametrize("vendor", OWN)
def test_a_bad_vendor_delays_nobody_else(vendor, tmp_path):
    """All others have the report while the bad way is unsettled; mended, it brings each recipient each report once."""
    stage = KillStage(tmp_path, "isolation")
    line = bad_line_before(stage, vendor)
    moods = RELAY_MOODS if vendor == "smtp" else WEB_MOODS
    try:
        stage.start()
        outages = {mood: publish_in(stage, line, vendor, mood) for mood in ("well", *moods)}
        line.turn("well")
        assert stage.end() == 0
        stage.clock.shift_seconds += 600
        stage.start()
        stage.settle()
        assert stage.end() == 0
        sys.stdout.write(table(vendor, outages))
        check(stage, line, vendor, outages)
    finally:
        line.close()
        stage.close()


def bad_line_before(stage: KillStage, vendor: str) -> BadLine:
    given = stage.given
    given["is_hurried"] = False
    line = BadLine(vendor, stage.sandbox.smtp_port if vendor == "smtp" else int(stage.sandbox.base_url.split(":")[2]))
    if vendor == "smtp":
        given["secrets"] = given["secrets"] | {"smtp_url": f"smtp://127.0.0.1:{line.port}"}
    elif vendor == "mvno":
        path = stage.sandbox.partners["hoshi"].path
        given["webhook_urls"] = given["webhook_urls"] | {"hoshi": f"http://127.0.0.1:{line.port}{path}"}
    else:
        given["vendor_urls"] = given["vendor_urls"] | {vendor: f"http://127.0.0.1:{line.port}"}
    return line


def publish_in(stage: KillStage, line: BadLine, vendor: str, mood: str) -> Outage:
    """One incident, reported and published over HTTP while the line is in this mood; what has come of it by then."""
    line.turn(mood)
    served, story = line.served[mood], Story()
    began, before = perf_counter(), bells(stage, vendor)
    name = mood.replace(" ", "-")
    list(Telling([story.opened(name, stage.clock.now())]).go_on(stage.ask, 1000))
    wait(lambda: bells(stage, vendor) > before, "alarm", mood)
    alarm_seconds = perf_counter() - began
    [incident] = story.told
    list(Telling([story.reported(incident, name)]).go_on(stage.ask, 1000))
    wait(lambda: not others_missing(stage, vendor, incident), "others", mood)
    wait(lambda: mood == "refused" or line.served[mood] > served, "bad vendor itself", mood)
    asked = perf_counter()
    health = requests.get(f"http://127.0.0.1:{stage.port}/healthz", timeout=LONG_SECONDS)
    with stage.world.house.database.read() as records:
        own = {d.recipient.id: d.status for d in records.deliveries.of_incident(incident) if is_own(vendor, d)}
    if (vendor, mood) in BELIEVED or mood == "well":
        wait(lambda: set(statuses(stage, vendor, incident)) <= set(HANDED), "believed one", mood)
    return Outage(
        incident, handed_after(stage, incident), own, (health.status_code, perf_counter() - asked), alarm_seconds
    )


def bells(stage: KillStage, vendor: str) -> int:
    """Alarms that the carrier's people have heard by a way that does not lead over the bad vendor."""
    if vendor == "smtp":
        return len(stage.sandbox.partners[BELL.id].received)
    return len(stage.sandbox.mail.mailboxes[STAFF])


def is_own(vendor: str, delivery) -> bool:
    channel, recipient = OWN[vendor]
    return delivery.channel == channel and (channel == "sms" or delivery.recipient.id == recipient)


def statuses(stage: KillStage, vendor: str, incident: str) -> list[DeliveryStatus]:
    with stage.world.house.database.read() as records:
        return [d.status for d in records.deliveries.of_incident(incident) if is_own(vendor, d)]


def others_missing(stage: KillStage, vendor: str, incident: str) -> list[str]:
    """Whom the report has not reached yet, of those whom the bad vendor does not serve."""
    with stage.world.house.database.read() as records:
        deliveries = [d for d in records.deliveries.of_incident(incident) if d.notice_id]
    found = Counter(d.channel for d in deliveries)
    if found != {"website": 1, "feed": 1, "mvno": 2, "mail": 1, "x": 1, "sms": SUBSCRIBERS}:
        return ["lists"]
    return [d.channel for d in deliveries if not is_own(vendor, d) and d.status not in HANDED]


def handed_after(stage: KillStage, incident: str) -> dict[tuple[str, str], float]:
    """Seconds from publication to the first receipt that says "taken", by way out and recipient."""
    with stage.world.house.database.engine.connect() as connection:
        rows = connection.execute(
            select(tables.deliveries.c.channel, tables.deliveries.c.recipient_id, tables.receipts.c.at)
            .join(tables.receipts, tables.receipts.c.delivery_id == tables.deliveries.c.id)
            .where(tables.deliveries.c.incident_id == incident, tables.deliveries.c.number == 1)
            .where(tables.receipts.c.status.in_([status.value for status in HANDED]))
            .order_by(tables.receipts.c.at.desc())
        ).all()
    with stage.world.house.database.read() as records:
        published_at = next(n.published_at for n in records.notices.of_incident(incident) if n.number == 1)
    return {(row.channel, row.recipient_id): (row.at - published_at).total_seconds() for row in rows}


def wait(is_so, who: str, mood: str) -> None:
    for _ in range(int(LONG_SECONDS / LOOK_SECONDS)):
        if is_so():
            return
        sleep(LOOK_SECONDS)
    raise AssertionError(f"while the line was {mood}: the {who} had to wait")


def table(vendor: str, outages: dict[str, Outage]) -> str:
    """What a person reads: seconds by way out, the slowest recipient of each; "-" for what had not come yet."""
    lines = [f"{vendor:11}" + "".join(f"{way:>9}" for way in (*WAYS, "alarm", "healthz"))]
    for mood, outage in outages.items():
        cells = []
        for way in WAYS:
            times = [at for (channel, who), at in outage.seconds.items() if channel == way]
            cells.append(f"{max(times):9.2f}" if times else f"{'-':>9}")
        lines.append(f"{mood:11}" + "".join(cells) + f"{outage.alarm_seconds:9.2f}{outage.health[1]:9.3f}")
    return "\n".join([*lines, ""])


def check(stage: KillStage, line: BadLine, vendor: str, outages: dict[str, Outage]) -> None:
    """What was unsettled while it was bad, and what stands in the inboxes at the end."""
    too_early = {
        mood: outage.own
        for mood, outage in outages.items()
        if mood != "well" and (vendor, mood) not in BELIEVED and set(outage.own.values()) & set(HANDED)
    }
    assert too_early == {}
    assert {mood: outage.health[0] for mood, outage in outages.items()} == dict.fromkeys(outages, 200)
    assert [mood for mood in outages if mood != "refused" and not line.served[mood]] == []
    with stage.world.house.database.read() as records:
        known = [d for outage in outages.values() for d in records.deliveries.of_incident(outage.incident)]
    assert {d.status for d in known} == {DeliveryStatus.DELIVERED}
    believed = [o.incident for mood, o in outages.items() if (vendor, mood) in BELIEVED]
    assert +inbox(stage, vendor) == {d.id: 1 for d in known if is_own(vendor, d) and d.incident_id not in believed}


def inbox(stage: KillStage, vendor: str) -> Counter[str]:
    """How often each delivery of the bad way stands in its recipient's own inbox."""
    sandbox = stage.sandbox
    if vendor == "mvno":
        return Counter(event.webhook_id for event in sandbox.partners["hoshi"].received)
    if vendor == "smtp":
        mails = sandbox.mail.mailboxes["noc@komorebi.example"]
        return Counter(str(mail.message["Message-ID"])[1:].partition("@")[0] for mail in mails)
    with stage.world.house.database.read() as records:
        found = [
            (d, records.notices.texts_of_incident(incident)[d.notice_id])
            for incident in records.incidents.ids()
            for d in records.deliveries.of_incident(incident)
            if is_own(vendor, d)
        ]
    if vendor == "x":
        posts = [post.text.split() for post in sandbox.x.posts]
        return Counter({d.id: posts.count(texts[Form.POST].split()) for d, texts in found})
    phones = {to: [message.body.split() for message in got] for to, got in sandbox.twilio.phones.items()}
    return Counter({d.id: phones.get(d.recipient.address, []).count(texts[Form.SMS].split()) for d, texts in found})
