"""Counts over everything kept, for whoever watches the house from outside: aggregates in SQL, no row is decoded.

What is at rest never moves again: it is counted whole once, from then on by what came after a sequence number.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from notices.storage import tables

ByChannelAndStatus = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DeadlineTally:
    """Deadlines of one sort (`what`: a key without its number) in one state; `earliest_at`: the first due time."""

    what: str
    state: str
    count: int
    earliest_at: datetime


class Tallies:
    """Read-only. Sequence numbers begin at 1; `since` 0 counts from the beginning."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def event_counts(self) -> dict[str, int]:
        """How many events each incident has: its status is a fold over them, so it changes only with this number."""
        column = tables.incident_events.c.incident_id
        return {row[0]: row[1] for row in self._connection.execute(select(column, func.count()).group_by(column))}

    def deadlines(self) -> list[DeadlineTally]:
        """Deadlines by sort and state."""
        table = tables.deadlines
        rows = self._connection.execute(
            select(table.c.key, table.c.state, func.count(), func.min(table.c.due_at)).group_by(
                table.c.key, table.c.state
            )
        )
        found: dict[tuple[str, str], DeadlineTally] = {}
        for key, state, count, earliest_at in rows:
            what = key.partition(":")[0]
            known = found.get((what, state))
            if known is not None:
                count, earliest_at = count + known.count, min(earliest_at, known.earliest_at)  # noqa: PLW2901
            found[what, state] = DeadlineTally(what, state, count, earliest_at)
        return [found[each] for each in sorted(found)]

    def deliveries_at_rest(self, since: int) -> tuple[ByChannelAndStatus, int]:
        """Deliveries about which nothing more is done, by channel and status, and the last receipt's number.

        `since` a receipt's number: only those that came to rest by a later one.
        """
        parcels, receipts = tables.deliveries, tables.receipts
        counted = select(parcels.c.channel, parcels.c.status, func.count(parcels.c.id.distinct()))
        if since:
            # an answer that came after the delivery was settled otherwise is not what brought it to rest
            came = or_(parcels.c.settled_at == receipts.c.at, parcels.c.settled_at.is_(None))
            counted = counted.select_from(receipts).join(
                parcels, and_(parcels.c.id == receipts.c.delivery_id, parcels.c.status == receipts.c.status, came)
            )
            counted = counted.where(receipts.c.seq > since)
        counted = counted.where(parcels.c.next_attempt_at.is_(None)).group_by(parcels.c.channel, parcels.c.status)
        last = self._connection.scalar(select(func.max(receipts.c.seq)))
        return _by_channel_and_status(self._connection.execute(counted)), last or 0

    def deliveries_at_work(self, channels: Sequence[str]) -> tuple[ByChannelAndStatus, dict[str, datetime]]:
        """Deliveries that are still to be made, repeated or asked about, by channel and status.

        Beside them by channel: when the oldest report was published that has not reached everyone yet.
        """
        lots, parcels, lists = tables.shards, tables.deliveries, tables.dispatches
        # the shards' index leads to the few that are not done, but only by channel and a range of times
        is_due = and_(lots.c.channel.in_(channels), lots.c.next_attempt_at >= datetime.min.replace(tzinfo=UTC))
        at_work = (
            select(parcels.c.channel, parcels.c.status, func.count(), func.min(lots.c.created_at))
            .select_from(lots)
            .join(parcels, parcels.c.shard_id == lots.c.id)
            .where(is_due, parcels.c.next_attempt_at.is_not(None))
            .group_by(parcels.c.channel, parcels.c.status)
        )
        rows = self._connection.execute(at_work).all()
        unexpanded = select(lists.c.channel, func.min(lists.c.created_at)).where(lists.c.is_expanded.is_(False))
        waiting = {row[0]: row[1] for row in self._connection.execute(unexpanded.group_by(lists.c.channel))}
        for channel, _, _, at in rows:
            waiting[channel] = min(at, waiting.get(channel, at))
        return _by_channel_and_status(rows), waiting

    def alarms_unsent(self) -> int:
        """Alarms that no route has taken yet."""
        column = tables.alarms.c.sent_at
        return self._connection.scalar(select(func.count()).where(column.is_(None))) or 0

    def published(self, since: int) -> tuple[Counter[tuple[str, bool]], int]:
        """Reports published after an entry of the trail, by kind and whether the clock wrote them; the last entry."""
        trail, told = tables.audit, tables.notices
        rows = self._connection.scalars(
            select(told.c.body)
            .join(trail, trail.c.subject == told.c.id)
            .where(trail.c.seq > since, trail.c.verb == "publish_notice")
        )
        found: Counter[tuple[str, bool]] = Counter()
        for body in rows:
            notice = json.loads(body)
            found[notice["kind"], (notice["approved_by"] or "").startswith("standing:")] += 1
        return found, self._connection.scalar(select(func.max(trail.c.seq))) or 0


def _by_channel_and_status(rows: Iterable[Any]) -> ByChannelAndStatus:
    return Counter({(row[0], row[1]): row[2] for row in rows})
