"""The JSON beside the pages, for a carrier's own top page, banners and everyone's machines. Times carry +09:00.

    index.json                     what is current: {mode, status, updated_at, current: [incident …]}
    status.json                    the smallest answer to "has anything changed?", for polling
    incidents/<id>/index.json      the incident, its reports newest first, and the newest report's payload as `latest`

`status` is "ongoing", "partly_restored", "restricted", "recovery_reported", "restored" or "cancelled"; "clear" stands
for no current incident. Times that are not known are null. A report's own payload stands beside its page, as it was
frozen.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from notices.rendering.formats import format_iso
from notices.rendering.site import paths
from notices.rendering.site.model import IncidentHistory, PublishedReport, SiteState
from notices.rendering.site.posting import posted, worst_status


def top_json(state: SiteState) -> bytes:
    """What is current, worst first."""
    current = posted(state)
    return _bytes(
        {
            "carrier": state.carrier.name,
            "mode": state.mode.value,
            "status": worst_status(current),
            "updated_at": _time(state.updated_at),
            "current": [_incident(state, history) for history in current],
        }
    )


def status_json(state: SiteState) -> bytes:
    """The state in a few bytes."""
    current = posted(state)
    return _bytes(
        {
            "mode": state.mode.value,
            "status": worst_status(current),
            "updated_at": _time(state.updated_at),
            "current": [{"incident_id": h.incident_id, "number": h.latest.number, "status": h.status} for h in current],
        }
    )


def incident_json(state: SiteState, history: IncidentHistory) -> bytes:
    """One incident with all its reports."""
    return _bytes(
        {
            **_incident(state, history),
            "mode": state.mode.value,
            "reports": [_report(state, history, report) for report in reversed(history.reports)],
            "latest": json.loads(history.latest.payload),
        }
    )


def _incident(state: SiteState, history: IncidentHistory) -> dict[str, object]:
    content = history.latest.content
    return {
        "incident_id": history.incident_id,
        "kind": content.incident_kind.value,
        "status": history.status,
        "brand_ids": list(history.brand_ids),
        "services": [{"id": i.service_id, "name": i.service_name} for i in content.stated_impacts],
        "onset_at": _time(content.onset_at),
        "is_onset_known": content.is_onset_known,
        "next_update_at": _time(content.next_update_at),
        "url": paths.url_of(state.carrier, paths.incident_path(history.incident_id)),
        "newest": _report(state, history, history.latest),
    }


def _report(state: SiteState, history: IncidentHistory, report: PublishedReport) -> dict[str, object]:
    path = paths.report_path(history.incident_id, report.number)
    return {
        "number": report.number,
        "kind": report.content.kind.value,
        "title": report.title,
        "published_at": _time(report.published_at),
        "corrects_number": report.content.corrects_number,
        "url": paths.url_of(state.carrier, path),
        "data_url": paths.url_of(state.carrier, paths.json_beside(path)),
    }


def _time(at: datetime | None) -> str | None:
    return None if at is None else format_iso(at)


def _bytes(value: Mapping[str, object]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
