"""Publication: the notice's status and the duty to deliver it are written together (S3); the call returns at once."""

from dataclasses import replace
from datetime import datetime

from notices.desk.approve_notice import check_promise
from notices.desk.check_account import check_account
from notices.desk.desk import Desk
from notices.desk.draft_notice import get_notice
from notices.desk.ports import Dispatch, Records
from notices.desk.posting import posting_of
from notices.desk.report_to_authorities import pass_on
from notices.desk.sync_clock import sync_clock
from notices.domain.notice import Notice, NoticeStatus, check_move


def publish_notice(desk: Desk, notice_id: str, actor_id: str, now: datetime) -> Notice:
    """Publish an approved notice on all its channels, all brands at the same moment (O9)."""
    check_account(actor_id)
    with desk.database.write() as records:
        notice = get_notice(records, notice_id)
        check_move(notice.status, NoticeStatus.PUBLISHED)
        check_promise(notice, now)
        published = put_out(desk, records, notice, actor_id, now)
    desk.wake()
    return published


def put_out(desk: Desk, records: Records, notice: Notice, actor_id: str, now: datetime) -> Notice:
    """The move itself, inside a transaction (the clock needs it too)."""
    # a way out may have been closed since the text was submitted; the others do not wait for it to be opened again
    open_ = tuple(channel for channel in notice.channels if channel in desk.specs)
    shut = [channel for channel in notice.channels if channel not in open_]
    saved = records.notices.save(replace(notice, status=NoticeStatus.PUBLISHED, published_at=now, channels=open_))
    for channel in saved.channels:
        records.deliveries.add_dispatch(
            Dispatch(
                id=desk.new_id(), notice_id=saved.id, incident_id=saved.incident_id, channel=channel,
                number=saved.number or 0, priority=int(desk.specs[channel].priority), created_at=now,
            )
        )  # fmt: skip
    records.postings.put(posting_of(records, saved.incident_id))
    detail = {"number": saved.number, "digest": saved.digest, "channels": list(saved.channels)}
    detail |= {"shut": shut} if shut else {}
    records.audit.append(now, actor_id, "publish_notice", saved.id, detail)
    pass_on(desk, records, saved, actor_id, now)
    sync_clock(desk, records, saved.incident_id, now)
    return saved
