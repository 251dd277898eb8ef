"""Notices: read them, and see the texts they would have or have."""

from fastapi import APIRouter, Response

from notices.desk.draft_notice import get_notice
from notices.desk.incident_state import full_incident
from notices.desk.preview_notice import build
from notices.domain.notice import Notice
from notices.policy.checker import blocks
from notices.storage.database import Records
from notices.web.call import Answer, Call, Reading
from notices.web.schemas.notices import NoticeOut, Notices, Preview, findings_out, notice_out, texts_in

router = APIRouter(prefix="/api/v1", tags=["notices"])


@router.get("/incidents/{incident_id}/notices", response_model=Notices)
def list_notices(incident_id: str, call: Reading) -> Response:
    """All notices of an incident, drafts among them."""

    def look(records: Records) -> Answer:
        full_incident(records, incident_id)
        return Answer(Notices(notices=[notice_out(notice) for notice in records.notices.of_incident(incident_id)]))

    return call.read(look)


@router.get("/notices/{notice_id}", response_model=NoticeOut)
def read_a_notice(notice_id: str, call: Reading) -> Response:
    """One notice with its ETag."""

    def look(records: Records) -> Answer:
        notice = get_notice(records, notice_id)
        return Answer(notice_out(notice), version=notice.version)

    return call.read(look)


@router.get("/notices/{notice_id}/preview", response_model=Preview)
def preview_a_notice(notice_id: str, call: Reading) -> Response:
    """All texts with the findings against them: the frozen ones once it is submitted, otherwise as they would be now.

    Whoever approves reads this and sends its `digest`.
    """

    def look(records: Records) -> Answer:
        notice = get_notice(records, notice_id)
        preview = _as_it_would_be(call, records, notice) if notice.digest is None else _frozen(call, records, notice)
        return Answer(preview, version=notice.version)

    return call.read(look)


def _as_it_would_be(call: Call, records: Records, notice: Notice) -> Preview:
    now = build(call.desk, records, notice, call.now)
    return Preview(
        is_frozen=False,
        number=now.content.number,
        digest=now.digest,
        next_update_at=now.content.next_update_at,
        findings=findings_out(now.findings, call.language, notice.overrides),
        is_blocking=blocks(now.findings, notice.overrides),
        **texts_in(now.renditions),
    )


def _frozen(call: Call, records: Records, notice: Notice) -> Preview:
    findings = records.notices.findings(notice.id)
    return Preview(
        is_frozen=True,
        number=notice.number,
        digest=notice.digest or "",
        next_update_at=notice.next_update_at,
        findings=findings_out(findings, call.language, notice.overrides),
        is_blocking=blocks(findings, notice.overrides),
        **texts_in(records.notices.renditions(notice.id)),
    )
