"""Many at once (0011): what a lot shares is a transaction, never another's fate."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from worlds.house import add_subscribers

from channels.registry import SPECS
from notices.desk.claim_work import claim_work
from notices.domain.carrier import Partner
from notices.domain.delivery import DeliveryStatus
from scheduler import lane

pytestmark = pytest.mark.slow


def with_partners(make_world, count):
    names = [f"p{n:04}" for n in range(count)]
    partners = [Partner(p, p, "webhook", webhook_url=f"https://{p}.example/", secret_name="s") for p in names]
    return make_world(channels=("website", "mvno"), partners=tuple(partners))


def of(world, channel):
    return [d for d in world.deliveries() if d.channel == channel]


async def until(is_so):
    for _ in range(500):
        await asyncio.sleep(0.02)
        if is_so():
            return


async def test_many_partners_have_it_once_each(make_world):
    """More than are pushed to at once, and more than are written at once."""
    world = with_partners(make_world, 1100)
    world.open()
    world.publish()
    await world.work()

    told = [parcel.recipient.id for parcel in world.doors["mvno"].parcels]
    assert sorted(told) == [f"p{n:04}" for n in range(1100)]
    assert {(d.status, d.attempts) for d in of(world, "mvno")} == {(DeliveryStatus.DELIVERED, 1)}


async def test_as_many_silent_partners_as_there_are_places_keep_nobody_waiting(make_world, monkeypatch):
    """S4: who hangs leaves its place to another."""
    monkeypatch.setattr(lane, "LOOK_SECONDS", 0.1)
    places = SPECS["mvno"].at_once
    world = with_partners(make_world, places + 5)
    world.open()
    world.doors["mvno"].answers = [3600.0] * places
    world.publish()
    hanging = asyncio.create_task(world.work())
    await until(lambda: len(world.doors["mvno"].parcels) == 5)
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)

    assert len(world.doors["mvno"].parcels) == 5
    assert [d.status for d in of(world, "mvno")].count(DeliveryStatus.DELIVERED) == 5


async def test_a_receipt_that_cannot_be_written_keeps_no_other_from_being_written(make_world):
    """S4: the lot is refused, and then written one by one."""
    world = with_partners(make_world, 20)
    world.open()
    world.publish()
    refuse = (
        "CREATE TRIGGER refuse BEFORE INSERT ON receipts WHEN NEW.delivery_id IN "
        "(SELECT id FROM deliveries WHERE recipient_id = 'p0007') BEGIN SELECT RAISE(ABORT, 'not this one'); END"
    )
    with world.house.database.engine.begin() as connection:
        connection.execute(text(refuse))
    with pytest.raises(DatabaseError):
        await world.house.engine.run_until_idle()

    assert [d.recipient.id for d in of(world, "mvno") if d.status is not DeliveryStatus.DELIVERED] == ["p0007"]
    assert len(world.doors["mvno"].parcels) == 20


async def test_no_more_texts_are_unknown_at_once_than_the_channel_says(make_world):
    """S3: the vendor has no idempotency key, so a crash leaves few to be looked up."""
    world = make_world(channels=("website", "sms"))
    add_subscribers(world, 60)
    world.open()
    world.publish()
    unknown = []
    deliver = world.doors["sms"].deliver

    async def counted(parcel):
        unknown.append([d.status for d in of(world, "sms")].count(DeliveryStatus.ATTEMPTED))
        return await deliver(parcel)

    world.doors["sms"].deliver = counted
    await world.work()

    assert len(world.doors["sms"].parcels) == 60
    assert max(unknown) == SPECS["sms"].at_once


async def test_new_work_is_served_while_an_old_call_hangs(make_world):
    """S4: one outage's silent partner holds up no other outage's report."""
    world = with_partners(make_world, 1)
    world.open()
    world.doors["mvno"].answers = [3600.0]
    world.publish()
    stop = asyncio.Event()
    running = asyncio.create_task(world.house.engine.run(stop))
    await until(lambda: not world.doors["mvno"].answers)
    world.open()
    world.publish()
    await until(lambda: world.doors["mvno"].parcels)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert [p.incident_id for p in world.doors["mvno"].parcels] == [world.incident]


async def test_a_house_that_ends_finishes_what_is_under_way_and_gives_the_rest_back(make_world):
    """A stop is not kept waiting by a long list; whoever comes next need not wait for a lease."""
    world = with_partners(make_world, 400)
    world.open()
    world.publish()
    stop = asyncio.Event()
    deliver = world.doors["mvno"].deliver

    async def last(parcel):
        stop.set()
        return await deliver(parcel)

    world.doors["mvno"].deliver = last
    await world.house.engine.run(stop)
    statuses = {d.status for d in of(world, "mvno")}
    left = claim_work(world.desk, "mvno", "next", world.clock.now(), 60, most=1000)

    assert statuses == {DeliveryStatus.DELIVERED, DeliveryStatus.WAITING}
    assert len(left) == 400 - len(world.doors["mvno"].parcels)
