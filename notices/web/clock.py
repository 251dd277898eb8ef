"""The house's clock: whether it may publish by itself at all, and a person's word that it may again (T11)."""

from fastapi import APIRouter, Response

from notices.desk.desk import Desk
from notices.desk.hold_clock import EVERYWHERE, release_all
from notices.storage.database import Records
from notices.web.call import Answer, Approving, Reading
from notices.web.schemas.duties import ClockOut

router = APIRouter(prefix="/api/v1/clock", tags=["clock"])


@router.get("", response_model=ClockOut)
def read_the_clock(call: Reading) -> Response:
    """Whether automatic publication is held everywhere."""

    def look(records: Records) -> Answer:
        return Answer(ClockOut(is_held=EVERYWHERE in records.deadlines.held_keys(EVERYWHERE)))

    return call.read(look)


@router.delete("/hold", response_model=ClockOut)
def release_the_clock(call: Approving) -> Response:
    """A person looked at the machine's time and lets automatic publication go on."""

    def act(desk: Desk, records: Records) -> Answer:
        del records
        release_all(desk, call.owner, call.now)
        return Answer(ClockOut(is_held=False))

    return call.once(act)
