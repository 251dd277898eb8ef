"""From publication to receipts: order, repeats, failures, isolation."""

import asyncio
from datetime import timedelta

import pytest
from worlds.house import add_subscribers

from notices.desk.claim_work import claim_work
from notices.desk.prepare_parcel import prepare_parcels
from notices.domain import incident_event as ev
from notices.domain.deadline import DeadlineState
from notices.domain.delivery import Audience, DeliveryStatus, Receipt, Recipient
from notices.domain.errors import DeliveryFailed
from notices.domain.incident_event import Mode
from notices.domain.notice_content import NoticeKind, Wording
from scheduler.engine import embedded

pytestmark = pytest.mark.slow

NEWS = Wording(cause="ソフトウェアの不具合")


def statuses(world, channel):
    return {(d.number, d.recipient.id): d.status for d in world.deliveries() if d.channel == channel}


async def test_every_way_out_gets_its_own_form_once(world):
    """Publishing writes the duty; one round of work delivers it, a second round nothing more."""
    add_subscribers(world, 3)
    world.open()
    world.publish()
    await world.work()
    await world.work()

    counts = {name: len(door.parcels) for name, door in world.doors.items()}
    assert counts == {"website": 1, "feed": 1, "mvno": 1, "mail": 1, "x": 1, "sms": 3}
    assert {d.status for d in world.deliveries()} == {DeliveryStatus.DELIVERED}


async def test_each_door_is_handed_exactly_the_frozen_text(world):
    """S1: what was approved is what goes out, in every form."""
    add_subscribers(world, 1)
    world.open()
    notice = world.publish()
    await world.work()
    with world.house.database.read() as records:
        frozen = records.notices.texts(notice.id)

    for door in world.doors.values():
        assert [parcel.text for parcel in door.parcels] == [frozen[door.spec.form]]


async def test_partners_are_told_in_the_same_round_as_the_web_and_before_sms(world):
    """O5: at the same moment as the public, before any text message."""
    ranks = {name: world.desk.specs[name].priority for name in world.doors}

    assert ranks["website"] == ranks["feed"] == ranks["mvno"] == ranks["mail"] < ranks["x"] < ranks["sms"]


async def test_a_later_report_replaces_an_unsent_earlier_one(world):
    """O11: the partner was down; it gets the newest report, and the order is kept."""
    world.open()
    world.doors["mvno"].answers = [DeliveryFailed("connection_refused")]
    world.publish()
    await world.work()
    world.go(1)
    world.publish(NoticeKind.UPDATE, wording=NEWS)
    await world.work()
    world.go(3)
    await world.work()

    assert [p.number for p in world.doors["mvno"].parcels] == [2]
    assert statuses(world, "mvno") == {
        (1, "hoshi"): DeliveryStatus.SUPERSEDED,
        (2, "hoshi"): DeliveryStatus.DELIVERED,
    }


async def test_an_earlier_report_never_tried_is_superseded(world):
    """O11: two reports wait; only the newer one is sent, and both count as standing on the web."""
    add_subscribers(world, 1)
    world.open()
    world.publish()
    world.go(1)
    world.publish(NoticeKind.UPDATE, wording=NEWS)
    await world.work()

    assert statuses(world, "sms") == {
        (1, "sub-000"): DeliveryStatus.SUPERSEDED,
        (2, "sub-000"): DeliveryStatus.DELIVERED,
    }
    assert world.deadlines()["first_report"].state is DeadlineState.MET


async def test_a_report_waits_while_an_earlier_ones_outcome_is_unknown(world):
    """O11: the order per recipient is kept; the later one goes once the earlier is settled."""
    world.open()
    world.doors["x"].answers = [DeliveryFailed("timeout", is_unanswered=True), DeliveryFailed("vendor_down")]
    world.publish()
    await world.work()
    world.publish(NoticeKind.UPDATE, wording=NEWS)
    await world.work()
    waiting = statuses(world, "x")
    for minute in (10, 11, 12):
        world.go(minute)
        await world.work()

    assert waiting == {(1, "site"): DeliveryStatus.ATTEMPTED, (2, "site"): DeliveryStatus.WAITING}
    assert statuses(world, "x")[2, "site"] is DeliveryStatus.DELIVERED
    assert [p.number for p in world.doors["x"].parcels][-1] == 2


