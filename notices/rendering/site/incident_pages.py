"""An incident's own pages: one with all its reports, one for each report alone, and the data beside them."""

from collections.abc import Set as AbstractSet

from notices.domain.carrier import Carrier
from notices.domain.incident_event import Mode
from notices.rendering.site import data, paths
from notices.rendering.site.draw import draw
from notices.rendering.site.model import IncidentHistory
from notices.rendering.site.size import fit


def render_incident(
    carrier: Carrier, mode: Mode, history: IncidentHistory, numbers: AbstractSet[int] | None = None
) -> dict[str, bytes]:
    """The incident's page, and those of the reports with these numbers; None: of all reports."""
    incident_id = history.posting.incident_id
    files: dict[str, bytes] = {}
    for report in history.reports:
        if numbers is None or report.number in numbers:
            path = paths.report_path(incident_id, report.number)
            files[path] = draw("report.html", path, carrier, mode, history=history, report=report).encode()
            files[paths.json_beside(path)] = report.payload.encode()
    path = paths.incident_path(incident_id)
    files[path] = fit(
        lambda full: draw("incident.html", path, carrier, mode, history=history, full=full), len(history.reports)
    )
    files[paths.json_beside(path)] = data.incident_json(carrier, mode, history)
    return files
