"""Finds the next lot of deliveries to make: writes out recipient lists first, then hands out a shard under a lease."""

from datetime import datetime, timedelta

from notices.desk.desk import Desk
from notices.desk.ports import Dispatch, Records, Shard
from notices.domain.delivery import Audience, Recipient
from notices.domain.incident_event import Mode

SITE = "site"


def has_work(desk: Desk, channel: str, now: datetime) -> bool:
    """Whether anything is due on this channel: a look that locks nothing, for the many times that nothing is."""
    with desk.database.read() as records:
        next_at = records.deliveries.next_work_at([channel])
    return next_at is not None and next_at <= now


def claim_work(desk: Desk, channel: str, owner: str, now: datetime, lease_seconds: float) -> Shard | None:
    """A shard of this channel with work due, or None. Its lease ends after `lease_seconds`, then others may take it."""
    with desk.database.write() as records:
        for dispatch in records.deliveries.dispatches_to_expand([channel]):
            _expand(desk, records, dispatch, now)
        return records.deliveries.claim_shard(channel, owner, now, now + timedelta(seconds=lease_seconds))


def renew_claim(desk: Desk, shard: Shard, owner: str, now: datetime, lease_seconds: float) -> bool:
    """Still at work on it: the lease ends `lease_seconds` from now. False when someone else has taken the shard."""
    with desk.database.write() as records:
        return records.deliveries.renew_shard(shard, owner, now + timedelta(seconds=lease_seconds))


def _expand(desk: Desk, records: Records, dispatch: Dispatch, now: datetime) -> None:
    """One more lot of the dispatch's recipients. The cursor is kept, so a stop half way resumes there."""
    spec = desk.specs[dispatch.channel]
    size = spec.recipients_per_shard
    if spec.audience is Audience.SUBSCRIBERS:
        lot = records.subscribers.registered(dispatch.channel, desk.mode, dispatch.created_at, dispatch.cursor, size)
        is_last = len(lot) < size
    else:
        lot, is_last = standing_recipients(desk, dispatch.channel), True
    pairs = [(desk.new_id(), recipient) for recipient in lot]
    cursor = lot[-1].id if lot else dispatch.cursor
    if spec.audience is Audience.PARTNERS:
        # a slow partner must not hold up the next one: a shard of its own each
        for position, pair in enumerate(pairs):
            last = is_last and position == len(pairs) - 1
            records.deliveries.add_shard(desk.new_id(), dispatch, [pair], now, cursor=cursor, is_last=last)
        if not pairs:
            records.deliveries.add_shard(desk.new_id(), dispatch, [], now, cursor=cursor, is_last=True)
        return
    records.deliveries.add_shard(desk.new_id(), dispatch, pairs, now, cursor=cursor, is_last=is_last)


def standing_recipients(desk: Desk, channel: str) -> list[Recipient]:
    """Recipients that stand in the carrier's profile. A drill has none on a public way out (C12)."""
    spec = desk.specs[channel]
    if spec.audience is Audience.PARTNERS:
        choice = {"mvno": "webhook", "mail": "mail"}.get(channel)
        return [
            Recipient(
                id=partner.id, channel=channel, name=partner.name, partner_id=partner.id, mode=desk.mode,
                address=partner.webhook_url if choice == "webhook" else partner.mail,
            )
            for partner in desk.carrier.partners
            if partner.first_choice == choice
        ]  # fmt: skip
    if desk.mode is Mode.DRILL:
        return []
    return [Recipient(id=SITE, channel=channel, address=desk.carrier.site_url, mode=desk.mode)]