async def test_an_unanswered_post_is_looked_up_and_not_repeated(world):
    """S3: X took it but never answered; the look-up finds it, one post stands."""
    world.open()
    world.doors["x"].answers = [DeliveryFailed("timeout", is_unanswered=True)]
    world.publish()
    await world.work()
    [unknown] = [d for d in world.deliveries() if d.channel == "x"]
    world.doors["x"].found[unknown.id] = Receipt(DeliveryStatus.DELIVERED, world.clock.now(), "found")
    world.go(1)
    await world.work()

    assert unknown.status is DeliveryStatus.ATTEMPTED
    assert (world.doors["x"].asked, world.doors["x"].parcels) == (1, [])
    assert statuses(world, "x") == {(1, "site"): DeliveryStatus.DELIVERED}


async def test_an_unanswered_post_the_vendor_knows_nothing_of_is_sent_again(world):
    """S3: asked first, then repeated, because nothing was there."""
    world.open()
    world.doors["x"].answers = [DeliveryFailed("timeout", is_unanswered=True)]
    world.publish()
    await world.work()
    world.go(1)
    await world.work()

    assert (world.doors["x"].asked, len(world.doors["x"].parcels)) == (1, 1)


async def test_an_unanswered_webhook_is_simply_repeated_with_the_same_id(world):
    """S3: harmless for a receiver that knows the id."""
    world.open()
    world.doors["mvno"].answers = [DeliveryFailed("timeout", is_unanswered=True)]
    world.publish()
    await world.work()
    before = [d.id for d in world.deliveries() if d.channel == "mvno"]
    world.go(1)
    await world.work()

    assert (world.doors["mvno"].asked, [p.delivery_id for p in world.doors["mvno"].parcels]) == (0, before)


async def test_a_worker_killed_between_call_and_answer_leaves_an_unknown_that_is_looked_up(world):
    """S3: "attempted" stands in the records before the vendor is called; the next worker asks first."""
    world.open()
    world.publish()
    [(shard, [delivery])] = claim_work(world.desk, "x", "dead-worker", world.clock.now(), 60)
    prepare_parcels(world.desk, "dead-worker", [(shard, delivery)], world.clock.now())
    world.go(0.5)
    await world.work()
    while_leased = statuses(world, "x")
    world.go(2)
    await world.work()

    assert while_leased == {(1, "site"): DeliveryStatus.ATTEMPTED}
    assert (world.doors["x"].asked, len(world.doors["x"].parcels)) == (1, 1)
    assert statuses(world, "x") == {(1, "site"): DeliveryStatus.DELIVERED}


async def test_a_frozen_worker_that_comes_back_cannot_write(world):
    """S3: the fence; whoever took the shard over has the word."""
    world.open()
    world.publish()
    [(shard, [delivery])] = claim_work(world.desk, "x", "frozen", world.clock.now(), 60)
    world.go(2)
    await world.work()

    assert prepare_parcels(world.desk, "frozen", [(shard, delivery)], world.clock.now()) == []
    assert len(world.doors["x"].parcels) == 1


async def test_a_permanent_failure_is_a_visible_dead_letter(world):
    """S4: told once, never retried, nobody else held up."""
    add_subscribers(world, 2)
    world.open()
    world.doors["sms"].answers = [DeliveryFailed("number_not_in_use", is_permanent=True)]
    world.publish()
    await world.work()
    world.go(60)
    await world.work()

    assert sorted(statuses(world, "sms").values()) == [DeliveryStatus.DEAD, DeliveryStatus.DELIVERED]
    assert world.alarms() == ["delivery_dead"]


async def test_an_opt_out_is_honoured_at_the_moment_of_sending(world):
    """O4: the list was written before the stop came."""
    add_subscribers(world, 2)
    world.open()
    world.doors["sms"].answers = [DeliveryFailed("busy"), DeliveryFailed("busy")]
    world.publish()
    await world.work()
    with world.house.database.write() as records:
        records.subscribers.opt_out("sub-000", world.clock.now())
    world.go(1)
    await world.work()

    assert statuses(world, "sms") == {
        (1, "sub-000"): DeliveryStatus.SKIPPED, (1, "sub-001"): DeliveryStatus.DELIVERED,
    }  # fmt: skip


