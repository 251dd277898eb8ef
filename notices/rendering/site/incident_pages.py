"""An incident's own pages: one with all its reports, one for each report alone, and the data beside them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from posixpath import basename

from notices.domain.carrier import Carrier
from notices.domain.incident_event import Mode
from notices.domain.rendition import MASTER_LANGUAGE
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
            languages = _links(partial(paths.report_path, incident_id, report.number), report.translations)
            files[path] = draw(
                "report.html", path, carrier, mode, history=history, report=report, languages=languages
            ).encode()
            files[paths.json_beside(path)] = report.payload.encode()
    path = paths.incident_path(incident_id)
    languages = _links(partial(paths.incident_path, incident_id), history.languages)
    files[path] = fit(
        lambda full: draw("incident.html", path, carrier, mode, history=history, full=full, languages=languages),
        len(history.reports),
    )
    files[paths.json_beside(path)] = data.incident_json(carrier, mode, history)
    for language in history.languages:
        files |= _in_language(carrier, mode, history, numbers, language)
    return files


def _links(path_of: Callable[[str], str], others: Iterable[str], language: str = MASTER_LANGUAGE) -> Mapping[str, str]:
    """The same page in every language it has, master first, from beside it; the page's own `language` is no link."""
    return {each: "" if each == language else basename(path_of(each)) for each in (MASTER_LANGUAGE, *others)}


def _in_language(
    carrier: Carrier, mode: Mode, history: IncidentHistory, numbers: AbstractSet[int] | None, language: str
) -> dict[str, bytes]:
    """The incident's page in another language, and those of the reports with these numbers.

    A report's own page says nothing of the incident's state: it is not drawn again with every change of it.
    """
    incident_id = history.posting.incident_id
    told = [report for report in reversed(history.reports) if language in report.translations]
    path, report_path = paths.incident_path(incident_id, language), partial(paths.report_path, incident_id)

    def page(at: str, shown: Sequence[PublishedReport], others: Sequence[PublishedReport], **facts: object) -> str:
        return draw(
            "other_language.html", at, carrier, mode, language=language, history=history, shown=shown, others=others,
            numbers={report.number for report in told}, incident_href=f"../{basename(path)}",
            carrier_name=dict(carrier.names).get(language, carrier.name),
            contacts=[replace(c, label=dict(c.labels).get(language, c.label)) for c in carrier.contacts], **facts,
        )  # fmt: skip

    files: dict[str, bytes] = {}
    for report in told:
        if numbers is None or report.number in numbers:
            at = report_path(report.number, language)
            links = _links(partial(report_path, report.number), report.translations, language)
            files[at] = page(at, [report], [], languages=links, is_alone=True).encode()
    links = _links(partial(paths.incident_path, incident_id), history.languages, language)
    files[path] = fit(
        lambda full: page(path, told[:full], told[full:], languages=links, is_alone=False, master_href="index.html"),
        len(told),
    )
    return files
