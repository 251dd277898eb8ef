"""Reports to the ministry and the bodies that answer emergency calls: what they would say, what was sent (T3)."""

from dataclasses import asdict

from fastapi import APIRouter, Response

from notices.desk.desk import Desk
from notices.desk.incident_state import full_incident
from notices.desk.report_to_authorities import preview_report, send_report
from notices.domain.authority import AuthorityReport, AuthorityReportKind
from notices.storage.database import Records
from notices.web.call import Answer, Reading, Submitting
from notices.web.schemas.authorities import ReportGiven, ReportOut, Reports, ReportTextOut

router = APIRouter(prefix="/api/v1/incidents/{incident_id}/authority-reports", tags=["authorities"])


@router.get("", response_model=Reports)
def list_authority_reports(incident_id: str, call: Reading) -> Response:
    """Every report about an incident that went out."""

    def look(records: Records) -> Answer:
        full_incident(records, incident_id)
        sent = records.authority_reports.of_incident(incident_id)
        return Answer(Reports(reports=[_out(report) for report in sent]))

    return call.read(look)


@router.get("/preview", response_model=ReportTextOut)
def preview_an_authority_report(incident_id: str, kind: AuthorityReportKind, call: Reading) -> Response:
    """The next report as it would read now."""

    def look(records: Records) -> Answer:
        text = preview_report(call.desk, records, incident_id, kind, call.now)
        return Answer(ReportTextOut(kind=kind, number=text.number, title=text.title, text=text.text))

    return call.read(look)


@router.post("", status_code=201, response_model=ReportOut)
def send_an_authority_report(incident_id: str, given: ReportGiven, call: Submitting) -> Response:
    """Send what is known now to everyone of the profile who is told by mail; the others stand on call sheets."""

    def act(desk: Desk, records: Records) -> Answer:
        full_incident(records, incident_id)
        return Answer(_out(send_report(desk, incident_id, given.kind, call.owner, call.now, given.remarks)), 201)

    return call.once(act)


def _out(report: AuthorityReport) -> ReportOut:
    return ReportOut(**asdict(report))
