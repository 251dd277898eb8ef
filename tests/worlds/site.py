"""The public site as the desk would have it made, from incidents that stand in a test: every list by plain counting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from notices.domain.carrier import Carrier
from notices.domain.incident_event import Mode
from notices.domain.posting import PostedEntry, Posting, public_status
from notices.rendering.feeds import render_feeds as feeds_of
from notices.rendering.site.archive import MonthPage, month_of, pages_of, pages_with
from notices.rendering.site.incident_pages import render_incident
from notices.rendering.site.model import CurrentIncident, IncidentHistory, PublishedReport, SiteState
from notices.rendering.site.pages import render_lists


@dataclass(frozen=True)
class Told:
    """All reports of one incident, oldest first. `leaves_at`: when it leaves the top page; None: it goes on (T9)."""

    incident_id: str
    reports: tuple[PublishedReport, ...]
    brand_ids: tuple[str, ...]
    leaves_at: datetime | None

    @property
    def first(self) -> PublishedReport:
        return self.reports[0]

    @property
    def latest(self) -> PublishedReport:
        return self.reports[-1]


@dataclass(frozen=True)
class Site:
    """Everything published, seen at `now`."""

    carrier: Carrier
    told: tuple[Told, ...]
    now: datetime
    mode: Mode

    def posting(self, told: Told) -> Posting:
        month = month_of(told.first.published_at)
        begun = sorted((t.first.published_at, t.incident_id) for t in self.told)
        same_month = [incident_id for at, incident_id in begun if month_of(at) == month]
        return Posting(
            told.incident_id, f"{told.incident_id}/{told.latest.number}", told.latest.number, len(told.reports),
            public_status(report.content for report in told.reports), told.brand_ids, told.first.published_at,
            told.latest.published_at, told.leaves_at, month, same_month.index(told.incident_id) + 1, told.latest.title,
        )  # fmt: skip

    def state(self, touched: Iterable[str] | None = None) -> SiteState:
        postings = {told.incident_id: self.posting(told) for told in self.told}
        on_top = [told for told in self.told if told.leaves_at is None or self.now < told.leaves_at]
        past = [postings[told.incident_id] for told in self.told if told not in on_top]
        months: dict[str, int] = {}
        for posting in sorted(postings.values(), key=lambda posting: posting.month, reverse=True):
            months[posting.month] = months.get(posting.month, 0) + 1
        changed = [postings[incident_id] for incident_id in (postings if touched is None else touched)]
        times: dict[str, list[datetime]] = {}
        lines: dict[MonthPage, tuple[Posting, ...]] = dict.fromkeys(pages_of(months), ())
        for posting in postings.values():
            lines[pages_with(posting.month, posting.place)[-1]] += (posting,)
            for brand_id in posting.brand_ids:
                times.setdefault(brand_id, []).append(posting.last_published_at)
        return SiteState(
            carrier=self.carrier,
            mode=self.mode,
            current=tuple(CurrentIncident(postings[told.incident_id], told.latest) for told in on_top),
            past=tuple(past),
            updated_at=max((posting.last_published_at for posting in postings.values()), default=None),
            brands_updated_at={brand_id: max(every) for brand_id, every in times.items()},
            changed_brands=frozenset(brand_id for posting in changed for brand_id in posting.brand_ids),
            months=months,
            changed_pages=frozenset(page for posting in changed for page in pages_with(posting.month, posting.place)),
            lines=lines,
        )


def render_site(site: Site, touched: Iterable[str] | None = None) -> dict[str, bytes]:
    """The pages that a change of the touched incidents changes; None: the whole site."""
    files = render_lists(site.state(touched))
    for told in site.told:
        if touched is None or told.incident_id in touched:
            files |= render_incident(site.carrier, site.mode, IncidentHistory(site.posting(told), told.reports))
    return files


def render_feeds(site: Site) -> dict[str, bytes]:
    """All feeds."""

    def entry(told: Told, first: PublishedReport, report: PublishedReport) -> PostedEntry:
        texts = report.title, report.entry
        return PostedEntry(told.incident_id, report.number, *texts, first.published_at, report.published_at)

    incidents = [entry(told, told.first, told.latest) for told in site.told]
    return feeds_of(site.carrier, site.mode, incidents, [entry(t, r, r) for t in site.told for r in t.reports])
