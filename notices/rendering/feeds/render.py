"""All feeds as files: site-relative path → bytes, the same for the same publications."""

from collections.abc import Sequence

from notices.rendering.feeds.entries import Feed, FeedEntry, incident_entries, report_entries, tag
from notices.rendering.feeds.json_feed import json_feed
from notices.rendering.feeds.xml_feeds import atom, rss
from notices.rendering.site.model import SiteState
from notices.rendering.site.pages import LANGUAGE
from notices.rendering.site.words import site_words
from notices.rendering.words import load_words


def render_feeds(state: SiteState) -> dict[str, bytes]:
    """One feed of incidents and one of reports, each in three formats."""
    files: dict[str, bytes] = {}
    for name, entries in (("incidents", incident_entries(state)), ("reports", report_entries(state))):
        feed = _feed(state, name, entries)
        files[f"feeds/{name}.rss"] = rss(feed)
        files[f"feeds/{name}.atom"] = atom(feed)
        files[f"feeds/{name}.json"] = json_feed(feed)
    return files


def _feed(state: SiteState, name: str, entries: Sequence[FeedEntry]) -> Feed:
    words = site_words(LANGUAGE)["feeds"][name]
    mark = load_words(LANGUAGE)["marks"][state.mode.value]
    return Feed(
        name=name,
        id=tag(state.carrier, f"feeds/{name}"),
        title=mark + words["title"].format(carrier=state.carrier.name),
        description=words["description"],
        carrier=state.carrier,
        entries=entries,
    )
