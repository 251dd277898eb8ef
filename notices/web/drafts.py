"""Drafts: a person's (or a machine's) wording for the next report."""

from fastapi import APIRouter, Response

from notices.desk.desk import Desk
from notices.desk.draft_notice import draft_notice, revise_notice
from notices.domain.errors import NotPermitted
from notices.storage.access import Role
from notices.storage.database import Records
from notices.web.call import Answer, Drafting
from notices.web.etag import IfMatch, matching
from notices.web.schemas.notices import NoticeOut, notice_out
from notices.web.schemas.requests import DraftGiven, WordingGiven

router = APIRouter(prefix="/api/v1", tags=["notices"])


@router.post("/incidents/{incident_id}/drafts", status_code=201, response_model=NoticeOut)
def write_a_draft(incident_id: str, given: DraftGiven, call: Drafting) -> Response:
    """A new draft. It has no number and never stands in the clock's way."""

    def act(desk: Desk, records: Records) -> Answer:
        del records
        notice = draft_notice(
            desk, incident_id, given.kind, given.wording.wording(), call.owner, call.now,
            corrects_number=given.corrects_number,
        )  # fmt: skip
        return Answer(notice_out(notice), 201, notice.version, f"/api/v1/notices/{notice.id}")

    return call.once(act)


@router.put("/notices/{notice_id}", response_model=NoticeOut)
def revise_a_draft(notice_id: str, given: WordingGiven, call: Drafting, if_match: IfMatch) -> Response:
    """New wording for a draft or a returned notice; whoever writes it is its author. A machine changes only its own."""

    def act(desk: Desk, records: Records) -> Answer:
        notice = matching(records, notice_id, if_match)
        if call.key.role is Role.MACHINE and notice.author_id != call.owner:
            raise NotPermitted("draft_of_another", notice=notice_id, owner=call.owner)
        saved = revise_notice(desk, notice_id, given.wording(), call.owner, call.now)
        return Answer(notice_out(saved), version=saved.version)

    return call.once(act)
