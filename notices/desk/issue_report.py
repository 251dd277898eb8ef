"""What the clock sends to the ministry by itself under a standing approval that names it (T3, T6)."""

from datetime import datetime

from notices.desk.desk import Desk
from notices.desk.incident_state import full_incident, speakable_at, vouched_events
from notices.desk.ports import Records
from notices.desk.report_to_authorities import preview_report, put_out_report
from notices.domain.authority import AuthorityReport, AuthorityReportKind
from notices.domain.errors import ForbiddenMove, NotPermitted
from notices.domain.impact import ImpactStatus
from notices.domain.sharing_scope import SharingScope

CLOCK = "clock"


def issue_report(
    desk: Desk, records: Records, incident_id: str, kind: AuthorityReportKind, now: datetime
) -> AuthorityReport | None:
    """Send it, inside the caller's transaction; None where a person did so already.

    Raises NotPermitted when no standing approval covers it now, ForbiddenMove when every harm was retracted or none of
    it may go as far as the ministry (P1): then a person must decide.
    """
    if records.authority_reports.latest(incident_id, kind) is not None:
        return None
    incident = full_incident(records, incident_id)
    if incident.impacts and all(impact.status is ImpactStatus.RETRACTED for impact in incident.impacts):
        raise ForbiddenMove("nothing_left_to_tell", incident=incident_id)
    if speakable_at(vouched_events(records, incident_id), SharingScope.MINISTRY) is None:
        raise ForbiddenMove("nothing_for_ministry", incident=incident_id)
    given = desk.carrier.standing_approvals
    if not any(approval.covers_report(kind, incident.kind.value, now) for approval in given):
        raise NotPermitted("no_standing_approval", kind=kind.value, incident=incident_id)
    text = preview_report(desk, records, incident_id, kind, now, is_automatic=True)
    return put_out_report(desk, records, incident_id, kind, text, CLOCK, now)
