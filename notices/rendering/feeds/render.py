"""All feeds as files: site-relative path → bytes, the same for the same publications."""

from collections.abc import Iterable, Sequence

from notices.domain.carrier import Carrier
from notices.domain.incident_event import Mode
from notices.domain.posting import PostedEntry
from notices.domain.rendition import MASTER_LANGUAGE
from notices.rendering.feeds.entries import Feed, FeedEntry, incident_entries, report_entries, tag
from notices.rendering.feeds.json_feed import json_feed
from notices.rendering.feeds.xml_feeds import atom, rss
from notices.rendering.site.words import site_words
from notices.rendering.words import load_words


def render_feeds(
    carrier: Carrier, mode: Mode, incidents: Iterable[PostedEntry], reports: Iterable[PostedEntry]
) -> dict[str, bytes]:
    """One feed of incidents and one of reports, each in three formats. The newest stay (`entries.py`)."""
    feeds = (
        _feed(carrier, mode, "incidents", incident_entries(carrier, incidents)),
        _feed(carrier, mode, "reports", report_entries(carrier, reports)),
    )
    files: dict[str, bytes] = {}
    for feed in feeds:
        files[f"feeds/{feed.name}.rss"] = rss(feed)
        files[f"feeds/{feed.name}.atom"] = atom(feed)
        files[f"feeds/{feed.name}.json"] = json_feed(feed)
    return files


def _feed(carrier: Carrier, mode: Mode, name: str, entries: Sequence[FeedEntry]) -> Feed:
    words = site_words(MASTER_LANGUAGE)["feeds"][name]
    mark = load_words(MASTER_LANGUAGE)["marks"][mode.value]
    return Feed(
        name=name,
        id=tag(carrier, f"feeds/{name}"),
        title=mark + words["title"].format(carrier=carrier.name),
        description=words["description"],
        carrier=carrier,
        entries=entries,
    )
