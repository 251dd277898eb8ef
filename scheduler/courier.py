"""Hands parcels to the doors and writes down the receipts. Never decides wording; no transaction is open meanwhile."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from channels.port import Channel
from notices.desk.claim_work import claim_work, has_work
from notices.desk.desk import Desk
from notices.desk.ports import Shard, StoredDelivery
from notices.desk.prepare_parcel import Prepared, prepare_parcel
from notices.desk.record_receipt import put_back, record_receipt, release_shard
from notices.desk.site_files import STATIC_CHANNELS
from notices.domain.delivery import DeliveryStatus, Parcel, Receipt
from notices.domain.errors import DeliveryFailed
from scheduler.retry import GiveUp, confirm_at, decide

LEASE_SECONDS = 120.0
AT_ONCE = 8


class Courier:
    """Serves one house's ways out. `owner` names this worker in leases; `now` is the house's clock."""

    def __init__(self, desk: Desk, doors: Mapping[str, Channel], now: Callable[[], datetime], owner: str) -> None:
        self.desk = desk
        self.doors = doors
        self._now = now
        self._owner = owner
        self._turns = {name: asyncio.Lock() for name in doors}

    async def serve(self, channel: str) -> int:
        """Deliver everything that is due on one channel; returns how many attempts were made."""
        attempts = 0
        if not has_work(self.desk, channel, self._now()):
            return attempts
        while True:
            shard = claim_work(self.desk, channel, self._owner, self._now(), LEASE_SECONDS)
            if shard is None:
                return attempts
            attempts += await self.deliver_shard(shard)

    async def deliver_shard(self, shard: Shard) -> int:
        """Every due delivery of a claimed shard, a few at once; the shard is given back whatever happens."""
        try:
            with self.desk.database.read() as records:
                due = records.deliveries.unsettled(shard.id, self._now())
            gate = asyncio.Semaphore(AT_ONCE)

            async def one(delivery: StoredDelivery) -> None:
                async with gate:
                    await self._deliver(shard, delivery)

            await asyncio.gather(*(one(delivery) for delivery in due))
            return len(due)
        finally:
            release_shard(self.desk, shard, self._owner)

    async def place(self, channel: str, make: Callable[[], Parcel]) -> Receipt:
        """Hand a static door its files, made in its turn: what was made earlier is never put over what is newer."""
        async with self._turns[channel]:
            return await self.doors[channel].deliver(await asyncio.to_thread(make))

    async def _deliver(self, shard: Shard, delivery: StoredDelivery) -> None:
        if delivery.channel in STATIC_CHANNELS:
            async with self._turns[delivery.channel]:
                await self._attempt(shard, delivery)
        else:
            await self._attempt(shard, delivery)

    async def _attempt(self, shard: Shard, delivery: StoredDelivery) -> None:
        prepared = await asyncio.to_thread(prepare_parcel, self.desk, shard, self._owner, delivery, self._now())
        if prepared is None:
            return
        door = self.doors[delivery.channel]
        try:
            async with asyncio.timeout(door.spec.attempt_timeout_seconds):
                if prepared.must_look_up:
                    receipt = await self._look_up(door, delivery, prepared.parcel)
                else:
                    receipt = await door.deliver(prepared.parcel)
        except TimeoutError:
            self._failed(shard, delivery, prepared, DeliveryFailed("timeout", is_unanswered=True))
        except DeliveryFailed as failure:
            self._failed(shard, delivery, prepared, failure)
        else:
            self._answered(shard, delivery, receipt)

    async def _look_up(self, door: Channel, delivery: StoredDelivery, parcel: Parcel) -> Receipt:
        """Ask what became of an unanswered attempt; only where the vendor has no trace of it, send again (S3)."""
        found = await door.look_up(parcel)
        if found is not None:
            return found
        if delivery.status is DeliveryStatus.SENT:
            return Receipt(DeliveryStatus.SENT, self._now(), detail="not_listed_yet")
        with self.desk.database.write() as records:
            records.deliveries.mark_attempted(delivery.id, self._now())
        return await door.deliver(parcel)

    def _answered(self, shard: Shard, delivery: StoredDelivery, receipt: Receipt) -> None:
        now = self._now()
        next_at, detail = None, receipt.detail
        if receipt.status is DeliveryStatus.SENT and self.doors[delivery.channel].spec.confirms_later:
            asked = _asked(delivery)
            next_at, detail = confirm_at(asked, now), f"asked {asked + 1}"
        kept = Receipt(receipt.status, now, receipt.vendor_reference, detail)
        record_receipt(self.desk, shard, self._owner, delivery, kept, next_at, now)

    def _failed(self, shard: Shard, delivery: StoredDelivery, prepared: Prepared, failure: DeliveryFailed) -> None:
        now = self._now()
        decision = decide(failure, max(1, prepared.parcel.attempt), now)
        detail = " ".join(part for part in (failure.reason, failure.vendor_code, failure.vendor_text) if part)
        if isinstance(decision, GiveUp):
            # what was accepted stays accepted, though nobody can say any more whether it arrived
            status = DeliveryStatus.SENT if delivery.status is DeliveryStatus.SENT else DeliveryStatus.DEAD
            receipt = Receipt(status, now, detail=detail)
            record_receipt(self.desk, shard, self._owner, delivery, receipt, None, now)
            return
        if prepared.must_look_up:
            status = delivery.status
        else:
            status = DeliveryStatus.ATTEMPTED if decision.is_unanswered else DeliveryStatus.WAITING
        put_back(self.desk, shard, self._owner, delivery, status, next_attempt_at=decision.at, reason=detail, now=now)


def _asked(delivery: StoredDelivery) -> int:
    """How often the vendor was asked about an accepted message, as the last receipt noted."""
    word, _, count = delivery.detail.partition(" ")
    return int(count) if word == "asked" and count.isdigit() else 0
