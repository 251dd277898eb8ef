"""Dispatches, shards and deliveries, and the receipts that come back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select, update

from notices.desk.ports import Dispatch, Shard, StoredDelivery
from notices.domain.delivery import SETTLED, DeliveryStatus, Receipt, Recipient
from notices.storage import codec, tables

_SETTLED = [status.value for status in SETTLED]


class Deliveries:
    """Answers `ports.Deliveries`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_dispatch(self, dispatch: Dispatch) -> None:
        """The duty, written in the publishing transaction."""
        names = ("id", "notice_id", "incident_id", "channel", "number", "priority", "created_at", "cursor")
        values = {name: getattr(dispatch, name) for name in names}
        self._connection.execute(insert(tables.dispatches).values(**values, is_expanded=dispatch.is_expanded))

    def dispatches_to_expand(self, channels: Sequence[str]) -> list[Dispatch]:
        """Dispatches whose recipients are not all written yet, most urgent first."""
        table = tables.dispatches
        rows = self._connection.execute(
            select(table)
            .where(table.c.is_expanded.is_(False), table.c.channel.in_(channels))
            .order_by(table.c.priority, table.c.created_at, table.c.id)
        )
        return [Dispatch(**row._mapping) for row in rows]

    def add_shard(
        self,
        shard_id: str,
        dispatch: Dispatch,
        recipients: Sequence[tuple[str, Recipient]],
        now: datetime,
        *,
        cursor: str,
        is_last: bool,
    ) -> None:
        """One more lot of recipients, each with its delivery id; the dispatch remembers how far it came."""
        if recipients:
            self._connection.execute(
                insert(tables.shards).values(
                    id=shard_id, dispatch_id=dispatch.id, channel=dispatch.channel, priority=dispatch.priority,
                    created_at=dispatch.created_at, next_attempt_at=now, fence=0,
                )
            )  # fmt: skip
            self._connection.execute(
                insert(tables.deliveries),
                [
                    {
                        "id": delivery_id, "shard_id": shard_id, "dispatch_id": dispatch.id,
                        "incident_id": dispatch.incident_id, "notice_id": dispatch.notice_id,
                        "number": dispatch.number, "channel": dispatch.channel, "recipient_id": recipient.id,
                        "recipient": codec.encode(Recipient, recipient), "status": DeliveryStatus.WAITING.value,
                        "attempts": 0, "next_attempt_at": now, "detail": "",
                    }
                    for delivery_id, recipient in recipients
                ],
            )  # fmt: skip
        table = tables.dispatches
        self._connection.execute(
            update(table).where(table.c.id == dispatch.id).values(cursor=cursor, is_expanded=is_last)
        )

    def claim_shard(self, channel: str, owner: str, now: datetime, lease_until: datetime) -> Shard | None:
        """The most urgent shard with work due that nobody holds; the claim raises its fence."""
        table = tables.shards
        is_free = or_(table.c.owner.is_(None), table.c.lease_until <= now)
        chosen = (
            select(table.c.id)
            .where(table.c.channel == channel, table.c.next_attempt_at <= now, is_free)
            .order_by(table.c.priority, table.c.created_at, table.c.id)
            .limit(1)
            .scalar_subquery()
        )
        row = self._connection.execute(
            update(table)
            .where(table.c.id == chosen)
            .values(owner=owner, lease_until=lease_until, fence=table.c.fence + 1)
            .returning(table.c.id, table.c.dispatch_id, table.c.channel, table.c.fence)
        ).one_or_none()
        return Shard(*row) if row is not None else None

    def holds_shard(self, shard: Shard, owner: str) -> bool:
        """Whether the claim still stands: a worker that froze and came back must not write (fence)."""
        table = tables.shards
        fence = self._connection.scalar(select(table.c.fence).where(table.c.id == shard.id, table.c.owner == owner))
        return fence == shard.fence

    def renew_shard(self, shard: Shard, owner: str, lease_until: datetime) -> bool:
        """Keep the claim for longer; false when it was lost meanwhile."""
        table = tables.shards
        renewed = self._connection.execute(
            update(table)
            .where(table.c.id == shard.id, table.c.owner == owner, table.c.fence == shard.fence)
            .values(lease_until=lease_until)
        )
        return renewed.rowcount == 1

    def release_shard(self, shard: Shard, owner: str) -> None:
        """Give the shard back, due again when its next delivery is."""
        table, parcels = tables.shards, tables.deliveries
        next_at = self._connection.scalar(
            select(func.min(parcels.c.next_attempt_at)).where(parcels.c.shard_id == shard.id)
        )
        self._connection.execute(
            update(table)
            .where(table.c.id == shard.id, table.c.owner == owner, table.c.fence == shard.fence)
            .values(owner=None, lease_until=None, next_attempt_at=next_at)
        )

    def unsettled(self, shard_id: str, now: datetime) -> list[StoredDelivery]:
        """The shard's deliveries whose next attempt is due."""
        table = tables.deliveries
        rows = self._connection.execute(
            select(table).where(table.c.shard_id == shard_id, table.c.next_attempt_at <= now).order_by(table.c.id)
        )
        return [_delivery(row) for row in rows]

    def get(self, delivery_id: str) -> StoredDelivery | None:
        """The delivery as it stands now, or None."""
        table = tables.deliveries
        row = self._connection.execute(select(table).where(table.c.id == delivery_id)).one_or_none()
        return _delivery(row) if row is not None else None

    def newest_number(self, delivery: StoredDelivery) -> int:
        """The newest report of the incident that this recipient is to get on this channel."""
        table = tables.deliveries
        newest = self._connection.scalar(
            select(func.max(table.c.number)).where(
                table.c.incident_id == delivery.incident_id,
                table.c.channel == delivery.channel,
                table.c.recipient_id == delivery.recipient.id,
            )
        )
        return newest or delivery.number

    def earlier_unsettled(self, delivery: StoredDelivery) -> list[StoredDelivery]:
        """Earlier reports of the incident that are not settled with this recipient on this channel."""
        table = tables.deliveries
        rows = self._connection.execute(
            select(table)
            .where(table.c.incident_id == delivery.incident_id, table.c.channel == delivery.channel)
            .where(table.c.recipient_id == delivery.recipient.id, table.c.number < delivery.number)
            .where(table.c.status.not_in([*_SETTLED, DeliveryStatus.SENT.value]))
            .order_by(table.c.number)
        )
        return [_delivery(row) for row in rows]

    def of_incident(self, incident_id: str) -> list[StoredDelivery]:
        """Every delivery of an incident by report and channel."""
        table = tables.deliveries
        rows = self._connection.execute(
            select(table)
            .where(table.c.incident_id == incident_id)
            .order_by(table.c.number, table.c.channel, table.c.recipient_id)
        )
        return [_delivery(row) for row in rows]

    def mark_attempted(self, delivery_id: str, now: datetime, if_silent_at: datetime) -> None:
        """Written before the vendor is called: without a receipt the outcome is unknown, not undone.

        `if_silent_at`: when whoever comes next may repeat or look it up, if this worker never says what became of it.
        """
        table = tables.deliveries
        self._connection.execute(
            update(table)
            .where(table.c.id == delivery_id)
            .values(
                status=DeliveryStatus.ATTEMPTED.value, attempts=table.c.attempts + 1, attempted_at=now,
                next_attempt_at=if_silent_at,
            )
        )  # fmt: skip

    def count_try(self, delivery_id: str) -> None:
        """The vendor is asked about an earlier attempt, or no parcel could be made: it counts, so that it backs off."""
        table = tables.deliveries
        self._connection.execute(update(table).where(table.c.id == delivery_id).values(attempts=table.c.attempts + 1))

    def add_receipt(self, delivery_id: str, receipt: Receipt, next_attempt_at: datetime | None) -> None:
        """One answer; `next_attempt_at` when it must be asked about again, None when settled."""
        self._connection.execute(
            insert(tables.receipts).values(
                delivery_id=delivery_id, status=receipt.status.value, at=receipt.at,
                vendor_reference=receipt.vendor_reference, detail=receipt.detail,
            )
        )  # fmt: skip
        settled_at = receipt.at if receipt.status in SETTLED else None
        self._set(delivery_id, receipt.status, next_attempt_at, receipt.detail, settled_at)

    def put_back(
        self, delivery_id: str, status: DeliveryStatus, now: datetime, next_attempt_at: datetime, detail: str
    ) -> None:
        """To be tried, looked up or waited for again at `next_attempt_at`."""
        del now
        self._set(delivery_id, status, next_attempt_at, detail, None)

    def _set(
        self,
        delivery_id: str,
        status: DeliveryStatus,
        next_at: datetime | None,
        detail: str,
        settled_at: datetime | None,
    ) -> None:
        table = tables.deliveries
        self._connection.execute(
            update(table)
            .where(table.c.id == delivery_id, table.c.status.not_in(_SETTLED))
            .values(status=status.value, next_attempt_at=next_at, detail=detail, settled_at=settled_at)
        )

    def next_work_at(self, channels: Sequence[str]) -> datetime | None:
        """When a shard, or a recipient list, next wants attention."""
        table, lists = tables.shards, tables.dispatches
        times = [
            self._connection.scalar(select(func.min(table.c.next_attempt_at)).where(table.c.channel.in_(channels))),
            self._connection.scalar(
                select(func.min(lists.c.created_at)).where(
                    lists.c.is_expanded.is_(False), lists.c.channel.in_(channels)
                )
            ),
        ]
        return min((time for time in times if time is not None), default=None)

    def on_web_at(self, incident_id: str) -> Mapping[int, datetime]:
        """When each report of an incident stood on the website, by its receipt."""
        table = tables.deliveries
        rows = self._connection.execute(
            select(table.c.number, func.min(table.c.settled_at).label("at"))
            .where(table.c.incident_id == incident_id, table.c.channel == "website")
            .where(table.c.status == DeliveryStatus.DELIVERED.value)
            .group_by(table.c.number)
        )
        return {row.number: row.at for row in rows}


def _delivery(row: Row[Any]) -> StoredDelivery:
    return StoredDelivery(
        id=row.id, dispatch_id=row.dispatch_id, notice_id=row.notice_id, incident_id=row.incident_id,
        number=row.number, channel=row.channel, recipient=codec.decode(Recipient, row.recipient),
        status=DeliveryStatus(row.status), attempts=row.attempts, attempted_at=row.attempted_at,
        next_attempt_at=row.next_attempt_at, settled_at=row.settled_at, detail=row.detail,
    )  # fmt: skip
