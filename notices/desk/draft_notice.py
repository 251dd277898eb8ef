"""Drafts: a person's wording for the next report, without a number, never in the clock's way (T12)."""

from dataclasses import replace
from datetime import datetime

from notices.desk.check_account import check_account
from notices.desk.check_text import check_wording
from notices.desk.desk import Desk
from notices.desk.incident_state import content_of, full_incident, published_notices
from notices.desk.ports import Records
from notices.desk.prefill import prefilled
from notices.domain.errors import ForbiddenMove, InputError
from notices.domain.notice import EDITABLE, Notice, NoticeStatus, check_move
from notices.domain.notice_content import NoticeKind, Wording
from notices.policy.kinds import may_follow


def draft_notice(
    desk: Desk, incident_id: str, kind: NoticeKind, wording: Wording, author_id: str, now: datetime,
    *, corrects_number: int | None = None,
) -> Notice:  # fmt: skip
    """A new draft; what its wording leaves empty is filled with public texts that are newer than the last report.

    Raises ForbiddenMove when this kind cannot come next, InputError for a wrong reference or text.
    """
    check_account(author_id)
    check_wording(wording)
    with desk.database.write() as records:
        full_incident(records, incident_id)
        check_kind(records, incident_id, kind, corrects_number)
        published = published_notices(records, incident_id)
        told_at = content_of(published[-1]).as_of if published else None
        wording = prefilled(wording, kind, records.incidents.events(incident_id), told_at)
        notice = Notice(
            id=desk.new_id(), incident_id=incident_id, kind=kind, status=NoticeStatus.DRAFT, author_id=author_id,
            created_at=now, wording=wording, corrects_number=corrects_number, writer_ids=(author_id,),
        )  # fmt: skip
        records.notices.add(notice)
        records.audit.append(now, author_id, "draft_notice", notice.id, {"incident": incident_id, "kind": kind.value})
    return notice


def revise_notice(desk: Desk, notice_id: str, wording: Wording, author_id: str, now: datetime) -> Notice:
    """New wording for a draft or a returned notice. Raises InputError, and ForbiddenMove for one on its way."""
    check_account(author_id)
    check_wording(wording)
    with desk.database.write() as records:
        notice = get_notice(records, notice_id)
        if notice.status not in EDITABLE:
            raise ForbiddenMove("notice_frozen", notice=notice_id, status=notice.status.value)
        # what was let stand was let stand in the words of then
        kept = tuple(o for o in notice.overrides if _item(notice.wording, o.where) == _item(wording, o.where))
        writers = with_writer(notice, author_id)
        revised = replace(notice, wording=wording, author_id=author_id, writer_ids=writers, overrides=kept)
        saved = records.notices.save(revised)
        records.audit.append(now, author_id, "revise_notice", notice_id, {"version": saved.version})
    return saved


def _item(wording: Wording, where: str) -> object:
    return getattr(wording, where, None)


def discard_notice(desk: Desk, notice_id: str, actor_id: str, now: datetime) -> Notice:
    """Put a draft aside for good."""
    with desk.database.write() as records:
        notice = get_notice(records, notice_id)
        check_move(notice.status, NoticeStatus.DISCARDED)
        saved = records.notices.save(replace(notice, status=NoticeStatus.DISCARDED))
        records.audit.append(now, actor_id, "discard_notice", notice_id, {})
    return saved


def with_writer(notice: Notice, account_id: str) -> tuple[str, ...]:
    """Everyone who had a hand in the text, and one more."""
    return tuple(dict.fromkeys((*notice.writer_ids, account_id)))


def get_notice(records: Records, notice_id: str) -> Notice:
    """The notice, or InputError when there is none of that id."""
    notice = records.notices.get(notice_id)
    if notice is None:
        raise InputError("unknown_notice", notice=notice_id)
    return notice


def check_kind(records: Records, incident_id: str, kind: NoticeKind, corrects_number: int | None) -> None:
    """Raises ForbiddenMove or InputError unless a report of this kind may come next."""
    published = published_notices(records, incident_id)
    kinds = tuple(notice.kind for notice in published)
    if not may_follow(kind, kinds):
        after = kinds[-1].value if kinds else "nothing"
        raise ForbiddenMove("kind_order", kind=kind.value, after=after)
    if (kind is NoticeKind.CORRECTION) != (corrects_number is not None):
        raise InputError("correction_reference", kind=kind.value)
    if corrects_number is not None and corrects_number not in {notice.number for notice in published}:
        raise InputError("unknown_report_number", number=corrects_number, incident=incident_id)
