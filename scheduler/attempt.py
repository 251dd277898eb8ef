"""One parcel at its door: the call, and what follows from the answer or from none."""

import asyncio
import logging
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime

from channels.port import Channel
from notices.desk.desk import Desk
from notices.desk.ports import StoredDelivery
from notices.desk.prepare_parcel import NotMade, Prepared, mark_again
from notices.desk.record_receipt import Answered, Outcome, PutBack
from notices.domain.delivery import DeliveryStatus, Receipt
from notices.domain.errors import DeliveryFailed, ShuchiError
from notices.storage.trouble import trouble_of
from scheduler.retry import GiveUp, confirm_at, decide
from scheduler.together import to_the_end

log = logging.getLogger(__name__)


class Attempts:
    """Never raises for what a door does: an error nobody foresaw is the failure of one delivery (S4)."""

    def __init__(self, desk: Desk, doors: Mapping[str, Channel], now: Callable[[], datetime], owner: str) -> None:
        self._desk = desk
        self._doors = doors
        self._now = now
        self._owner = owner

    async def make(self, prepared: Prepared) -> Outcome:
        """Call the door, or ask it about an earlier call, and say what is to be written down."""
        door = self._doors[prepared.delivery.channel]
        # counted from when it was written down, not from here: whoever was frozen between may have a successor at work
        since = (self._now() - prepared.marked_at).total_seconds()
        seconds = door.spec.attempt_timeout_seconds - max(0.0, since)
        if seconds <= 0:
            return self._failed(prepared, DeliveryFailed("claim_lost"))
        try:
            async with asyncio.timeout(seconds):
                if prepared.must_look_up:
                    receipt = await self._look_up(door, prepared)
                else:
                    receipt = await door.deliver(prepared.parcel)
        except TimeoutError:
            return self._failed(prepared, DeliveryFailed("timeout", is_unanswered=True))
        except DeliveryFailed as failure:
            return self._failed(prepared, failure)
        except Exception as error:  # noqa: BLE001
            return self._failed(prepared, _stumbled(prepared.delivery, error, is_unanswered=True))
        return self._answered(door, prepared, receipt)

    def not_made(self, stumbled: NotMade) -> Outcome:
        """Nobody was called; it backs off as any other failure does."""
        return self._failed(stumbled, _stumbled(stumbled.delivery, stumbled.error, is_unanswered=False))

    async def _look_up(self, door: Channel, prepared: Prepared) -> Receipt:
        """Ask what became of an unanswered attempt; only where the vendor has no trace of it, send again (S3)."""
        found = await door.look_up(prepared.parcel)
        if found is not None:
            return found
        if prepared.delivery.status is DeliveryStatus.SENT:
            return Receipt(DeliveryStatus.SENT, self._now(), detail="not_listed_yet")
        if not await to_the_end(mark_again, self._desk, self._owner, prepared, self._now()):
            raise DeliveryFailed("claim_lost")
        return await door.deliver(prepared.parcel)

    def _answered(self, door: Channel, prepared: Prepared, receipt: Receipt) -> Answered:
        now = self._now()
        next_at, detail = None, receipt.detail
        if receipt.status is DeliveryStatus.SENT and door.spec.confirms_later:
            asked = _asked(prepared.delivery)
            next_at, detail = confirm_at(asked, now), f"asked {asked + 1}"
        kept = Receipt(receipt.status, now, receipt.vendor_reference, detail)
        return Answered(prepared.shard, prepared.delivery, kept, next_at)

    def _failed(self, tried: Prepared | NotMade, failure: DeliveryFailed) -> Outcome:
        """Put back or given up."""
        now, delivery = self._now(), tried.delivery
        decision = decide(failure, delivery.attempts + 1, now)
        detail = " ".join(part for part in (failure.reason, failure.vendor_code, failure.vendor_text) if part)
        if isinstance(decision, GiveUp):
            # what was accepted stays accepted, though nobody can say any more whether it arrived
            status = DeliveryStatus.SENT if delivery.status is DeliveryStatus.SENT else DeliveryStatus.DEAD
            return Answered(tried.shard, delivery, Receipt(status, now, detail=detail))
        if isinstance(tried, NotMade):
            return PutBack(tried.shard, delivery, delivery.status, decision.at, detail, tried.is_counted)
        # once an attempt got no answer, a later refusal does not tell that nothing was taken then
        is_unknown = decision.is_unanswered and not tried.must_look_up
        status = DeliveryStatus.ATTEMPTED if is_unknown else delivery.status
        return PutBack(tried.shard, delivery, status, decision.at, detail)


def _stumbled(delivery: StoredDelivery, error: Exception, *, is_unanswered: bool) -> DeliveryFailed:
    """What nobody foresaw, told without its message, which could hold an address or a secret."""
    if (trouble := trouble_of(error)) is not None:
        log.error("a delivery on %s stumbled", delivery.channel, exc_info=error)
        return DeliveryFailed("stumbled", is_unanswered=is_unanswered, vendor_text=trouble)
    code = error.code if isinstance(error, ShuchiError) else type(error).__name__
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("delivery %s on %s stumbled over %s\n%s", delivery.id, delivery.channel, code, where)
    return DeliveryFailed("stumbled", is_unanswered=is_unanswered, vendor_text=code)


def _asked(delivery: StoredDelivery) -> int:
    """How often the vendor was asked about an accepted message, as the last receipt noted."""
    word, _, count = delivery.detail.partition(" ")
    return int(count) if word == "asked" and count.isdigit() else 0
