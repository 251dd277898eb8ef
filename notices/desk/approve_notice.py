"""Approval by a second person, of exactly the frozen text; or its return to the author with a reason (S1)."""

from dataclasses import replace
from datetime import datetime

from notices.desk.check_account import check_account
from notices.desk.check_text import check_text
from notices.desk.desk import Desk
from notices.desk.draft_notice import get_notice
from notices.desk.ports import Records
from notices.desk.preview_notice import digest_of
from notices.domain.errors import ForbiddenMove, InputError, NotPermitted
from notices.domain.notice import Notice, NoticeStatus, check_move


def approve_notice(desk: Desk, notice_id: str, approver_id: str, digest: str, now: datetime) -> Notice:
    """Approve what `digest` stands for. Raises NotPermitted for who wrote it, ForbiddenMove for another text."""
    check_account(approver_id)
    with desk.database.write() as records:
        notice = get_notice(records, notice_id)
        check_move(notice.status, NoticeStatus.APPROVED)
        if approver_id in (notice.author_id, *notice.writer_ids):
            raise NotPermitted("approver_is_author", number=notice.number, approver=approver_id)
        if digest != notice.digest or digest_of(records.notices.renditions(notice_id)) != notice.digest:
            raise ForbiddenMove("text_changed", number=notice.number)
        check_promise(notice, now)
        saved = records.notices.save(
            replace(notice, status=NoticeStatus.APPROVED, approved_by=approver_id, approved_at=now)
        )
        records.audit.append(now, approver_id, "approve_notice", notice_id, {"number": saved.number, "digest": digest})
    return saved


def return_notice(desk: Desk, notice_id: str, actor_id: str, reason: str, now: datetime) -> Notice:
    """Send it back; it gives up its number and keeps its text. Raises InputError without a usable reason."""
    if not reason.strip():
        raise InputError("reason_missing", notice=notice_id)
    check_text("reason", reason)
    with desk.database.write() as records:
        return give_back(records, get_notice(records, notice_id), actor_id, reason, now)


def give_back(records: Records, notice: Notice, actor_id: str, reason: str, now: datetime) -> Notice:
    """The move itself, inside a transaction (the clock needs it too, T12)."""
    check_move(notice.status, NoticeStatus.RETURNED)
    saved = records.notices.save(
        replace(
            notice, status=NoticeStatus.RETURNED, number=None, approved_by=None, approved_at=None,
            returned_reason=reason, digest=None,
        )
    )  # fmt: skip
    records.audit.append(now, actor_id, "return_notice", notice.id, {"reason": reason})
    return saved


def check_promise(notice: Notice, now: datetime) -> None:
    """Raises ForbiddenMove for a text that promises an update at a time already past (T4)."""
    if has_broken_promise(notice, now):
        raise ForbiddenMove("promise_passed", number=notice.number)


def has_broken_promise(notice: Notice, now: datetime) -> bool:
    """Whether the next update its text promises is already due."""
    return notice.next_update_at is not None and now >= notice.next_update_at
