"""Writes down what became of a delivery, fenced by the shard's claim; a report on the web meets its deadline here."""

from datetime import datetime

from notices.desk.desk import Desk
from notices.desk.ports import Records, Shard, StoredDelivery
from notices.desk.sync_clock import sync_clock
from notices.domain.delivery import DeliveryStatus, Receipt


def record_receipt(
    desk: Desk, shard: Shard, owner: str, delivery: StoredDelivery, receipt: Receipt, next_attempt_at: datetime | None,
    now: datetime,
) -> bool:  # fmt: skip
    """Add the receipt. False when the claim was lost meanwhile: whoever took over writes instead."""
    with desk.database.write() as records:
        if not records.deliveries.holds_shard(shard, owner):
            return False
        write_down(desk, records, delivery, receipt, next_attempt_at, now)
        if delivery.channel == "website" and receipt.status is DeliveryStatus.DELIVERED:
            sync_clock(desk, records, delivery.incident_id, now)
    return True


def write_down(
    desk: Desk, records: Records, delivery: StoredDelivery, receipt: Receipt, next_attempt_at: datetime | None,
    now: datetime,
) -> None:  # fmt: skip
    """The receipt itself, inside a transaction; a dead letter is told to the carrier's people."""
    records.deliveries.add_receipt(delivery.id, receipt, next_attempt_at)
    if receipt.status is DeliveryStatus.DEAD:
        details = {
            "incident": delivery.incident_id, "number": str(delivery.number), "channel": delivery.channel,
            "recipient": delivery.recipient.id, "reason": receipt.detail.partition(" ")[0],
        }  # fmt: skip
        records.alarms.add(desk.new_id(), delivery.incident_id, "delivery_dead", details, now)
        records.audit.append(now, "courier", "delivery_dead", delivery.id, details)


def put_back(
    desk: Desk, shard: Shard, owner: str, delivery: StoredDelivery, status: DeliveryStatus, *,
    next_attempt_at: datetime, reason: str, now: datetime, was_prepared: bool = True,
) -> bool:  # fmt: skip
    """To be tried or looked up again at `next_attempt_at`; "attempted" stands for an outcome nobody knows.

    `was_prepared`: the attempt is counted already; what failed before that is counted here.
    """
    with desk.database.write() as records:
        if not records.deliveries.holds_shard(shard, owner):
            return False
        if not was_prepared:
            records.deliveries.count_try(delivery.id)
        records.deliveries.put_back(delivery.id, status, now, next_attempt_at, reason)
    return True


def release_shard(desk: Desk, shard: Shard, owner: str) -> None:
    """Give the shard back; it is due again when its next delivery is."""
    with desk.database.write() as records:
        records.deliveries.release_shard(shard, owner)
