"""JSON Feed 1.1 (jsonfeed.org/version/1.1, read 2026-11)."""

import json

from notices.rendering.feeds.entries import Feed
from notices.rendering.formats import format_iso


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON; times carry +09:00."""
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": f"{feed.carrier.site_url.rstrip('/')}/",
        "feed_url": feed.url("json"),
        "language": "ja",
        "authors": [{"name": feed.carrier.name}],
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_html": entry.html,
                "date_published": format_iso(entry.published_at),
                "date_modified": format_iso(entry.updated_at),
            }
            for entry in feed.entries
        ],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
