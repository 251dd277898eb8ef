"""What the public site and the feeds must hold now, from what was published; the texts are the frozen ones."""

from datetime import datetime

from notices.desk.desk import Desk
from notices.desk.ports import Records
from notices.desk.site_state import history_of, site_state
from notices.rendering.feeds.entries import ENTRIES_AT_MOST, INCIDENTS_AT_MOST
from notices.rendering.feeds.render import render_feeds
from notices.rendering.site.incident_pages import render_incident
from notices.rendering.site.pages import render_lists

STATIC_CHANNELS = ("website", "feed")


def static_files(desk: Desk, channel: str, incident_id: str | None, now: datetime) -> dict[str, bytes | None]:
    """What one static way out must hold; of the website only what a change of this incident touches, None: all."""
    return site_files(desk, incident_id, now) if channel == "website" else feed_files(desk)


def site_files(desk: Desk, incident_id: str | None, now: datetime) -> dict[str, bytes | None]:
    """Every page that a change of this incident touches; None: the whole site."""
    files: dict[str, bytes | None] = {}
    with desk.database.read() as records:
        state = site_state(desk, records, incident_id, now)
        for touched in records.postings.ids() if incident_id is None else [incident_id]:
            files.update(_incident_files(desk, records, touched, is_whole=incident_id is None))
    files.update(render_lists(state))
    return files


def _incident_files(desk: Desk, records: Records, incident_id: str, *, is_whole: bool) -> dict[str, bytes]:
    """The incident's page and, unless `is_whole`, of its reports' pages those that are not on the website as they are.

    A report that was overtaken on its way out has no page yet: what counts is what the website was seen to hold.
    """
    history = history_of(records, incident_id)
    if history is None:
        return {}
    shown = 0 if is_whole else max(records.deliveries.on_web_at(incident_id), default=0)
    return render_incident(desk.carrier, desk.mode, history, history.changed_since(shown))


def feed_files(desk: Desk) -> dict[str, bytes | None]:
    """All feeds: one of incidents and one of reports, each in three formats."""
    with desk.database.read() as records:
        incidents = records.postings.incident_entries(INCIDENTS_AT_MOST)
        reports = records.postings.report_entries(ENTRIES_AT_MOST)
    return dict(render_feeds(desk.carrier, desk.mode, incidents, reports))
