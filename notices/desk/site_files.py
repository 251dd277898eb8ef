"""What the public site and the feeds must hold now, from what was published; the texts are the frozen ones."""

from collections.abc import Mapping
from datetime import datetime

from notices.desk.desk import Desk
from notices.desk.incident_state import content_of, is_over, published_notices
from notices.desk.ports import Records
from notices.domain.notice import Notice
from notices.domain.rendition import Form
from notices.policy.deadlines import ENDING
from notices.rendering.feeds.render import render_feeds
from notices.rendering.site.model import IncidentHistory, PublishedReport, SiteState
from notices.rendering.site.pages import render_site

STATIC_CHANNELS = ("website", "feed")


def site_files(desk: Desk, incident_id: str | None, now: datetime) -> dict[str, bytes | None]:
    """Every page that a change of this incident touches; None: the whole site."""
    state = site_state(desk, now)
    touched = None if incident_id is None else frozenset({incident_id})
    return dict(render_site(state, touched))


def static_files(desk: Desk, channel: str, incident_id: str | None, now: datetime) -> dict[str, bytes | None]:
    """What one static way out must hold."""
    return site_files(desk, incident_id, now) if channel == "website" else feed_files(desk, now)


def feed_files(desk: Desk, now: datetime) -> dict[str, bytes | None]:
    """All feeds: one of incidents and one of reports, each in three formats."""
    return dict(render_feeds(site_state(desk, now)))


def site_state(desk: Desk, now: datetime) -> SiteState:
    """Everything published, as the site shows it."""
    with desk.database.read() as records:
        histories = [_history(desk, records, incident_id) for incident_id in records.incidents.ids()]
    return SiteState(
        carrier=desk.carrier, histories=tuple(h for h in histories if h is not None), now=now, mode=desk.mode
    )


def _history(desk: Desk, records: Records, incident_id: str) -> IncidentHistory | None:
    notices = published_notices(records, incident_id)
    if not notices:
        return None
    texts = records.notices.renditions_of_incident(incident_id)
    until = None
    if is_over(notices[-1]):
        ended = next((n for n in reversed(notices) if n.kind in ENDING), notices[-1])
        until = ended.published_at + desk.carrier.clock.keep_posted if ended.published_at is not None else None
    brands = {brand for n in notices for impact in content_of(n).impacts for brand in impact.brand_ids}
    order = [brand.id for brand in desk.carrier.brands]
    return IncidentHistory(
        incident_id=incident_id,
        reports=tuple(_report(notice, texts[notice.id]) for notice in notices),
        brand_ids=tuple(sorted(brands, key=lambda brand: order.index(brand) if brand in order else len(order))),
        is_current_until=until,
    )


def _report(notice: Notice, texts: Mapping[Form, str]) -> PublishedReport:
    if notice.published_at is None:
        raise ValueError(f"notice {notice.id} is not published")
    return PublishedReport(
        content=content_of(notice),
        title=texts[Form.TITLE],
        page=texts[Form.PAGE],
        entry=texts[Form.ENTRY],
        payload=texts[Form.PAYLOAD],
        published_at=notice.published_at,
    )
