"""Dispatches, shards and deliveries, and the receipts that come back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, func, insert, not_, or_, select, true, update

from notices.desk.ports import Dispatch, Lot, Shard, StoredDelivery
from notices.domain.delivery import SETTLED, DeliveryStatus, Receipt, Recipient
from notices.storage import codec, tables

_FIELDS = [field.name for field in fields(StoredDelivery)]
_KEPT = [tables.deliveries.c[name] for name in _FIELDS]
_RECIPIENT, _STATUS = _FIELDS.index("recipient"), _FIELDS.index("status")


class Deliveries:
    """Answers `ports.Deliveries`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_dispatch(self, dispatch: Dispatch) -> None:
        """The duty, written in the publishing transaction."""
        names = ("id", "notice_id", "report_id", "incident_id", "channel", "number", "priority", "created_at", "cursor")
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

    def add_shards(self, dispatch: Dispatch, lots: Sequence[Lot], now: datetime, *, cursor: str, is_last: bool) -> None:
        """More of a dispatch's recipients; it remembers how far it came."""
        lots = [(shard_id, recipients) for shard_id, recipients in lots if recipients]
        if lots:
            same = {"dispatch_id": dispatch.id, "channel": dispatch.channel, "next_attempt_at": now}
            of_shard = {**same, "priority": dispatch.priority, "created_at": dispatch.created_at, "fence": 0}
            self._connection.execute(insert(tables.shards), [{"id": shard_id, **of_shard} for shard_id, _ in lots])
            of_delivery = {
                **same, "incident_id": dispatch.incident_id, "notice_id": dispatch.notice_id,
                "report_id": dispatch.report_id, "number": dispatch.number, "status": DeliveryStatus.WAITING.value,
                "attempts": 0, "detail": "",
            }  # fmt: skip
            self._connection.execute(
                insert(tables.deliveries),
                [
                    {
                        "id": delivery_id, "shard_id": shard_id, "recipient_id": recipient.id,
                        "recipient": codec.encode(Recipient, recipient), **of_delivery,
                    }
                    for shard_id, recipients in lots
                    for delivery_id, recipient in recipients
                ],
            )  # fmt: skip
        table = tables.dispatches
        self._connection.execute(
            update(table).where(table.c.id == dispatch.id).values(cursor=cursor, is_expanded=is_last)
        )

    def has_work(self, channel: str, now: datetime) -> bool:
        """Whether a shard that nobody holds, or a recipient list, is due."""
        lists, table = tables.dispatches, tables.shards
        to_write = select(lists.c.id).where(lists.c.is_expanded.is_(False), lists.c.channel == channel)
        to_claim = select(table.c.id).where(*_claimable(channel, now))
        return bool(self._connection.scalar(select(or_(to_write.exists(), to_claim.exists()))))

    def claim_shards(
        self, channel: str, owner: str, now: datetime, lease_until: datetime, most: int = 1, in_hand: Sequence[str] = ()
    ) -> list[Shard]:
        """The most urgent shards with work due that nobody holds, in that order; the claim raises their fences.

        Never those `in_hand`, however their leases look.
        """
        table = tables.shards
        chosen = self._connection.scalars(
            select(table.c.id)
            .where(*_claimable(channel, now), not_(self._among(table.c.id, in_hand)) if in_hand else true())
            .order_by(table.c.priority, table.c.created_at, table.c.id)
            .limit(most)
        ).all()
        if not chosen:
            return []
        rows = self._connection.execute(
            update(table)
            .where(self._among(table.c.id, chosen))
            .values(owner=owner, lease_until=lease_until, fence=table.c.fence + 1)
            .returning(table.c.id, table.c.dispatch_id, table.c.channel, table.c.fence)
        )
        claimed = {row.id: Shard(*row) for row in rows}
        return [claimed[shard_id] for shard_id in chosen]

    def held(self, shards: Iterable[Shard], owner: str) -> set[Shard]:
        """Those whose claim still stands: a worker that froze and came back must not write (fence)."""
        asked, table = set(shards), tables.shards
        if not asked:
            return set()
        rows = self._connection.execute(
            select(table.c.id, table.c.fence).where(
                self._among(table.c.id, [shard.id for shard in asked]), table.c.owner == owner
            )
        )
        fences = {row.id: row.fence for row in rows}
        return {shard for shard in asked if fences.get(shard.id) == shard.fence}

    def renew_shards(self, shards: Sequence[Shard], owner: str, lease_until: datetime) -> set[Shard]:
        """Keep the claims for longer; returns those that still stand."""
        held, table = self.held(shards, owner), tables.shards
        ids = [shard.id for shard in held]
        self._connection.execute(update(table).where(self._among(table.c.id, ids)).values(lease_until=lease_until))
        return held

    def release_shards(self, held: Sequence[Shard]) -> None:
        """Give shards back whose claim stands, each due again when its next delivery is."""
        if not held:
            return
        table, parcels = tables.shards, tables.deliveries
        next_at = select(func.min(parcels.c.next_attempt_at)).where(parcels.c.shard_id == table.c.id)
        self._connection.execute(
            update(table)
            .where(self._among(table.c.id, [shard.id for shard in held]))
            .values(owner=None, lease_until=None, next_attempt_at=next_at.scalar_subquery())
        )

    def free_all(self) -> None:
        """Nobody who holds a shard lives any more. What was attempted still waits for its own time."""
        table = tables.shards
        self._connection.execute(update(table).where(table.c.owner.is_not(None)).values(owner=None, lease_until=None))

    def unsettled(self, shards: Sequence[Shard], now: datetime) -> list[StoredDelivery]:
        """The shards' deliveries whose next attempt is due."""
        table = tables.deliveries
        rows = self._connection.execute(
            select(*_KEPT)
            .where(self._among(table.c.shard_id, [shard.id for shard in shards]), table.c.next_attempt_at <= now)
            .order_by(table.c.id)
        )
        return list(map(_delivery, rows))

    def settled(self, delivery_ids: Sequence[str]) -> set[str]:
        """The ids of those about which nothing more is to be done, whoever settled them."""
        table = tables.deliveries
        among = self._among(table.c.id, delivery_ids)
        return set(self._connection.scalars(select(table.c.id).where(among, table.c.settled_at.is_not(None))))

    def other_reports(
        self, incident_id: str, channel: str, number: int, recipient_ids: Sequence[str]
    ) -> dict[str, list[StoredDelivery]]:
        """By recipient: later reports of the incident, and earlier ones whose outcome is open, on this channel."""
        table = tables.deliveries
        is_open = and_(table.c.settled_at.is_(None), table.c.status != DeliveryStatus.SENT.value)
        rows = self._connection.execute(
            select(*_KEPT)
            .where(table.c.incident_id == incident_id, table.c.channel == channel)
            .where(self._among(table.c.recipient_id, recipient_ids))
            .where(or_(table.c.number > number, and_(table.c.number < number, is_open)))
            .order_by(table.c.number)
        )
        found: dict[str, list[StoredDelivery]] = {}
        for delivery in map(_delivery, rows):
            found.setdefault(delivery.recipient.id, []).append(delivery)
        return found

    def of_incident(self, incident_id: str) -> list[StoredDelivery]:
        """Every delivery of an incident by report and channel."""
        table = tables.deliveries
        rows = self._connection.execute(
            select(*_KEPT)
            .where(table.c.incident_id == incident_id)
            .order_by(table.c.number, table.c.channel, table.c.recipient_id)
        )
        return list(map(_delivery, rows))

    def mark_attempted(self, delivery_ids: Sequence[str], now: datetime, if_silent_at: datetime) -> None:
        """Written before the vendor is called: without a receipt the outcome is unknown, not undone.

        `if_silent_at`: when whoever comes next may repeat or look it up, if this worker never says what became of it.
        """
        if not delivery_ids:
            return
        table = tables.deliveries
        self._connection.execute(
            update(table)
            .where(self._among(table.c.id, delivery_ids))
            .values(
                status=DeliveryStatus.ATTEMPTED.value, attempts=table.c.attempts + 1, attempted_at=now,
                next_attempt_at=if_silent_at,
            )
        )  # fmt: skip

    def count_tries(self, delivery_ids: Sequence[str]) -> None:
        """The vendor is asked about an earlier attempt, or no parcel could be made: it counts, so that it backs off."""
        if not delivery_ids:
            return
        table = tables.deliveries
        self._connection.execute(
            update(table).where(self._among(table.c.id, delivery_ids)).values(attempts=table.c.attempts + 1)
        )

    def add_receipts(self, answers: Sequence[tuple[str, Receipt, datetime | None]]) -> None:
        """By delivery one answer, and when it must be asked about again: None when settled."""
        if not answers:
            return
        self._connection.execute(
            insert(tables.receipts),
            [
                {
                    "delivery_id": delivery_id, "status": receipt.status.value, "at": receipt.at,
                    "vendor_reference": receipt.vendor_reference, "detail": receipt.detail,
                }
                for delivery_id, receipt, _ in answers
            ],
        )  # fmt: skip
        self._set(
            [
                _state(id_, receipt.status, next_at, receipt.detail, receipt.at if receipt.status in SETTLED else None)
                for id_, receipt, next_at in answers
            ]
        )

    def put_back(self, waiting: Sequence[tuple[str, DeliveryStatus, datetime, str]]) -> None:
        """By delivery: to be tried, looked up or waited for again at that time, and why."""
        self._set([_state(id_, status, next_at, detail, None) for id_, status, next_at, detail in waiting])

    def _set(self, states: list[dict[str, Any]]) -> None:
        """What is settled never changes again."""
        table = tables.deliveries
        names = ("status", "next_attempt_at", "detail", "settled_at")
        if states:
            self._connection.execute(
                update(table)
                .where(table.c.id == bindparam("of"), table.c.settled_at.is_(None))
                .values({name: bindparam(f"new_{name}") for name in names}),
                states,
            )

    def hurry(self, channel: str, now: datetime) -> None:
        """What backs off on this channel, and nobody has in hand, is due now."""
        table, parcels = tables.shards, tables.deliveries
        waits = and_(table.c.channel == channel, table.c.next_attempt_at > now, table.c.owner.is_(None))
        of_shard = select(table.c.id).where(waits)
        self._connection.execute(
            update(parcels)
            .where(parcels.c.shard_id.in_(of_shard), parcels.c.next_attempt_at > now)
            .values(next_attempt_at=now)
        )
        self._connection.execute(update(table).where(waits).values(next_attempt_at=now))

    def bring_forward(self, deliveries: Sequence[StoredDelivery], latest: datetime) -> None:
        """What backs off is due at `latest`, unless it is due before."""
        for table, ids in (
            (tables.deliveries, [delivery.id for delivery in deliveries]),
            (tables.shards, [delivery.shard_id for delivery in deliveries]),
        ):
            is_later = and_(self._among(table.c.id, ids), table.c.next_attempt_at > latest)
            self._connection.execute(update(table).where(is_later).values(next_attempt_at=latest))

    def _among(self, column: ColumnElement[str], values: Sequence[str]) -> ColumnElement[bool]:
        """Whether it is one of many values. On SQLite they go as one parameter: a list of places is slow to make."""
        if self._connection.dialect.name != "sqlite":
            return column.in_(values)
        each = func.json_each(json.dumps(values)).table_valued("value")
        return column.in_(select(each.c.value))

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


def _claimable(channel: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    table = tables.shards
    is_free = or_(table.c.owner.is_(None), table.c.lease_until <= now)
    return table.c.channel == channel, table.c.next_attempt_at <= now, is_free


def _state(
    delivery_id: str, status: DeliveryStatus, next_at: datetime | None, detail: str, settled_at: datetime | None
) -> dict[str, Any]:
    return {
        "of": delivery_id, "new_status": status.value, "new_next_attempt_at": next_at, "new_detail": detail,
        "new_settled_at": settled_at,
    }  # fmt: skip


def _delivery(row: Row[Any]) -> StoredDelivery:
    """From a row of `_KEPT`, which stand in the order of the fields."""
    values = list(row)
    values[_RECIPIENT] = codec.decode(Recipient, values[_RECIPIENT])
    values[_STATUS] = DeliveryStatus(values[_STATUS])
    return StoredDelivery(*values)
