"""What got no answer stays unknown until somebody knows; nobody newer waits long for it (S3, O11)."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import event
from worlds.house import APPROVER, CARRIER, build_world

from notices.desk.claim_work import claim_work
from notices.desk.prepare_parcel import prepare_parcels
from notices.desk.publish_notice import publish_notice
from notices.domain.delivery import DeliveryStatus
from notices.domain.errors import DeliveryFailed
from notices.domain.notice_content import NoticeKind
from scheduler import lease
from scheduler.attempt import Attempts
from scheduler.courier import Courier

pytestmark = pytest.mark.slow

SILENCE = DeliveryFailed("partner_silent", is_unanswered=True)
BUSY = DeliveryFailed("rate_limited", retry_after_seconds=3600)


def of(world, channel):
    return {d.number: d for d in world.deliveries() if d.channel == channel}


async def test_silence_and_then_a_refusal_stay_unknown(world):
    """S3: a 429 to the repeat does not tell that the first push was not taken; it is never recorded as never sent."""
    world.open()
    world.doors["mvno"].answers = [SILENCE, BUSY]
    world.publish()
    await world.work()
    world.go(1)
    await world.work()
    unknown = of(world, "mvno")[1].status
    world.publish(NoticeKind.UPDATE)
    await world.work()

    assert unknown is DeliveryStatus.ATTEMPTED
    assert of(world, "mvno")[1].status is DeliveryStatus.ATTEMPTED


async def test_a_newer_report_waits_a_minute_at_most_for_one_that_backs_off_for_an_hour(world):
    """O11: the partner is back; what it is told next must not wait for the earlier report's turn."""
    world.open()
    world.doors["mvno"].answers = [SILENCE, BUSY]
    world.publish()
    await world.work()
    world.go(1)
    await world.work()
    world.go(2)
    world.publish(NoticeKind.UPDATE)
    for seconds in range(0, 75, 5):
        world.go(2 + seconds / 60)
        await world.work()

    assert [p.number for p in world.doors["mvno"].parcels] == [1, 2]


async def test_who_was_frozen_between_the_record_and_the_call_does_not_call(world):
    """S3: a successor has asked the vendor and sent it; the one that comes back sends no second copy."""
    world.open()
    world.publish()
    claimed = [(shard, d) for shard, due in claim_work(world.desk, "x", "frozen", world.clock.now(), 15) for d in due]
    [prepared] = prepare_parcels(world.desk, "frozen", claimed, world.clock.now())
    world.go(0.5)
    await world.work()
    attempts = Attempts(world.desk, world.doors, world.clock.now, "frozen")
    await attempts.make(prepared)

    assert len(world.doors["x"].parcels) == 1


async def test_a_clock_set_forward_makes_nobody_take_their_own_work_again(world, monkeypatch):
    """S3: every lease looks ended, and the post on its way looks silent; nobody asks the vendor over its head."""
    monkeypatch.setattr(lease, "RENEW_SECONDS", 3600.0)
    world.open()
    world.publish()
    stop, called, deliver = asyncio.Event(), asyncio.Event(), world.doors["x"].deliver

    async def slow(parcel):
        called.set()
        await asyncio.sleep(0.5)
        return await deliver(parcel)

    world.doors["x"].deliver = slow
    running = asyncio.create_task(world.house.engine.run(stop))
    await called.wait()
    world.clock.jump(600)
    for _ in range(20):
        world.house.engine.wake()
        await asyncio.sleep(0.05)
    stop.set()
    await running

    assert (len(world.doors["x"].parcels), world.doors["x"].asked) == (1, 0)


async def test_an_answer_that_a_locked_database_did_not_take_is_written_once_it_does(make_world):
    """S3: the partners have it, so none is pushed to again when another program lets go of the file."""
    world = make_world(channels=("website", "mvno"))
    world.open()
    world.publish()
    engine, deliver = world.house.database.engine, world.doors["mvno"].deliver
    event.listen(engine, "checkout", lambda connection, *_: connection.execute("PRAGMA busy_timeout=200"))

    async def locked(parcel):
        locker = engine.connect()
        locker.exec_driver_sql("SELECT 1")
        event.listen(engine, "handle_error", lambda _: locker.close())
        return await deliver(parcel)

    world.doors["mvno"].deliver = locked
    with pytest.raises(Exception, match="locked"):
        await Courier(world.desk, world.doors, world.clock.now, "one").serve("mvno")

    assert [d.status for d in world.deliveries() if d.channel == "mvno"] == [DeliveryStatus.DELIVERED]


async def test_what_waits_goes_where_the_profile_says_now(make_world, tmp_path):
    """The partner moved while its report was backing off; the next try finds it."""
    world = make_world()
    world.open()
    world.doors["mvno"].answers = [DeliveryFailed("partner_unreachable")]
    world.publish()
    await world.work()
    moved = replace(CARRIER.partners[0], webhook_url="https://new.hoshi.example/hook")
    after = build_world(tmp_path, clock=world.clock, partners=(moved,))
    after.go(1)
    await after.work()
    await after.house.close()

    assert [p.recipient.address for p in after.doors["mvno"].parcels] == ["https://new.hoshi.example/hook"]


async def test_a_way_out_closed_since_approval_keeps_no_report_from_the_others(make_world, tmp_path):
    """The account of X was taken away at a restart: the report goes out all the same, and says where."""
    world = make_world()
    world.open()
    approved = world.approve(world.submit())
    after = build_world(tmp_path, clock=world.clock, channels=("website", "feed", "mvno", "mail"))
    told = publish_notice(after.desk, approved.id, APPROVER, after.clock.now()).channels
    await after.work()
    await after.house.close()

    assert sorted(told) == ["feed", "mail", "mvno", "website"]
    assert len(after.doors["website"].parcels) == 1


async def test_a_partner_by_mail_taken_out_of_the_profile_is_mailed_nothing_more(make_world, tmp_path):
    """P1: what is for partners alone leaves the house for nobody who is none any more; it is told."""
    world = make_world()
    world.open()
    world.doors["mail"].answers = [DeliveryFailed("relay_unreachable")]
    world.publish()
    await world.work()
    after = build_world(tmp_path, clock=world.clock, partners=CARRIER.partners[:1])
    after.incident = world.incident
    after.go(1)
    await after.work()
    [dead] = [d for d in after.deliveries() if d.channel == "mail"]
    alarms = after.alarms()
    await after.house.close()

    assert after.doors["mail"].parcels == []
    assert (dead.status, dead.detail) == (DeliveryStatus.DEAD, "partner_removed")
    assert alarms == ["delivery_dead"]
