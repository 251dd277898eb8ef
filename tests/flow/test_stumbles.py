"""What nobody foresaw: a door that breaks, a text that is gone, a record that cannot be written, a worker that dies."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import delete, text
from sqlalchemy.exc import DatabaseError
from worlds.house import add_subscribers

from notices.desk.claim_work import claim_work
from notices.desk.prepare_parcel import prepare_parcels
from notices.domain.carrier import Partner
from notices.domain.delivery import DeliveryStatus, Receipt
from notices.domain.errors import ConfigurationError
from notices.domain.rendition import Form
from notices.storage import tables
from scheduler import lease

pytestmark = pytest.mark.slow


def of(world, channel):
    return [d for d in world.deliveries() if d.channel == channel]


def die_over(world, channel):
    """A worker writes "attempted" and is never seen again; its lease ends a second later."""
    [(shard, [delivery])] = claim_work(world.desk, channel, "dead", world.clock.now(), 1)
    prepare_parcels(world.desk, "dead", [(shard, delivery)], world.clock.now())


@pytest.mark.parametrize("error", [ConfigurationError("secret_missing", name="x"), RuntimeError("+819000000000")])
async def test_a_door_that_breaks_stops_only_the_parcel_it_broke_on(world, error, caplog):
    """S4: the others go; what became of this one is asked first, after a wait, and no number reaches the log."""
    add_subscribers(world, 3)
    world.open()
    world.doors["sms"].answers = [error]
    world.publish()
    await world.work()
    at_first = sorted((d.status, d.attempts) for d in of(world, "sms"))
    world.go(1)
    await world.work()

    assert at_first == [("attempted", 1), ("delivered", 1), ("delivered", 1)]
    assert {d.status for d in of(world, "sms")} == {DeliveryStatus.DELIVERED}
    assert (world.doors["sms"].asked, len(world.doors["sms"].parcels)) == (1, 3)
    assert type(error).__name__ in caplog.text or "secret_missing" in caplog.text
    assert "+8190" not in caplog.text


async def test_a_parcel_that_cannot_be_made_holds_up_no_other_incident(world):
    """S4: its text is gone from the records; it backs off, and what is behind it in the queue goes."""
    world.open()
    poisoned = world.publish()
    with world.house.database.engine.begin() as connection:
        is_its_post = (tables.renditions.c.notice_id == poisoned.id, tables.renditions.c.form == Form.POST.value)
        connection.execute(delete(tables.renditions).where(*is_its_post))
    await world.work()
    [waiting] = of(world, "x")
    world.open()
    world.publish()
    await world.work()

    assert (waiting.status, waiting.detail) == (DeliveryStatus.WAITING, "stumbled KeyError")
    assert waiting.next_attempt_at == world.clock.now() + timedelta(seconds=5)
    assert [d.status for d in of(world, "x")] == [DeliveryStatus.DELIVERED]


async def test_a_silent_partner_keeps_no_other_partner_waiting(make_world):
    """S4: each partner has its own as soon as it can be had."""
    partners = [
        Partner(f"p{n}", f"p{n}", "webhook", webhook_url=f"https://p{n}.example/", secret_name="s") for n in range(3)
    ]
    world = make_world(channels=("website", "mvno"), partners=tuple(partners))
    world.open()
    world.doors["mvno"].answers = [3600.0]
    world.publish()
    hanging = asyncio.create_task(world.work())
    for _ in range(200):
        await asyncio.sleep(0.02)
        if len(world.doors["mvno"].parcels) == 2:
            break
    is_hanging = not hanging.done()
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)

    assert (is_hanging, len(world.doors["mvno"].parcels)) == (True, 2)


async def test_a_receipt_that_cannot_be_written_is_asked_for_again(world):
    """S3: the disk refuses the receipt; the post stands, is found, and is not repeated."""
    world.open()
    world.publish()
    refuse = "CREATE TRIGGER refuse BEFORE INSERT ON receipts BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    with world.house.database.engine.begin() as connection:
        connection.execute(text(refuse))
    with pytest.raises(DatabaseError):
        await world.house.engine.run_until_idle()
    [unknown] = of(world, "x")
    with world.house.database.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER refuse"))
    world.doors["x"].found[unknown.id] = Receipt(DeliveryStatus.DELIVERED, world.clock.now(), "found")
    world.go(1)
    await world.work()

    assert unknown.status is DeliveryStatus.ATTEMPTED
    assert (world.doors["x"].asked, len(world.doors["x"].parcels)) == (1, 1)
    assert {d.status for d in world.deliveries()} == {DeliveryStatus.DELIVERED}


async def test_a_worker_that_is_cancelled_gives_its_shard_back(world):
    """A shutdown half way: whoever comes next need not wait for a lease, and asks before repeating."""
    world.open()
    world.doors["x"].answers = [3600.0]
    world.publish()
    hanging = asyncio.create_task(world.house.engine.run_until_idle())
    for _ in range(200):
        await asyncio.sleep(0.02)
        if of(world, "x") and of(world, "x")[0].status is DeliveryStatus.ATTEMPTED:
            break
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)
    world.go(0.5)
    taken = claim_work(world.desk, "x", "next", world.clock.now(), 60)

    assert len(taken) == 1
    assert [d.status for d in of(world, "x")] == [DeliveryStatus.ATTEMPTED]


async def test_a_shard_that_is_worked_on_is_not_taken_over(world, monkeypatch):
    """A slow vendor may take longer than the lease: it is renewed for as long as the worker lives."""
    monkeypatch.setattr(lease, "RENEW_SECONDS", 0.02)
    world.open()
    world.doors["x"].answers = [3600.0]
    world.publish()
    working = asyncio.create_task(world.house.engine.run_until_idle())
    for _ in range(200):
        await asyncio.sleep(0.02)
        if not world.doors["x"].answers:
            break
    taken = []
    for _ in range(10):
        await asyncio.sleep(0.1)
        taken.append(claim_work(world.desk, "x", "other", world.clock.now(), 60))
        world.clock.set(world.clock.now() + timedelta(seconds=lease.LEASE_SECONDS - 1))
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)

    assert taken == [[]] * 10
    assert len(claim_work(world.desk, "x", "other", world.clock.now(), 60)) == 1


async def test_a_dead_workers_post_is_asked_for_only_when_the_vendor_can_no_longer_be_taking_it(world):
    """S3: "not here" said too early would send a second copy."""
    world.open()
    world.publish()
    die_over(world, "x")
    seconds = world.doors["x"].spec.attempt_timeout_seconds
    asked = []
    for after in (2, seconds - 1, seconds):
        world.clock.set(world.at(0) + timedelta(seconds=after))
        await world.work()
        asked.append(world.doors["x"].asked)

    assert asked == [0, 0, 1]
    assert len(world.doors["x"].parcels) == 1


async def test_a_worker_that_loses_its_claim_while_it_asks_does_not_send(world, monkeypatch):
    """S3: the vendor knows nothing of it, but another worker has the word by now."""
    world.open()
    world.publish()
    die_over(world, "x")

    async def taken_over_meanwhile(parcel):
        world.go(5)
        claim_work(world.desk, "x", "other", world.clock.now(), 60)

    monkeypatch.setattr(world.doors["x"], "look_up", taken_over_meanwhile)
    world.go(1)
    await world.work()

    assert world.doors["x"].parcels == []
    assert [d.status for d in of(world, "x")] == [DeliveryStatus.ATTEMPTED]


async def test_a_dead_workers_page_is_put_in_place_within_seconds(world):
    """Where a repeat is harmless nobody waits for a vendor's time-out."""
    world.open()
    world.publish()
    die_over(world, "website")
    world.clock.set(world.at(0) + timedelta(seconds=5))
    await world.work()

    assert [d.status for d in of(world, "website")] == [DeliveryStatus.DELIVERED]


async def test_an_opt_out_after_the_vendor_accepted_is_not_called_skipped(world):
    """O4 and S3: the message is out; only its arrival is still asked for."""
    add_subscribers(world, 1)
    world.open()
    world.publish()
    [(_, [accepted])] = claim_work(world.desk, "sms", "w", world.clock.now(), 1)
    with world.house.database.write() as records:
        sent = Receipt(DeliveryStatus.SENT, world.clock.now(), "v-1")
        records.deliveries.add_receipts([(accepted.id, sent, world.clock.now())])
        records.subscribers.opt_out("sub-000", world.clock.now())
    world.doors["sms"].found[accepted.id] = Receipt(DeliveryStatus.DELIVERED, world.clock.now(), "v-1")
    world.go(1)
    await world.work()

    assert [d.status for d in of(world, "sms")] == [DeliveryStatus.DELIVERED]
    assert world.doors["sms"].parcels == []
