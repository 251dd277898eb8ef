"""What stands in each feed, in no format yet. Ids are minted from incident id and number alone: they never change."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from notices.domain.carrier import Carrier
from notices.domain.posting import PostedEntry
from notices.rendering.site import paths

ENTRIES_AT_MOST = 100
# whoever asks what is going on reads these; the reports of one outage may be many (81 in 2022), outages are few
INCIDENTS_AT_MOST = 30
# A feed must carry a time; one without any entry has none of its own (RFC 4287 §4.2.15).
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
# Not allowed in XML 1.0 in any form: one such character in one title would break the feed for every reader.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: `html` is the report's frozen entry, `updated_at` a time of publication (aware UTC, whole seconds)."""

    id: str
    url: str
    title: str
    html: str
    published_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed, newest entry first. `name` is its file name without the ending."""

    name: str
    id: str
    title: str
    description: str
    carrier: Carrier
    entries: Sequence[FeedEntry]

    @property
    def updated_at(self) -> datetime:
        """When anything in it last changed."""
        return max((entry.updated_at for entry in self.entries), default=NOTHING_YET)

    def url(self, ending: str) -> str:
        """Where it stands in one format."""
        return paths.url_of(self.carrier, f"feeds/{self.name}.{ending}")


def incident_entries(carrier: Carrier, posted: Iterable[PostedEntry]) -> list[FeedEntry]:
    """One entry per incident with its latest report."""
    return _newest([_entry(carrier, entry, None) for entry in posted], INCIDENTS_AT_MOST)


def report_entries(carrier: Carrier, posted: Iterable[PostedEntry]) -> list[FeedEntry]:
    """One entry per report, so that a reader shows every one of them."""
    return _newest([_entry(carrier, entry, entry.number) for entry in posted], ENTRIES_AT_MOST)


def tag(carrier: Carrier, rest: str) -> str:
    """A tag URI (RFC 4151) under the carrier's own host."""
    return f"tag:{urlsplit(carrier.site_url).hostname},2026:{rest}"


def clean(text: str) -> str:
    """The text without the characters that no XML may hold."""
    return _NOT_XML.sub("", text)


def _entry(carrier: Carrier, posted: PostedEntry, number: int | None) -> FeedEntry:
    incident = posted.incident_id
    path = paths.incident_path(incident) if number is None else paths.report_path(incident, number)
    return FeedEntry(
        id=tag(carrier, f"incidents/{incident}" + ("" if number is None else f"/reports/{number}")),
        url=paths.url_of(carrier, path),
        title=clean(posted.title),
        html=clean(posted.html),
        published_at=posted.first_published_at.replace(microsecond=0),
        updated_at=posted.published_at.replace(microsecond=0),
    )


def _newest(entries: list[FeedEntry], most: int) -> list[FeedEntry]:
    return sorted(entries, key=lambda entry: (entry.updated_at, entry.id), reverse=True)[:most]
