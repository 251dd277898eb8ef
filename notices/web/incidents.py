"""Incidents: open one, read one, list them."""

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Response

from notices.desk.desk import Desk
from notices.desk.incident_state import content_of, full_incident, published_notices
from notices.desk.record_event import open_incident
from notices.policy.open_items import open_items
from notices.storage.database import Records
from notices.web.call import Answer, Reading, Recording
from notices.web.schemas.facts import reported
from notices.web.schemas.incidents import (
    OPEN,
    IncidentFilter,
    IncidentOut,
    Incidents,
    IncidentWithEvents,
    incident_out,
    incident_with_events,
    is_meant,
)
from notices.web.schemas.requests import IncidentGiven

PREFIX = "/api/v1/incidents"

router = APIRouter(prefix=PREFIX, tags=["incidents"])


@router.post("", status_code=201, response_model=IncidentOut)
def open_an_incident(given: IncidentGiven, call: Recording) -> Response:
    """A new incident with its first facts, all of them or none."""

    def act(desk: Desk, records: Records) -> Answer:
        facts = [reported(fact, desk.areas, call.office.area_words, desk.mode) for fact in given.facts]
        reported_at = given.reported_at or call.now
        incident_id = open_incident(desk, given.kind, facts, call.reporter, reported_at, call.now)
        body = incident_out(full_incident(records, incident_id))
        return Answer(body, status=201, location=f"{PREFIX}/{incident_id}")

    return call.once(act)


@router.get("", response_model=Incidents)
def list_incidents(
    call: Reading,
    status: IncidentFilter | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Response:
    """Incidents, newest first; with `status` only those, and `offset` counts among them.

    `open`: neither restored nor withdrawn, or the public has not been told so yet.
    """

    def look(records: Records) -> Answer:
        ids = records.incidents.ids()[::-1]
        if status is None:
            ids, first = ids[offset : offset + limit], 0
        else:
            first = offset  # a status is known only once the incident's events are read
        every = (full_incident(records, each) for each in ids)
        untold = records.postings.going_on() if status == OPEN else set()
        meant = (incident for incident in every if is_meant(incident, status) or incident.id in untold)
        return Answer(Incidents(incidents=[incident_out(each) for each in islice(meant, first, first + limit)]))

    return call.read(look)


@router.get("/{incident_id}", response_model=IncidentWithEvents)
def read_an_incident(incident_id: str, call: Reading) -> Response:
    """One incident with everything reported about it."""

    def look(records: Records) -> Answer:
        incident = full_incident(records, incident_id)
        owed = open_items([content_of(notice) for notice in published_notices(records, incident_id)])
        return Answer(incident_with_events(incident, records.incidents.events(incident_id), owed))

    return call.read(look)
