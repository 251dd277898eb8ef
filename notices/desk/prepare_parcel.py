"""Makes the parcel for one delivery, or says why it must wait or need not go. No transaction is open afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from notices.desk.desk import Desk
from notices.desk.draft_notice import get_notice
from notices.desk.incident_state import content_of
from notices.desk.ports import Records, Shard, StoredDelivery
from notices.desk.record_receipt import write_down
from notices.desk.site_files import STATIC_CHANNELS, static_files
from notices.domain.channel_spec import ChannelSpec
from notices.domain.delivery import SETTLED, Audience, DeliveryStatus, Parcel, Receipt
from notices.domain.incident_event import Mode
from notices.domain.rendition import Form

WAIT_SECONDS = 5
REPEAT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Prepared:
    """`must_look_up`: an earlier attempt got no answer and a repeat would harm, so the vendor is asked first (S3)."""

    parcel: Parcel
    must_look_up: bool


def prepare_parcel(desk: Desk, shard: Shard, owner: str, delivery: StoredDelivery, now: datetime) -> Prepared | None:
    """None when nothing is to be sent now: superseded, opted out, waiting for an earlier report, or the claim is lost.

    Otherwise "attempted" is written before anybody is called.
    """
    spec = desk.specs[delivery.channel]
    with desk.database.write() as records:
        current = records.deliveries.get(delivery.id)
        if current is None or current.status in SETTLED or not records.deliveries.holds_shard(shard, owner):
            return None
        notice = get_notice(records, delivery.notice_id)
        content = content_of(notice)
        reason = _reason_not_to_send(desk, records, current, content.mode, now)
        if reason is not None:
            write_down(desk, records, current, reason, None, now)
            return None
        for earlier in records.deliveries.earlier_unsettled(current):
            if earlier.status is DeliveryStatus.WAITING:
                gone = Receipt(DeliveryStatus.SUPERSEDED, now, detail=f"by report {delivery.number}")
                records.deliveries.add_receipt(earlier.id, gone, None)
            else:
                wait_until = now + timedelta(seconds=WAIT_SECONDS)
                records.deliveries.put_back(delivery.id, current.status, now, wait_until, "waits_for_earlier")
                return None
        texts = {rendition.form: rendition.text for rendition in records.notices.renditions(notice.id)}
        was_attempted = current.status in (DeliveryStatus.ATTEMPTED, DeliveryStatus.SENT)
        must_look_up = was_attempted and not spec.is_repeatable
        if must_look_up:
            records.deliveries.count_try(delivery.id)
        else:
            records.deliveries.mark_attempted(delivery.id, now, if_silent_at(spec, now))
    is_static = delivery.channel in STATIC_CHANNELS
    parcel = Parcel(
        delivery_id=delivery.id,
        channel=delivery.channel,
        recipient=delivery.recipient,
        notice_id=notice.id,
        incident_id=notice.incident_id,
        number=delivery.number,
        mode=content.mode,
        title=texts[Form.TITLE],
        text=texts[spec.form],
        page_url=content.page_url,
        published_at=notice.published_at or now,
        valid_until=content.next_update_at,
        files=static_files(desk, delivery.channel, delivery.incident_id, now) if is_static else {},
        attempt=delivery.attempts + 1,
        attempted_at=delivery.attempted_at,
    )
    return Prepared(parcel, must_look_up)


def if_silent_at(spec: ChannelSpec, now: datetime) -> datetime:
    """When an attempt made now, whose worker died over it, may be taken up again.

    A vendor that is asked (S3) is asked only once it can no longer be taking the parcel: a "not here" given too early
    would send a second copy.
    """
    return now + timedelta(seconds=REPEAT_SECONDS if spec.is_repeatable else spec.attempt_timeout_seconds)


def _reason_not_to_send(
    desk: Desk, records: Records, delivery: StoredDelivery, mode: Mode, now: datetime
) -> Receipt | None:
    """A receipt that settles the delivery without a call: another mode (C12), opted out (O4), or replaced (O11)."""
    if delivery.recipient.mode is not mode:
        return Receipt(DeliveryStatus.DEAD, now, detail="mode_mismatch")
    # what the vendor has accepted cannot be called back: it is only asked about, not skipped
    is_subscriber = desk.specs[delivery.channel].audience is Audience.SUBSCRIBERS
    if (
        is_subscriber
        and delivery.status is not DeliveryStatus.SENT
        and records.subscribers.has_opted_out(delivery.recipient.id)
    ):
        return Receipt(DeliveryStatus.SKIPPED, now, detail="opted_out")
    newest = records.deliveries.newest_number(delivery)
    if delivery.status is DeliveryStatus.WAITING and newest > delivery.number:
        return Receipt(DeliveryStatus.SUPERSEDED, now, detail=f"by report {newest}")
    return None
