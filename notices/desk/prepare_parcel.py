"""Makes parcels for a lot of deliveries, or says why one must wait or need not go. No transaction is open afterwards.

Whoever is called is written down as attempted before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from notices.desk.desk import Desk
from notices.desk.message import Message, message_of
from notices.desk.ports import Records, Shard, StoredDelivery
from notices.desk.recipients import recipient_now
from notices.desk.record_receipt import Outcome, record_outcomes, write_down
from notices.desk.site_files import STATIC_CHANNELS, static_files
from notices.domain.channel_spec import ChannelSpec
from notices.domain.delivery import Audience, DeliveryStatus, Parcel, Receipt
from notices.domain.incident_event import Mode

WAIT_SECONDS = 5
# for which an earlier report that got no answer backs off at most while a later one waits for it
LONGEST_WAITED_FOR_SECONDS = 60
REPEAT_SECONDS = 5

Claimed = tuple[Shard, StoredDelivery]


@dataclass(frozen=True, slots=True)
class Prepared:
    """`must_look_up`: an earlier attempt got no answer and a repeat would harm, so the vendor is asked first (S3).

    `marked_at`: when it was written down; whoever comes next may take it up a while after that.
    """

    shard: Shard
    delivery: StoredDelivery
    parcel: Parcel
    must_look_up: bool
    marked_at: datetime


@dataclass(frozen=True, slots=True)
class NotMade:
    """No parcel could be made, and nobody was called. `is_counted`: the attempt stands in the records already."""

    shard: Shard
    delivery: StoredDelivery
    error: Exception
    is_counted: bool = False


def prepare_parcels(
    desk: Desk, owner: str, claimed: Sequence[Claimed], now: datetime,
    outcomes: Sequence[Outcome] = (), done_with: Sequence[Shard] = (),
) -> list[Prepared | NotMade]:  # fmt: skip
    """Of deliveries of one channel those that go now; the others are superseded, opted out, wait, or lost their claim.

    `outcomes` of the lot before are written down first, and its shards given back: one commit for both lots (0011).
    Left out is whatever concerns a shard whose claim was lost meanwhile: whoever took over has the word.
    What goes wrong with one message concerns its own deliveries; any other error undoes all of it and is raised.
    """
    concerned = [*(outcome.shard for outcome in outcomes), *done_with, *(shard for shard, _ in claimed)]
    with desk.database.write() as records:
        held = records.deliveries.held(concerned, owner)
        record_outcomes(desk, records, [outcome for outcome in outcomes if outcome.shard in held], now)
        records.deliveries.release_shards([shard for shard in done_with if shard in held])
        made = _those_that_go(desk, records, [each for each in claimed if each[0] in held], now)
    return [_with_parcel(desk, each, now) if isinstance(each, _Going) else each for each in made]


def if_silent_at(spec: ChannelSpec, now: datetime) -> datetime:
    """When an attempt made now, whose worker died over it, may be taken up again.

    A vendor that is asked (S3) is asked only once it can no longer be taking the parcel: a "not here" given too early
    would send a second copy.
    """
    return now + timedelta(seconds=REPEAT_SECONDS if spec.is_repeatable else spec.attempt_timeout_seconds)


def mark_again(desk: Desk, owner: str, prepared: Prepared, now: datetime) -> bool:
    """The vendor has no trace of it, so it is sent after all; attempted first. False when the claim was lost."""
    spec = desk.specs[prepared.delivery.channel]
    with desk.database.write() as records:
        if not records.deliveries.held([prepared.shard], owner):
            return False
        records.deliveries.mark_attempted([prepared.delivery.id], now, if_silent_at(spec, now))
    return True


@dataclass(frozen=True, slots=True)
class _Going:
    shard: Shard
    delivery: StoredDelivery
    message: Message
    must_look_up: bool


def _those_that_go(desk: Desk, records: Records, claimed: Sequence[Claimed], now: datetime) -> list[_Going | NotMade]:
    shards = {delivery.id: shard for shard, delivery in claimed}
    # whose shard is ours, nobody else touches, but for a later report that superseded it meanwhile
    settled = records.deliveries.settled(list(shards)) if shards else set()
    open_ = [delivery for _, delivery in claimed if delivery.id not in settled]
    # an earlier report is looked at first, as whatever becomes of it decides over the later one
    open_.sort(key=lambda delivery: (delivery.number, delivery.dispatch_id, delivery.id))
    return [
        each
        for _, group in groupby(open_, key=lambda delivery: delivery.dispatch_id)
        for each in _of_one_dispatch(desk, records, shards, list(group), now)
    ]


def _of_one_dispatch(
    desk: Desk, records: Records, shards: dict[str, Shard], deliveries: list[StoredDelivery], now: datetime
) -> list[_Going | NotMade]:
    spec = desk.specs[deliveries[0].channel]
    try:
        message = message_of(records, deliveries[0], spec, desk.mode, now)
    except Exception as error:  # noqa: BLE001
        return [NotMade(shards[delivery.id], delivery, error) for delivery in deliveries]
    going = [
        _Going(shards[d.id], d, message, d.status is not DeliveryStatus.WAITING and not spec.is_repeatable)
        for d in _not_hindered(desk, records, deliveries, message.mode, now)
    ]
    records.deliveries.count_tries([each.delivery.id for each in going if each.must_look_up])
    attempted = [each.delivery.id for each in going if not each.must_look_up]
    records.deliveries.mark_attempted(attempted, now, if_silent_at(spec, now))
    return list(going)


def _not_hindered(
    desk: Desk, records: Records, deliveries: list[StoredDelivery], mode: Mode, now: datetime
) -> Iterator[StoredDelivery]:
    """Those of one dispatch that may go; of the others it is written down what becomes of them."""
    first, recipient_ids = deliveries[0], [delivery.recipient.id for delivery in deliveries]
    others = records.deliveries.other_reports(first.incident_id, first.channel, first.number, recipient_ids)
    for delivery in deliveries:
        also = others.get(delivery.recipient.id, [])
        newest = max((each.number for each in also), default=0)
        settled = _reason_not_to_send(desk, records, delivery, mode, newest, now)
        if settled is not None:
            write_down(desk, records, [(delivery, settled, None)], now)
            continue
        before = [each for each in also if each.number < delivery.number]
        gone = Receipt(DeliveryStatus.SUPERSEDED, now, detail=f"by report {delivery.number}")
        never_sent = [each for each in before if each.status is DeliveryStatus.WAITING]
        if never_sent:
            write_down(desk, records, [(each, gone, None) for each in never_sent], now)
        if len(never_sent) < len(before):
            _hurry(records, before, now + timedelta(seconds=LONGEST_WAITED_FOR_SECONDS))
            wait_until = now + timedelta(seconds=WAIT_SECONDS)
            records.deliveries.put_back([(delivery.id, delivery.status, wait_until, "waits_for_earlier")])
            continue
        yield delivery


def _hurry(records: Records, waited_for: list[StoredDelivery], latest: datetime) -> None:
    slow = [each for each in waited_for if each.next_attempt_at is not None and each.next_attempt_at > latest]
    if slow:
        records.deliveries.bring_forward(slow, latest)


def _reason_not_to_send(
    desk: Desk, records: Records, delivery: StoredDelivery, mode: Mode, newest: int, now: datetime
) -> Receipt | None:
    """A receipt that settles the delivery without a call.

    Another mode (C12), taken out of the profile (P1), opted out (O4), or replaced (O11).
    """
    if delivery.recipient.mode is not mode:
        return Receipt(DeliveryStatus.DEAD, now, detail="mode_mismatch")
    if recipient_now(desk, delivery.recipient) is None:
        return Receipt(DeliveryStatus.DEAD, now, detail="partner_removed")
    # what the vendor has accepted cannot be called back: it is only asked about, not skipped
    is_subscriber = desk.specs[delivery.channel].audience is Audience.SUBSCRIBERS
    if (
        is_subscriber
        and delivery.status is not DeliveryStatus.SENT
        and records.subscribers.has_opted_out(delivery.recipient.id)
    ):
        return Receipt(DeliveryStatus.SKIPPED, now, detail="opted_out")
    if delivery.status is DeliveryStatus.WAITING and newest > delivery.number:
        return Receipt(DeliveryStatus.SUPERSEDED, now, detail=f"by report {newest}")
    return None


def _with_parcel(desk: Desk, going: _Going, now: datetime) -> Prepared | NotMade:
    delivery, message = going.delivery, going.message
    try:
        is_static = delivery.channel in STATIC_CHANNELS
        files = static_files(desk, delivery.channel, delivery.incident_id, now) if is_static else {}
    except Exception as error:  # noqa: BLE001
        return NotMade(going.shard, delivery, error, is_counted=True)
    parcel = Parcel(
        delivery_id=delivery.id,
        channel=delivery.channel,
        recipient=recipient_now(desk, delivery.recipient) or delivery.recipient,
        notice_id=message.notice_id,
        incident_id=delivery.incident_id,
        number=delivery.number,
        mode=message.mode,
        title=message.title,
        text=message.text,
        page_url=message.page_url,
        published_at=message.published_at,
        valid_until=message.valid_until,
        files=files,
        attempt=delivery.attempts + 1,
        attempted_at=delivery.attempted_at,
    )
    return Prepared(going.shard, delivery, parcel, going.must_look_up, now)
