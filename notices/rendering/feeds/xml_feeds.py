"""RSS 2.0 and Atom through feedgen, whose getter-setter methods are kept in here.

Every time is set by us: feedgen's own default is the present moment, which would change the bytes at each build. The
`alternate` link comes last, because RSS takes the last link as the channel's own.
"""

from feedgen.feed import FeedGenerator

from notices.rendering.feeds.entries import Feed, clean


def rss(feed: Feed) -> bytes:
    """RSS 2.0 with the entry's HTML as description."""
    return bytes(_generator(feed, "rss", "application/rss+xml").rss_str(pretty=True))


def atom(feed: Feed) -> bytes:
    """Atom (RFC 4287) with the entry's HTML as content."""
    return bytes(_generator(feed, "atom", "application/atom+xml").atom_str(pretty=True))


def _generator(feed: Feed, ending: str, media_type: str) -> FeedGenerator:
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(clean(feed.title))
    generator.description(clean(feed.description))
    generator.author(name=clean(feed.carrier.name))
    generator.language("ja")
    generator.generator("shuchi")
    generator.updated(feed.updated_at)
    generator.link(href=feed.url(ending), rel="self", type=media_type)
    generator.link(href=f"{feed.carrier.site_url.rstrip('/')}/", rel="alternate", type="text/html")
    for entry in feed.entries:
        item = generator.add_entry(order="append")
        item.id(entry.id)
        item.guid(entry.id, permalink=False)
        item.title(entry.title)
        item.link(href=entry.url, rel="alternate", type="text/html")
        item.content(entry.html, type="html")
        item.published(entry.published_at)
        item.updated(entry.updated_at)
    return generator
