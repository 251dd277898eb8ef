"""The glossary: what a reader would stumble over in a text, and what to write instead."""

from fastapi import APIRouter, Response

from notices.policy.checker import blocks, check_text
from notices.storage.database import Records
from notices.web.call import Answer, Reading
from notices.web.schemas.notices import Findings, findings_out
from notices.web.schemas.requests import TextGiven

router = APIRouter(prefix="/api/v1/glossary", tags=["glossary"])


@router.post("/check", response_model=Findings)
def check(given: TextGiven, call: Reading) -> Response:
    """Findings with their places (code points of the text as given) and proposals. Nothing is kept."""

    def look(records: Records) -> Answer:
        del records
        found = check_text(given.text, call.desk.glossary.find)
        return Answer(Findings(findings=findings_out(found, call.language), is_blocking=blocks(found)))

    return call.read(look)
