"""The moves of a notice: submit, override, return, approve, publish, discard. People alone make them, by own keys."""

from fastapi import APIRouter, Response

from notices.desk.approve_notice import approve_notice, return_notice
from notices.desk.desk import Desk
from notices.desk.draft_notice import discard_notice, revise_notice
from notices.desk.override_finding import override_finding
from notices.desk.publish_notice import publish_notice
from notices.desk.submit_notice import submit_notice
from notices.domain.notice import EDITABLE, Notice
from notices.storage.database import Records
from notices.web.call import Answer, Approving, Submitting
from notices.web.etag import IfMatch, OptionalIfMatch, matching
from notices.web.schemas.notices import NoticeOut, notice_out
from notices.web.schemas.requests import ApprovalGiven, OverrideGiven, ReasonGiven

router = APIRouter(prefix="/api/v1/notices/{notice_id}", tags=["notices"])


@router.post("/submit", response_model=NoticeOut)
def submit(notice_id: str, call: Submitting, if_match: IfMatch) -> Response:
    """Freeze the texts and give the report its number. Refused, with `findings`, while anything blocks."""

    def act(desk: Desk, records: Records) -> Answer:
        notice = matching(records, notice_id, if_match)
        if notice.status in EDITABLE and records.access.is_machine(notice.author_id):
            # S1: a machine is nobody; whoever submits its draft answers for the text, and somebody else approves it
            revise_notice(desk, notice_id, notice.wording, call.owner, call.now)
        return _moved(submit_notice(desk, notice_id, call.owner, call.now))

    return call.once(act)


@router.post("/overrides", response_model=NoticeOut)
def override(notice_id: str, given: OverrideGiven, call: Submitting, if_match: IfMatch) -> Response:
    """Let one blocking finding stand, by name and for a reason; for this rule, place and wording, and nothing else.

    Refused where the preview shows no such finding, and for findings that are not `is_overridable`.
    """

    def act(desk: Desk, records: Records) -> Answer:
        matching(records, notice_id, if_match)
        return _moved(
            override_finding(
                desk, notice_id, given.rule, given.where, given.matched, given.reason, call.owner, call.now
            )
        )

    return call.once(act)


@router.post("/return", response_model=NoticeOut)
def send_back(notice_id: str, given: ReasonGiven, call: Approving, if_match: OptionalIfMatch) -> Response:
    """Send it back to its author with a reason; it gives up its number and keeps its text."""

    def act(desk: Desk, records: Records) -> Answer:
        matching(records, notice_id, if_match)
        return _moved(return_notice(desk, notice_id, call.owner, given.reason, call.now))

    return call.once(act)


@router.post("/approve", response_model=NoticeOut)
def approve(notice_id: str, given: ApprovalGiven, call: Approving, if_match: IfMatch) -> Response:
    """Approve exactly the text that `digest` stands for. Refused to its author, whichever of their keys they use."""

    def act(desk: Desk, records: Records) -> Answer:
        matching(records, notice_id, if_match)
        return _moved(approve_notice(desk, notice_id, call.owner, given.digest, call.now))

    return call.once(act)


@router.post("/publish", response_model=NoticeOut)
def publish(notice_id: str, call: Approving, if_match: IfMatch) -> Response:
    """Publish an approved notice on all its channels. Returns at once; `/incidents/{id}/deliveries` tells the rest."""

    def act(desk: Desk, records: Records) -> Answer:
        matching(records, notice_id, if_match)
        return _moved(publish_notice(desk, notice_id, call.owner, call.now))

    return call.once(act)


@router.post("/discard", response_model=NoticeOut)
def discard(notice_id: str, call: Submitting, if_match: OptionalIfMatch) -> Response:
    """Put a draft or a returned notice aside for good."""

    def act(desk: Desk, records: Records) -> Answer:
        matching(records, notice_id, if_match)
        return _moved(discard_notice(desk, notice_id, call.owner, call.now))

    return call.once(act)


def _moved(notice: Notice) -> Answer:
    return Answer(notice_out(notice), version=notice.version)
