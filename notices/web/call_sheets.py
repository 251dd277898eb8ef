"""Call sheets: who must be reached by a person, what to say, and the tick that records it (O6, T3)."""

from dataclasses import asdict

from fastapi import APIRouter, Response

from notices.desk.call_sheets import script_of, tick_sheet
from notices.desk.desk import Desk
from notices.desk.incident_state import full_incident
from notices.domain.authority import CallSheet
from notices.domain.deadline import Deadline, DeadlineState
from notices.domain.errors import InputError
from notices.storage.database import Records
from notices.web.call import Answer, Call, Reading, Submitting
from notices.web.schemas.authorities import AuthorityOut, CallSheetOut, CallSheets, TickGiven

router = APIRouter(prefix="/api/v1", tags=["authorities"])


@router.get("/call-sheets", response_model=CallSheets)
def list_open_call_sheets(call: Reading) -> Response:
    """Every sheet that nobody has ticked, over all incidents, while its duty is open."""

    def look(records: Records) -> Answer:
        sheets = records.authority_reports.unticked_sheets()
        return Answer(CallSheets(call_sheets=_out(call, records, sheets, is_open=True)))

    return call.read(look)


@router.get("/incidents/{incident_id}/call-sheets", response_model=CallSheets)
def list_call_sheets(incident_id: str, call: Reading) -> Response:
    """All sheets of an incident, ticked or not."""

    def look(records: Records) -> Answer:
        full_incident(records, incident_id)
        return Answer(CallSheets(call_sheets=_out(call, records, records.authority_reports.sheets(incident_id))))

    return call.read(look)


@router.post("/call-sheets/{sheet_id}/tick", response_model=CallSheetOut)
def tick(sheet_id: str, given: TickGiven, call: Submitting) -> Response:
    """The authority was reached and told what the sheet says. A sheet is ticked once."""

    def act(desk: Desk, records: Records) -> Answer:
        tick_sheet(desk, sheet_id, call.owner, given.outcome, call.now)
        sheet = records.authority_reports.sheet(sheet_id)
        if sheet is None:
            raise InputError("unknown_call_sheet", sheet=sheet_id)
        return Answer(_out(call, records, [sheet])[0])

    return call.once(act)


def _out(call: Call, records: Records, sheets: list[CallSheet], *, is_open: bool = False) -> list[CallSheetOut]:
    """As shown; `is_open`: those alone whose duty still waits."""
    due: dict[str, dict[str, Deadline]] = {}
    scripts: dict[tuple[str, str], str] = {}
    shown = []
    for sheet in sheets:
        if sheet.incident_id not in due:
            due[sheet.incident_id] = {d.key: d for d in records.deadlines.of_incident(sheet.incident_id)}
        deadline = due[sheet.incident_id][sheet.deadline_key]
        if is_open and (deadline.met_at is not None or deadline.state is DeadlineState.VOID):
            continue
        key = sheet.incident_id, sheet.deadline_key
        if sheet.ticked_at is None and key not in scripts:
            scripts[key] = script_of(call.desk, records, *key, call.now)
        authority = next((a for a in call.desk.carrier.authorities if a.id == sheet.authority.id), sheet.authority)
        shown.append(
            CallSheetOut(
                id=sheet.id, incident_id=sheet.incident_id, deadline=sheet.deadline_key, due_at=deadline.due_at,
                state=deadline.state, authority=AuthorityOut(**asdict(authority)), opened_at=sheet.opened_at,
                ticked_at=sheet.ticked_at, ticked_by=sheet.ticked_by, outcome=sheet.outcome,
                script=sheet.script if sheet.ticked_at is not None else scripts[key],
            )
        )  # fmt: skip
    return shown
