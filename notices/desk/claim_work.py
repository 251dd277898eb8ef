"""Finds the next deliveries to make: writes out recipient lists first, then hands out shards under a lease."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from notices.desk.desk import Desk
from notices.desk.ports import Dispatch, Lot, Records, Shard, StoredDelivery
from notices.desk.recipients import standing_recipients
from notices.domain.delivery import Audience

WRITTEN_AT_ONCE = 512
ALIKE = 12


def has_work(desk: Desk, channel: str, now: datetime) -> bool:
    """Whether anything is due on this channel: a look that locks nothing, for the many times that nothing is."""
    with desk.database.read() as records:
        return records.deliveries.has_work(channel, now)


def claim_work(
    desk: Desk,
    channel: str,
    owner: str,
    now: datetime,
    lease_seconds: float,
    most: int = 1,
    in_hand: Sequence[str] = (),
) -> list[tuple[Shard, list[StoredDelivery]]]:
    """At most so many shards of this channel with the deliveries due in them, most urgent first.

    Their lease ends after `lease_seconds`, then others may take them. `in_hand`: ids of shards that this worker is at
    work on; where the clock jumped ahead, even their leases look as if they had ended.
    """
    with desk.database.write() as records:
        for dispatch in records.deliveries.dispatches_to_expand([channel]):
            _expand(desk, records, dispatch, now)
        lease_until = now + timedelta(seconds=lease_seconds)
        shards = records.deliveries.claim_shards(channel, owner, now, lease_until, most, in_hand)
        due: dict[str, list[StoredDelivery]] = {shard.id: [] for shard in shards}
        for delivery in records.deliveries.unsettled(shards, now):
            due[delivery.shard_id].append(delivery)
    return [(shard, due[shard.id]) for shard in shards]


def renew_claims(desk: Desk, shards: Sequence[Shard], owner: str, now: datetime, lease_seconds: float) -> set[Shard]:
    """Still at work on them: the leases end `lease_seconds` from now. Returns those that nobody else has taken."""
    with desk.database.write() as records:
        return records.deliveries.renew_shards(shards, owner, now + timedelta(seconds=lease_seconds))


def _expand(desk: Desk, records: Records, dispatch: Dispatch, now: datetime) -> None:
    """More of the dispatch's recipients, by id. The cursor is kept, so a stop half way resumes there.

    Never all of a long list at once: the first are called while the next are written, and the clock can write, too.
    """
    spec = desk.specs[dispatch.channel]
    size, cursor = spec.recipients_per_shard, dispatch.cursor
    most = max(size, WRITTEN_AT_ONCE)
    if spec.audience is Audience.SUBSCRIBERS:
        found = records.subscribers.registered(dispatch.channel, desk.mode, dispatch.created_at, cursor, most)
    else:
        listed = sorted(standing_recipients(desk, dispatch.channel), key=lambda recipient: recipient.id)
        found = [recipient for recipient in listed if recipient.id > cursor][:most]
    is_last = len(found) < most
    # what is written together begins alike, so that it stands together in the records: fewer pages in each commit
    alike = desk.new_id()[:ALIKE]
    pairs = [(alike + desk.new_id()[ALIKE:], recipient) for recipient in found]
    lots: list[Lot] = [
        (alike + desk.new_id()[ALIKE:], pairs[start : start + size]) for start in range(0, len(pairs), size)
    ]
    cursor = found[-1].id if found else cursor
    records.deliveries.add_shards(dispatch, lots, now, cursor=cursor, is_last=is_last)
