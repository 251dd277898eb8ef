"""Call sheets (連絡票): what to say to a body that a person must reach, and the tick that records it (O6, T3)."""

from datetime import datetime

from notices.desk.check_account import check_account
from notices.desk.check_text import check_text
from notices.desk.desk import Desk
from notices.desk.ports import Records
from notices.desk.report_to_authorities import preview_report
from notices.desk.sync_clock import sync_clock
from notices.domain.authority import AuthorityReportKind
from notices.domain.errors import ForbiddenMove, InputError


def tick_sheet(desk: Desk, sheet_id: str, actor_id: str, outcome: str, now: datetime) -> None:
    """Somebody reached the authority and told it what the sheet says.

    Raises InputError for a sheet or account that is none, ForbiddenMove for one that was ticked before.
    """
    check_account(actor_id)
    if outcome:
        check_text("outcome", outcome)
    with desk.database.write() as records:
        sheet = records.authority_reports.sheet(sheet_id)
        if sheet is None:
            raise InputError("unknown_call_sheet", sheet=sheet_id)
        script = script_of(desk, records, sheet.incident_id, sheet.deadline_key, now)
        if not records.authority_reports.tick(sheet_id, actor_id, outcome, script, now):
            raise ForbiddenMove("sheet_ticked", sheet=sheet_id, by=sheet.ticked_by)
        detail = {"sheet": sheet_id, "deadline": sheet.deadline_key, "authority": sheet.authority.id}
        records.audit.append(now, actor_id, "tick_call_sheet", sheet.incident_id, detail)
        sync_clock(desk, records, sheet.incident_id, now)
    desk.wake()


def script_of(desk: Desk, records: Records, incident_id: str, deadline_key: str, now: datetime) -> str:
    """What to say on the telephone for a deadline: the report last sent, else what it would say now."""
    kind = next((k for k in AuthorityReportKind if k.value == deadline_key), AuthorityReportKind.QUICK_REPORT)
    latest = records.authority_reports.latest(incident_id, kind)
    if latest is not None:
        return latest.text
    return preview_report(desk, records, incident_id, kind, now).text
