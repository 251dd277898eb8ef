"""An incident's own pages: one with all its reports, one for each report alone, and the data beside them."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from notices.domain.carrier import Carrier
from notices.domain.incident_event import Mode
from notices.rendering.site import data, paths
from notices.rendering.site.draw import draw
from notices.rendering.site.model import IncidentHistory, PublishedReport
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
    for language in history.languages:
        files |= _in_language(carrier, mode, history, numbers, language)
    return files


def _in_language(
    carrier: Carrier, mode: Mode, history: IncidentHistory, numbers: AbstractSet[int] | None, language: str
) -> dict[str, bytes]:
    """The incident's page in another language, and those of the reports with these numbers."""
    incident_id = history.posting.incident_id
    told = [report for report in reversed(history.reports) if language in report.translations]

    def page(path: str, master_path: str, shown: Sequence[PublishedReport], others: Sequence[PublishedReport]) -> str:
        return draw(
            "other_language.html", path, carrier, mode, language=language, history=history, shown=shown, others=others,
            master_path=paths.root_of(path) + master_path, carrier_name=dict(carrier.names).get(language, carrier.name),
            contacts=[replace(c, label=dict(c.labels).get(language, c.label)) for c in carrier.contacts],
        )  # fmt: skip

    files: dict[str, bytes] = {}
    for report in told:
        if numbers is None or report.number in numbers:
            path = paths.report_path(incident_id, report.number, language)
            files[path] = page(path, paths.report_path(incident_id, report.number), [report], []).encode()
    path, master_path = paths.incident_path(incident_id, language), paths.incident_path(incident_id)
    files[path] = fit(lambda full: page(path, master_path, told[:full], told[full:]), len(told))
    return files
