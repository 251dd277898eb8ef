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

from notices.domain.carrier import Carrier
from notices.domain.incident_event import Mode
from notices.domain.posting import Posting
from notices.rendering.formats import format_iso
from notices.rendering.site import paths
from notices.rendering.site.model import IncidentHistory, PublishedReport, SiteState
from notices.rendering.site.posting import posted, worst_status


def top_json(state: SiteState) -> bytes:
    """What is current, worst first."""
    current = posted(state.current)
    return _bytes(
        {
            "carrier": state.carrier.name,
            "mode": state.mode.value,
            "status": worst_status(current),
            "updated_at": _time(state.updated_at),
            "current": [_incident(state.carrier, incident.posting, incident.latest) for incident in current],
        }
    )


def status_json(state: SiteState) -> bytes:
    """The state in a few bytes."""
    current = posted(state.current)
    return _bytes(
        {
            "mode": state.mode.value,
            "status": worst_status(current),
            "updated_at": _time(state.updated_at),
            "current": [
                {"incident_id": p.incident_id, "number": p.number, "status": p.status}
                for p in (incident.posting for incident in current)
            ],
        }
    )


def incident_json(carrier: Carrier, mode: Mode, history: IncidentHistory) -> bytes:
    """One incident with all its reports."""
    return _bytes(
        {
            **_incident(carrier, history.posting, history.latest),
            "mode": mode.value,
            "reports": [_report(carrier, report) for report in reversed(history.reports)],
            "latest": json.loads(history.latest.payload),
        }
    )


def _incident(carrier: Carrier, posting: Posting, latest: PublishedReport) -> dict[str, object]:
    content = latest.content
    order = [brand.id for brand in carrier.brands]
    return {
        "incident_id": posting.incident_id,
        "kind": content.incident_kind.value,
        "status": posting.status,
        "brand_ids": sorted(posting.brand_ids, key=lambda id_: order.index(id_) if id_ in order else len(order)),
        "services": [{"id": i.service_id, "name": i.service_name} for i in content.stated_impacts],
        "onset_at": _time(content.onset_at),
        "is_onset_known": content.is_onset_known,
        "next_update_at": _time(content.next_update_at),
        "url": paths.url_of(carrier, paths.incident_path(posting.incident_id)),
        "newest": _report(carrier, latest),
    }


def _report(carrier: Carrier, report: PublishedReport) -> dict[str, object]:
    path = paths.report_path(report.content.incident_id, report.number)
    return {
        "number": report.number,
        "kind": report.content.kind.value,
        "title": report.title,
        "published_at": _time(report.published_at),
        "corrects_number": report.content.corrects_number,
        "url": paths.url_of(carrier, path),
        "data_url": paths.url_of(carrier, paths.json_beside(path)),
    }


def _time(at: datetime | None) -> str | None:
    return None if at is None else format_iso(at)


def _bytes(value: Mapping[str, object]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
