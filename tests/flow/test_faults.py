"""Faults around a house, and how it takes them: the site's folder, its records, its clock, a profile that changed."""

import asyncio
import logging
import os
import threading
from dataclasses import replace

import pytest
from sqlalchemy import text
from worlds.house import ALL, APPROVAL, CARRIER, Clock, PaperDoor, World

from channels.registry import Access
from channels.website.channel import WebsiteChannel
from notices.bootstrap import build_house
from notices.clock import WallClock
from notices.desk.hold_clock import EVERYWHERE
from notices.domain.carrier import AlarmRoutes
from notices.domain.delivery import DeliveryStatus
from notices.domain.errors import DeliveryFailed
from notices.settings import Settings
from notices.web.json_log import JsonLines
from notices.web.log_flood import OncePerMinute

pytestmark = pytest.mark.slow

REFUSE = "CREATE TRIGGER refuse BEFORE {what} BEGIN SELECT RAISE(ABORT, 'disk full'); END"


def refuse(world, what):
    """The records take everything but this."""
    with world.house.database.engine.begin() as connection:
        connection.execute(text(REFUSE.format(what=what)))


def allow(world):
    with world.house.database.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER refuse"))


async def look(world, minutes):
    """The watch's look at the site at that minute, and the work that follows."""
    world.go(minutes)
    await world.house.heartbeat.site_watch.look(world.clock.now())
    await world.work()


@pytest.fixture
def site_world(make_world, tmp_path):
    """A house whose website is a real folder."""
    world = make_world(alarms=AlarmRoutes(mails=("noc@kaku.example",)))
    world.doors["website"] = WebsiteChannel(tmp_path / "site", world.clock.now)
    world.house.doors["website"] = world.doors["website"]
    return world


async def test_a_site_that_stays_down_raises_one_alarm_and_one_when_it_is_up(site_world, tmp_path):
    """T8: people are told after a minute, not each time; what waited is delivered at once, not at its next turn."""
    world, site = site_world, tmp_path / "site"
    site.write_text("a file where the folder should be")
    world.open()
    world.publish()
    await world.work()
    for minutes in (0.1, 0.5, 1.2, 2, 5):
        await look(world, minutes)
    [waiting] = [d for d in world.deliveries() if d.channel == "website"]
    before = world.alarms()
    site.unlink()
    await look(world, 6)
    [arrived] = [d for d in world.deliveries() if d.channel == "website"]

    assert (before.count("site_down"), world.alarms().count("site_down"), world.alarms().count("site_mended")) == (
        1,
        1,
        1,
    )
    assert waiting.next_attempt_at > world.at(6)
    assert (arrived.status, arrived.settled_at) == (DeliveryStatus.DELIVERED, world.at(6))
    assert world.incident in (site / "index.html").read_text(encoding="utf-8")
    assert world.house.heartbeat.troubles.all() == []


async def test_the_alarm_waits_while_the_records_refuse_it(site_world, tmp_path):
    """Both disks are full: the log tells it, the mail follows once the alarm can be written down."""
    world = site_world
    (tmp_path / "site").write_text("")
    await look(world, 0)
    refuse(world, "INSERT ON alarms")
    with pytest.raises(Exception, match="disk full"):
        await look(world, 2)
    allow(world)
    await look(world, 3)

    assert world.alarms() == ["site_down"]


async def test_a_folder_that_hangs_keeps_no_other_way_out_and_no_clock_waiting(site_world, tmp_path):
    """S4: a network disk without an answer; a pipe that nobody writes to is as silent."""
    world, top = site_world, tmp_path / "site" / "index.html"
    top.parent.mkdir()
    os.mkfifo(top)
    world.open()
    world.publish()
    working = asyncio.create_task(world.work())
    for _ in range(200):
        await asyncio.sleep(0.02)
        if all(world.doors[name].parcels for name in ALL if name != "website"):
            break
    is_hanging = not working.done()
    fired = await asyncio.wait_for(world.house.heartbeat.beat(), 5)
    threading.Thread(target=lambda: top.open("wb").close()).start()
    await working

    assert (is_hanging, fired) == (True, [])
    assert {d.status for d in world.deliveries()} == {DeliveryStatus.DELIVERED}
    assert world.incident in top.read_text(encoding="utf-8")


async def test_an_alarm_is_sent_once_while_that_cannot_be_written_down(make_world):
    """A full disk must not send the same mail each second."""
    world = make_world(alarms=AlarmRoutes(mails=("noc@kaku.example",)))
    with world.house.database.write() as records:
        records.alarms.add("a1", "", "site_mended", {"channel": "x"}, world.clock.now())
    refuse(world, "UPDATE ON alarms")
    for _ in range(3):
        with pytest.raises(Exception, match="disk full"):
            await world.house.heartbeat.ring()
    allow(world)
    await world.house.heartbeat.ring()
    await world.house.heartbeat.ring()

    assert len(world.doors["mail"].parcels) == 1