async def test_subscribers_who_register_later_are_not_told_of_this_report(world):
    """Recipients are those registered when it was published."""
    world.open()
    world.publish()
    world.go(1)
    with world.house.database.write() as records:
        records.subscribers.add(Recipient("late", "sms", "+819000000099"), world.clock.now())
    await world.work()

    assert world.doors["sms"].parcels == []


async def test_a_long_list_is_written_in_lots_and_nobody_is_left_out(make_world):
    """Shards of 500: 1,201 subscribers are three lots, each told once."""
    world = make_world(channels=("website", "sms"))
    add_subscribers(world, 1201)
    world.open()
    world.publish()
    await world.work()

    told = [parcel.recipient.id for parcel in world.doors["sms"].parcels]
    assert len(told) == len(set(told)) == 1201


async def test_a_drill_has_no_public_recipient(make_world):
    """C12: website, feeds and X have nobody to deliver to in a drill."""
    drill = make_world(mode=Mode.DRILL)
    add_subscribers(drill, 1)
    drill.open()
    notice = drill.publish()
    await drill.work()

    public = [name for name, spec in drill.desk.specs.items() if spec.audience is Audience.PUBLIC]
    assert sorted(public) == ["feed", "website", "x"]
    assert [drill.doors[name].parcels for name in public] == [[], [], []]
    assert [p.mode for p in drill.doors["sms"].parcels] == [Mode.DRILL]
    assert notice.content.mode is Mode.DRILL


async def test_a_drills_text_never_goes_to_a_real_recipient(make_world):
    """C12: even a recipient list that was mixed up sends nothing."""
    drill = make_world(mode=Mode.DRILL, channels=("website", "sms"))
    drill.open()
    drill.publish()
    with drill.house.database.write() as records:
        dispatch = records.deliveries.dispatches_to_expand(["sms"])[0]
        real = Recipient("real", "sms", "+819000000001", mode=Mode.NORMAL)
        records.deliveries.add_shards(dispatch, [("s", [("v", real)])], drill.clock.now(), cursor="real", is_last=True)
    await drill.work()

    assert drill.doors["sms"].parcels == []
    assert statuses(drill, "sms") == {(1, "real"): DeliveryStatus.DEAD}


async def test_a_slow_vendor_delays_no_other_way_out(world):
    """S4: X hangs; web, feeds and partners have theirs while it does."""
    world.open()
    world.doors["x"].answers = [3600.0]
    world.publish()
    hanging = asyncio.create_task(world.work())
    for _ in range(200):
        await asyncio.sleep(0.02)
        if all(world.doors[name].parcels for name in ("website", "feed", "mvno", "mail")):
            break
    is_hanging = not hanging.done()
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)

    assert is_hanging
    assert [len(world.doors[n].parcels) for n in ("website", "feed", "mvno", "mail", "x")] == [1, 1, 1, 1, 0]


async def test_the_engine_wakes_at_once_when_work_is_written(world):
    """Work is not left to the next poll: a stopped poll would leave it undone here."""
    before, embedded.POLL_SECONDS = embedded.POLL_SECONDS, 3600.0
    stop = asyncio.Event()
    running = asyncio.create_task(world.house.engine.run(stop))
    try:
        await asyncio.sleep(0.2)
        world.open()
        world.publish()
        for _ in range(300):
            await asyncio.sleep(0.01)
            if world.doors["website"].parcels:
                break
    finally:
        embedded.POLL_SECONDS = before
        stop.set()
        await running

    assert len(world.doors["website"].parcels) == 1


async def test_the_site_is_refreshed_two_days_after_recovery(world):
    """T9: time alone moves the incident from the top page to the archive."""
    world.open()
    world.publish()
    world.go(30)
    world.tell(ev.RecoveryReported(world.at(30)))
    world.judge()
    world.publish(NoticeKind.RESTORED)
    await world.work()
    placed = len(world.doors["website"].parcels)
    world.clock.set(world.at(30) + timedelta(days=2))
    await world.beat()
    await world.beat()

    [refresh] = world.doors["website"].parcels[placed:]
    top = refresh.files["index.html"].decode()
    assert "現在、お知らせしている障害はありません" in top
    assert world.doors["feed"].parcels[-1].delivery_id == "refresh-feed"
