"""Standing approvals, as the carrier's profile has them."""

from dataclasses import asdict

from fastapi import APIRouter, Response

from notices.storage.database import Records
from notices.web.call import Answer, Reading
from notices.web.schemas.duties import StandingApprovalOut, StandingApprovals

router = APIRouter(prefix="/api/v1/standing-approvals", tags=["clock"])


@router.get("", response_model=StandingApprovals)
def list_standing_approvals(call: Reading) -> Response:
    """What the clock may publish by itself, and until when."""

    def look(records: Records) -> Answer:
        del records
        given = call.desk.carrier.standing_approvals
        rows = [StandingApprovalOut(**asdict(each), is_in_force=call.now < each.expires_at) for each in given]
        return Answer(StandingApprovals(standing_approvals=rows))

    return call.read(look)
