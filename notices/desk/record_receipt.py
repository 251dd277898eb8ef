"""Writes down what became of deliveries; a report on the web, or with an authority, meets its deadline here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from notices.desk.desk import Desk
from notices.desk.ports import Records, Shard, StoredDelivery
from notices.desk.sync_clock import sync_clock
from notices.domain.delivery import DeliveryStatus, Receipt

Settled = tuple[StoredDelivery, Receipt, datetime | None]


@dataclass(frozen=True, slots=True)
class Answered:
    """A vendor's word; `ask_again_at` None: nothing more is to be asked or done."""

    shard: Shard
    delivery: StoredDelivery
    receipt: Receipt
    ask_again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PutBack:
    """To be tried or looked up again at `at`; "attempted" stands for an outcome nobody knows.

    `is_counted`: the attempt stands in the records; what failed before that is counted with this.
    """

    shard: Shard
    delivery: StoredDelivery
    status: DeliveryStatus
    at: datetime
    reason: str
    is_counted: bool = True


Outcome = Answered | PutBack


def record_outcomes(desk: Desk, records: Records, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Inside a transaction that has seen their claims stand: what became of each."""
    answered = [outcome for outcome in outcomes if isinstance(outcome, Answered)]
    put_back = [outcome for outcome in outcomes if isinstance(outcome, PutBack)]
    write_down(desk, records, [(each.delivery, each.receipt, each.ask_again_at) for each in answered], now)
    records.deliveries.count_tries([each.delivery.id for each in put_back if not each.is_counted])
    records.deliveries.put_back([(each.delivery.id, each.status, each.at, each.reason) for each in put_back])
    for incident_id in sorted({each.delivery.incident_id for each in answered if _meets_deadline(each)}):
        sync_clock(desk, records, incident_id, now)


def write_down(desk: Desk, records: Records, settled: Sequence[Settled], now: datetime) -> None:
    """The receipts themselves, inside a transaction; a dead letter is told to the carrier's people."""
    records.deliveries.add_receipts([(delivery.id, receipt, again_at) for delivery, receipt, again_at in settled])
    for delivery, receipt, _ in settled:
        if receipt.status is DeliveryStatus.DEAD:
            details = {
                "incident": delivery.incident_id, "number": str(delivery.number), "channel": delivery.channel,
                "recipient": delivery.recipient.id, "reason": receipt.detail.partition(" ")[0],
            }  # fmt: skip
            records.alarms.add(desk.new_id(), delivery.incident_id, "delivery_dead", details, now)
            records.audit.append(now, "courier", "delivery_dead", delivery.id, details)


def _meets_deadline(answered: Answered) -> bool:
    is_looked_at = answered.delivery.channel == "website" or answered.delivery.report_id is not None
    return is_looked_at and answered.receipt.status is DeliveryStatus.DELIVERED
