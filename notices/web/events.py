"""Events: what is reported about an incident."""

from fastapi import APIRouter, Response

from notices.desk.desk import Desk
from notices.desk.record_event import record_event
from notices.storage.database import Records
from notices.web.call import Answer, Recording
from notices.web.schemas.facts import reported
from notices.web.schemas.incidents import IncidentOut, incident_out
from notices.web.schemas.requests import EventsGiven

router = APIRouter(prefix="/api/v1/incidents/{incident_id}/events", tags=["incidents"])


@router.post("", status_code=201, response_model=IncidentOut)
def report_events(incident_id: str, given: EventsGiven, call: Recording) -> Response:
    """Facts that became known together, recorded together or not at all."""

    def act(desk: Desk, records: Records) -> Answer:
        del records
        facts = [reported(fact, desk.areas, call.office.area_words, desk.mode) for fact in given.facts]
        reported_at = given.reported_at or call.now
        incident = record_event(desk, incident_id, facts, call.reporter, reported_at, call.now)
        return Answer(incident_out(incident), status=201)

    return call.once(act)
