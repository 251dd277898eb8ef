"""Hands parcels to the doors and writes down the receipts. Never decides wording; no transaction is open meanwhile."""

import asyncio
import logging
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime

from channels.port import Channel
from notices.desk.claim_work import claim_work, has_work
from notices.desk.desk import Desk
from notices.desk.ports import Shard, StoredDelivery
from notices.desk.prepare_parcel import Prepared, if_silent_at, prepare_parcel
from notices.desk.record_receipt import put_back, record_receipt, release_shard
from notices.desk.site_files import STATIC_CHANNELS
from notices.domain.delivery import Audience, DeliveryStatus, Parcel, Receipt
from notices.domain.errors import DeliveryFailed, ShuchiError
from scheduler import lease
from scheduler.retry import GiveUp, confirm_at, decide
from scheduler.together import all_of

AT_ONCE = 8

log = logging.getLogger(__name__)


class Courier:
    """Serves one house's ways out. `owner` names this worker in leases; `now` is the house's clock."""

    def __init__(self, desk: Desk, doors: Mapping[str, Channel], now: Callable[[], datetime], owner: str) -> None:
        self.desk = desk
        self.doors = doors
        self._now = now
        self._owner = owner
        self._turns = {name: asyncio.Lock() for name in doors}

    async def serve(self, channel: str) -> int:
        """Deliver everything that is due on one channel; returns how many attempts were made.

        Partners are served side by side, each being a shard of its own: a silent one keeps nobody waiting (S4).
        """
        if not has_work(self.desk, channel, self._now()):
            return 0
        is_side_by_side = self.desk.specs[channel].audience is Audience.PARTNERS
        return sum(await all_of(self._shard_by_shard(channel) for _ in range(AT_ONCE if is_side_by_side else 1)))

    async def _shard_by_shard(self, channel: str) -> int:
        attempts = 0
        while True:
            shard = claim_work(self.desk, channel, self._owner, self._now(), lease.LEASE_SECONDS)
            if shard is None:
                return attempts
            attempts += await self.deliver_shard(shard)

    async def deliver_shard(self, shard: Shard) -> int:
        """Every due delivery of a claimed shard, a few at once; the shard is given back whatever happens.

        Raises what kept an outcome from being written down, once all others have come to their end.
        """
        keeping = asyncio.create_task(lease.keep(self.desk, shard, self._owner, self._now))
        try:
            with self.desk.database.read() as records:
                due = records.deliveries.unsettled(shard.id, self._now())
            gate = asyncio.Semaphore(AT_ONCE)

            async def one(delivery: StoredDelivery) -> None:
                async with gate:
                    await self._deliver(shard, delivery)

            await all_of(one(delivery) for delivery in due)
            return len(due)
        finally:
            keeping.cancel()
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
        try:
            prepared = await asyncio.to_thread(prepare_parcel, self.desk, shard, self._owner, delivery, self._now())
        except Exception as error:  # noqa: BLE001
            self._failed(shard, delivery, None, _stumbled(delivery, error, is_unanswered=False))
            return
        if prepared is None:
            return
        door = self.doors[delivery.channel]
        try:
            async with asyncio.timeout(door.spec.attempt_timeout_seconds):
                if prepared.must_look_up:
                    receipt = await self._look_up(door, shard, delivery, prepared.parcel)
                else:
                    receipt = await door.deliver(prepared.parcel)
        except TimeoutError:
            self._failed(shard, delivery, prepared, DeliveryFailed("timeout", is_unanswered=True))
        except DeliveryFailed as failure:
            self._failed(shard, delivery, prepared, failure)
        except Exception as error:  # noqa: BLE001
            self._failed(shard, delivery, prepared, _stumbled(delivery, error, is_unanswered=True))
        else:
            self._answered(shard, delivery, receipt)

    async def _look_up(self, door: Channel, shard: Shard, delivery: StoredDelivery, parcel: Parcel) -> Receipt:
        """Ask what became of an unanswered attempt; only where the vendor has no trace of it, send again (S3)."""
        found = await door.look_up(parcel)
        if found is not None:
            return found
        if delivery.status is DeliveryStatus.SENT:
            return Receipt(DeliveryStatus.SENT, self._now(), detail="not_listed_yet")
        with self.desk.database.write() as records:
            if not records.deliveries.holds_shard(shard, self._owner):
                raise DeliveryFailed("claim_lost")
            records.deliveries.mark_attempted(delivery.id, self._now(), if_silent_at(door.spec, self._now()))
        return await door.deliver(parcel)

    def _answered(self, shard: Shard, delivery: StoredDelivery, receipt: Receipt) -> None:
        now = self._now()
        next_at, detail = None, receipt.detail
        if receipt.status is DeliveryStatus.SENT and self.doors[delivery.channel].spec.confirms_later:
            asked = _asked(delivery)
            next_at, detail = confirm_at(asked, now), f"asked {asked + 1}"
        kept = Receipt(receipt.status, now, receipt.vendor_reference, detail)
        record_receipt(self.desk, shard, self._owner, delivery, kept, next_at, now)

    def _failed(
        self, shard: Shard, delivery: StoredDelivery, prepared: Prepared | None, failure: DeliveryFailed
    ) -> None:
        """Put back or given up. `prepared`: None where no parcel could be made, so that nobody was called."""
        now = self._now()
        decision = decide(failure, delivery.attempts + 1, now)
        detail = " ".join(part for part in (failure.reason, failure.vendor_code, failure.vendor_text) if part)
        if isinstance(decision, GiveUp):
            # what was accepted stays accepted, though nobody can say any more whether it arrived
            status = DeliveryStatus.SENT if delivery.status is DeliveryStatus.SENT else DeliveryStatus.DEAD
            receipt = Receipt(status, now, detail=detail)
            record_receipt(self.desk, shard, self._owner, delivery, receipt, None, now)
            return
        if prepared is None or prepared.must_look_up:
            status = delivery.status
        else:
            status = DeliveryStatus.ATTEMPTED if decision.is_unanswered else DeliveryStatus.WAITING
        put_back(
            self.desk, shard, self._owner, delivery, status,
            next_attempt_at=decision.at, reason=detail, now=now, was_prepared=prepared is not None,
        )  # fmt: skip


def _stumbled(delivery: StoredDelivery, error: Exception, *, is_unanswered: bool) -> DeliveryFailed:
    """What nobody foresaw concerns one delivery: it is told, and backs off as any other failure does.

    Logged without its message, which could hold an address or a secret.
    """
    code = error.code if isinstance(error, ShuchiError) else type(error).__name__
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("delivery %s on %s stumbled over %s\n%s", delivery.id, delivery.channel, code, where)
    return DeliveryFailed("stumbled", is_unanswered=is_unanswered, vendor_text=code)


def _asked(delivery: StoredDelivery) -> int:
    """How often the vendor was asked about an accepted message, as the last receipt noted."""
    word, _, count = delivery.detail.partition(" ")
    return int(count) if word == "asked" and count.isdigit() else 0
