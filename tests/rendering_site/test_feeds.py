"""The six feeds: readers take them, every report is an entry, ids and bytes stay."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from feedparser import FeedParserDict
from lxml import etree
from worlds.site import Site, Told, render_feeds

from notices.domain.incident_event import Mode
from notices.rendering.feeds.entries import ENTRIES_AT_MOST, INCIDENTS_AT_MOST

Incident = Callable[..., Told]
MakeSite = Callable[..., Site]

NAMES = ("incidents", "reports")
ENDINGS = ("rss", "atom", "json")
BASE = "https://status.minato.example/notices"


def read(feed: bytes) -> FeedParserDict:
    """As a feed reader sees it. feedparser knows no JSON Feed, so that one is read as its version 1.1 says."""
    if not feed.startswith(b"{"):
        return feedparser.parse(feed)
    value = json.loads(feed)
    return FeedParserDict(
        bozo=0,
        version={"https://jsonfeed.org/version/1.1": "json11"}[value["version"]],
        feed=FeedParserDict(title=value["title"], link=value["home_page_url"]),
        entries=[
            FeedParserDict(
                id=item["id"],
                link=item["url"],
                title=item["title"],
                summary=item["content_html"],
                published_parsed=datetime.fromisoformat(item["date_published"]).astimezone(UTC).timetuple(),
            )
            for item in value["items"]
        ],
    )


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", NAMES)
def test_readers_take_every_feed(site: MakeSite, incident: Incident, name: str, ending: str) -> None:
    """Well-formed, of the version it claims, with title, home page, and entries with id, link, title and text."""
    feed = read(render_feeds(site(incident(), incident("20181206-2")))[f"feeds/{name}.{ending}"])
    assert feed.bozo == 0
    assert feed.version == {"rss": "rss20", "atom": "atom10", "json": "json11"}[ending]
    assert feed.feed.title.startswith("みなとモバイル 障害のお知らせ")
    assert feed.feed.link == f"{BASE}/"
    assert len(feed.entries) == {"incidents": 2, "reports": 6}[name]
    for entry in feed.entries:
        assert entry.id.startswith("tag:status.minato.example,2026:incidents/2018")
        assert entry.link.startswith(f"{BASE}/incidents/2018")
        assert "（第" in entry.title
        text = entry.content[0].value if "content" in entry else entry.summary
        assert "LTEサービスが利用しづらい状況です。" in text


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_report_is_one_entry_newest_first(site: MakeSite, incident: Incident, ending: str) -> None:
    """A reader shows each report with its own link and its time of publication."""
    history = incident(reports=3)
    entries = read(render_feeds(site(history))[f"feeds/reports.{ending}"]).entries
    assert [entry.link for entry in entries] == [f"{BASE}/incidents/20181206-1/reports/{n}.html" for n in (3, 2, 1)]
    times = [report.published_at.timetuple()[:6] for report in reversed(history.reports)]
    assert [entry.published_parsed[:6] for entry in entries] == times


def test_an_incident_is_one_entry_that_keeps_its_id(site: MakeSite, incident: Incident) -> None:
    """The entry moves to the latest report; id and first publication stay."""
    before = json.loads(render_feeds(site(incident(reports=1)))["feeds/incidents.json"])["items"]
    after = json.loads(render_feeds(site(incident(reports=4)))["feeds/incidents.json"])["items"]
    assert len(before) == len(after) == 1
    assert before[0]["id"] == after[0]["id"]
    assert before[0]["date_published"] == after[0]["date_published"] == "2018-12-06T14:39:00+09:00"
    assert after[0]["date_modified"] == "2018-12-06T17:39:00+09:00"
    assert "（第4報）" in after[0]["title"]


def test_ids_do_not_depend_on_texts_or_times(site: MakeSite, incident: Incident) -> None:
    """Minted from incident id and number alone."""
    history = incident()
    moved = [replace(r, title="別の題", published_at=r.published_at + timedelta(hours=1)) for r in history.reports]
    feeds = [render_feeds(site(h))["feeds/reports.atom"] for h in (history, replace(history, reports=tuple(moved)))]
    assert len({tuple(entry.id for entry in read(feed).entries) for feed in feeds}) == 1


def test_bytes_stay_the_same_while_nothing_is_published(site: MakeSite, incident: Incident) -> None:
    """Neither the time of the build nor the order of the incidents shows."""
    one, two = incident("20181206-1"), incident("20181206-2")
    now = site().now
    assert render_feeds(site(one, two, now=now)) == render_feeds(site(two, one, now=now + timedelta(days=9)))


def test_a_feed_says_when_it_last_changed(site: MakeSite, incident: Incident) -> None:
    """`updated` and `lastBuildDate` are the last publication, never the time of the build."""
    feeds = render_feeds(site(incident()))
    assert read(feeds["feeds/reports.atom"]).feed.updated == "2018-12-06T07:39:00+00:00"
    assert read(feeds["feeds/reports.rss"]).feed.updated == "Thu, 06 Dec 2018 07:39:00 +0000"


@pytest.mark.parametrize("ending", ENDINGS)
def test_feeds_are_bounded(site: MakeSite, incident: Incident, ending: str) -> None:
    """The newest hundred reports stay, and the newest thirty incidents."""
    entries = read(render_feeds(site(incident(reports=130)))[f"feeds/reports.{ending}"]).entries
    assert len(entries) == ENTRIES_AT_MOST
    assert entries[0].link.endswith("/reports/130.html")
    many = site(*(incident(f"20181206-{n:02}") for n in range(1, 41)))
    assert len(read(render_feeds(many)[f"feeds/incidents.{ending}"]).entries) == INCIDENTS_AT_MOST


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_text_breaks_a_feed(site: MakeSite, incident: Incident, ending: str) -> None:
    """Characters that XML forbids are left out, markup in a title stays text."""
    history = incident(reports=1)
    bad = replace(history.first, title="<b>&]]>\x00\x0b\x1b\ufffe\ud800題", entry="<p>]]>\x08本文&amp;</p>")
    feed = read(render_feeds(site(replace(history, reports=(bad,))))[f"feeds/reports.{ending}"])
    assert feed.bozo == 0
    assert "題" in feed.entries[0].title
    assert "\x1b" not in feed.entries[0].title


@pytest.mark.parametrize("name", NAMES)
def test_empty_feeds_are_valid(site: MakeSite, name: str) -> None:
    """Before the first publication a reader can already subscribe."""
    feeds = render_feeds(site())
    for ending in ENDINGS:
        feed = read(feeds[f"feeds/{name}.{ending}"])
        assert (feed.bozo, feed.entries) == (0, [])


def test_replays_are_marked_in_the_feeds_own_title(site: MakeSite, incident: Incident) -> None:
    """C12: a reader's list of feeds shows it too."""
    for feed in render_feeds(site(incident(mode=Mode.REPLAY), mode=Mode.REPLAY)).values():
        parsed = read(feed)
        assert parsed.feed.title.startswith("【再現】")
        assert all(entry.title.startswith("【再現】") for entry in parsed.entries)


def test_each_feed_names_its_own_address(site: MakeSite, incident: Incident) -> None:
    """The self link, in the form of each format."""
    feeds = render_feeds(site(incident()))
    own = {
        path: json.loads(feed)["feed_url"]
        if path.endswith(".json")
        else etree.fromstring(feed).xpath("string(//*[local-name()='link'][@rel='self']/@href)")
        for path, feed in feeds.items()
    }
    assert own == {path: f"{BASE}/{path}" for path in feeds}
