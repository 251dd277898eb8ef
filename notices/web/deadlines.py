"""Deadlines of an incident, and holds: what a person does to stop the clock from publishing by itself (T6)."""

from dataclasses import asdict

from fastapi import APIRouter, Response

from notices.desk.desk import Desk
from notices.desk.hold_clock import EVERYWHERE, hold_issue, release_issue
from notices.desk.incident_state import full_incident
from notices.domain.deadline import TimerKind
from notices.domain.errors import InputError
from notices.storage.database import Records
from notices.web.call import Answer, Holding, Reading
from notices.web.schemas.duties import DeadlineOut, Deadlines, HoldOut
from notices.web.schemas.requests import HoldGiven

router = APIRouter(prefix="/api/v1/incidents/{incident_id}", tags=["clock"])


@router.get("/deadlines", response_model=Deadlines)
def list_deadlines(incident_id: str, call: Reading) -> Response:
    """What is due when, by which clause, what became of it, and what the clock will do by itself."""

    def look(records: Records) -> Answer:
        full_incident(records, incident_id)
        held = records.deadlines.held_keys(incident_id)
        may_issue = EVERYWHERE not in records.deadlines.held_keys(EVERYWHERE)
        armed = [timer for _, timer in records.deadlines.open_timers(incident_id) if timer.kind is TimerKind.ISSUE]
        issue_at = {timer.deadline_key: timer.due_at for timer in armed}
        rows = [
            DeadlineOut(
                **asdict(deadline), is_held=deadline.key in held, issue_at=issue_at.get(deadline.key),
                will_issue=may_issue and deadline.key in issue_at,
            )
            for deadline in records.deadlines.of_incident(incident_id)
        ]  # fmt: skip
        return Answer(Deadlines(deadlines=rows))

    return call.read(look)


@router.post("/holds", status_code=201, response_model=HoldOut)
def hold(incident_id: str, given: HoldGiven, call: Holding) -> Response:
    """Stop the countdown of one deadline. The deadline itself, its reminders and its miss stay."""

    def act(desk: Desk, records: Records) -> Answer:
        full_incident(records, incident_id)
        known = [deadline.key for deadline in records.deadlines.of_incident(incident_id)]
        if given.deadline not in known:
            raise InputError("unknown_deadline", deadline=given.deadline, known=", ".join(known) or "-")
        hold_issue(desk, incident_id, given.deadline, call.owner, given.reason, call.now)
        address = f"/api/v1/incidents/{incident_id}/holds/{given.deadline}"
        return Answer(HoldOut(incident_id=incident_id, deadline=given.deadline, is_held=True), 201, location=address)

    return call.once(act)


@router.delete("/holds/{deadline}", response_model=HoldOut)
def release(incident_id: str, deadline: str, call: Holding) -> Response:
    """Let the countdown go on."""

    def act(desk: Desk, records: Records) -> Answer:
        full_incident(records, incident_id)
        if deadline not in records.deadlines.held_keys(incident_id):
            raise InputError("unknown_hold", deadline=deadline, incident=incident_id)
        release_issue(desk, incident_id, deadline, call.owner, call.now)
        return Answer(HoldOut(incident_id=incident_id, deadline=deadline, is_held=False))

    return call.once(act)
