"""Submission: texts and findings are frozen together, with a digest, and the report gets its number (S1)."""

from dataclasses import replace
from datetime import datetime

from notices.desk.check_account import check_account
from notices.desk.desk import Desk
from notices.desk.draft_notice import check_kind, get_notice, with_writer
from notices.desk.incident_state import on_its_way
from notices.desk.preview_notice import build
from notices.domain.errors import FindingsBlock, ForbiddenMove
from notices.domain.notice import Notice, NoticeStatus, check_move
from notices.policy.channel_plan import plan_channels
from notices.policy.checker import blocking


def submit_notice(desk: Desk, notice_id: str, author_id: str, now: datetime) -> Notice:
    """Freeze the draft as it reads now. Raises FindingsBlock, with place and proposal, while anything blocks (W3)."""
    check_account(author_id)
    with desk.database.write() as records:
        notice = get_notice(records, notice_id)
        check_move(notice.status, NoticeStatus.SUBMITTED)
        check_kind(records, notice.incident_id, notice.kind, notice.corrects_number)
        other = on_its_way(records, notice.incident_id)
        if other is not None:
            raise ForbiddenMove("notice_on_its_way", number=other.number, incident=notice.incident_id)
        preview = build(desk, records, notice, now)
        refused = blocking(preview.findings, notice.overrides)
        if refused:
            raise FindingsBlock("findings_block", refused, count=len(refused))
        records.notices.freeze(notice_id, preview.renditions, preview.findings)
        saved = records.notices.save(
            replace(
                notice,
                status=NoticeStatus.SUBMITTED,
                number=preview.content.number,
                content=preview.content,
                digest=preview.digest,
                next_update_at=preview.content.next_update_at,
                submitted_at=now,
                returned_reason=None,
                writer_ids=with_writer(notice, author_id),
                channels=plan_channels(notice.kind, preview.content.has_news, None, desk.channels),
            )
        )
        detail = {"number": saved.number, "digest": saved.digest, "findings": len(preview.findings)}
        records.audit.append(now, author_id, "submit_notice", notice_id, detail)
    return saved