async def test_records_that_cannot_be_written_to_are_noticed_while_nothing_is_due(world):
    """Long before a report must go out; told again as soon as they take it."""
    refuse(world, "UPDATE ON house")
    await world.house.heartbeat.keep_time()
    refused = [await world.house.heartbeat.keep_time()]
    told = world.house.heartbeat.troubles.of("database")
    allow(world)
    refused.append(await world.house.heartbeat.keep_time())

    assert (refused, told.since) == ([False, True], world.clock.now())
    assert world.house.heartbeat.troubles.all() == []


@pytest.mark.parametrize(("minutes", "is_held"), [(-60, True), (-0.5, False), (60, False)])
async def test_a_clock_set_back_while_the_house_was_down_holds_automatic_publication(make_world, minutes, is_held):
    """T11: at the start the clock stands before the last beat; a person looks before anything goes out by itself."""
    before = make_world()
    await before.house.heartbeat.beat()
    await before.house.heartbeat.keep_time()
    after = make_world(clock=Clock(before.at(minutes)))
    await after.beat()
    await after.beat()
    with after.house.database.read() as records:
        held = records.deadlines.held_keys(EVERYWHERE)

    assert (EVERYWHERE in held, after.alarms()) == (is_held, ["clock_set_back"] if is_held else [])


def restarted(world, tmp_path, **changes) -> World:
    """The same house after a restart with another profile."""
    carrier = replace(CARRIER, **changes)
    doors = {name: PaperDoor(name, world.clock) for name in ALL}
    house = build_house(carrier, f"sqlite:///{tmp_path / 'house.sqlite3'}", doors, world.clock)
    return World(house, world.clock, doors, world.incident)


async def test_a_service_taken_out_of_the_profile_is_still_told_of_in_an_open_incident(make_world, tmp_path):
    """The outage did not end with the line in carrier.toml: it goes by its id until it is over."""
    world = make_world(approvals=(APPROVAL,))
    world.open()
    world.publish()
    await world.work()
    services = tuple(service for service in CARRIER.services if service.id != "voice")
    after = restarted(world, tmp_path, services=services, standing_approvals=(APPROVAL,))
    world.go(50)
    await after.beat(61)
    after.judge()
    last = after.published()[-1]
    await after.house.close()

    assert [(n.number, n.author_id) for n in after.published()] == [(1, "kouhou-1"), (2, "clock")]
    assert "voice" in str(last.content)
    assert {d.status for d in after.deliveries()} == {DeliveryStatus.DELIVERED}


async def test_a_standing_approval_taken_out_leaves_the_clock_to_people(make_world, tmp_path):
    """T6: the timer was armed under it; nothing is published, people are told once, the deadline is still kept."""
    world = make_world(approvals=(APPROVAL,))
    world.open()
    after = restarted(world, tmp_path)
    for minutes in (11, 12, 31):
        await after.beat(minutes)
    alarms = after.alarms()
    await after.house.close()

    assert after.published() == []
    assert (alarms.count("issue_announced"), alarms.count("issue_failed")) == (0, 1)
    assert alarms.count("deadline_missed") == 1


async def test_a_partner_taken_out_gets_no_more_and_that_is_told(make_world, tmp_path):
    """What waited for it is settled for good and named, not tried for a day; the others are served."""
    access = Access(Settings(), replace(CARRIER, partners=()), lambda: None, WallClock())
    with pytest.raises(DeliveryFailed) as removed:
        access.partner_secret("hoshi")
    world = make_world()
    world.open()
    world.doors["mvno"].answers = [DeliveryFailed("partner_unreachable"), removed.value]
    world.publish()
    await world.work()
    world.go(1)
    await world.work()
    [dead] = [d for d in world.deliveries() if d.channel == "mvno"]

    assert (dead.status, dead.detail) == (DeliveryStatus.DEAD, "partner_removed")
    assert world.alarms() == ["delivery_dead"]


def test_a_fault_that_lasts_fills_no_log():
    """A line a minute however many stumble over it, in a sentence; a defect of ours keeps its trace."""
    flood, lines = OncePerMinute(), []

    def log(second, message, error):
        record = logging.makeLogRecord({"msg": message, "levelno": logging.ERROR, "name": "n", "created": 1e9 + second})
        record.exc_info = (type(error), error, error.__traceback__)
        if flood.filter(record):
            lines.append(JsonLines().format(record))

    for second in range(150):
        log(second, "the clock stumbled", OSError(28, "No space left on device"))
        log(second, f"way out {second % 3} stumbled", OSError(28, "No space left on device"))
    log(150, "a defect", KeyError("x"))

    assert [("Traceback" in line or "KeyError" in line) for line in lines] == [False, False, False, True]
    assert '"repeated": 119' in lines[1]
