"""The public pages: which there are, what they say at a glance, that they hold together and stay small."""

import json
import posixpath
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain, pairwise
from urllib.parse import urldefrag

import pytest
from lxml import html
from worlds.site import Site, Told, render_feeds, render_site

from notices.domain.incident_event import Mode
from notices.domain.notice_content import NoticeKind, Stage
from notices.domain.rendition import Form
from notices.rendering.renderer import Renderer
from notices.rendering.site.model import IncidentHistory, PublishedReport
from notices.rendering.site.size import PAGE_LIMIT_BYTES, compressed_size

START = datetime(2018, 12, 6, 4, 39, tzinfo=UTC)
Incident = Callable[..., Told]
MakeSite = Callable[..., Site]


def drawn(state: Site) -> dict[str, html.HtmlElement]:
    """Every page of the whole site, parsed."""
    return {path: html.document_fromstring(page) for path, page in render_site(state).items() if path[-5:] == ".html"}


def headline(state: Site, path: str = "index.html") -> str:
    """The one sentence at the top of a page."""
    return drawn(state)[path].findtext(".//h1")


def links(page: html.HtmlElement) -> list[str]:
    """Where a page leads, inside the site."""
    return [href for href in page.xpath("//a/@href | //link[@rel='alternate']/@href") if "://" not in href]


def test_one_change_draws_only_the_pages_it_touches(site: MakeSite, incident: Incident) -> None:
    """Its reports, its page, its brand, a brand without any incident, its month, the archive and the top."""
    other = replace(incident("20181101-1", start=site().now - timedelta(days=40)), brand_ids=())
    files = render_site(site(incident(reports=1), other), frozenset({"20181206-1"}))
    expected = {
        "incidents/20181206-1/reports/1.html",
        "incidents/20181206-1/reports/1.json",
        "incidents/20181206-1/index.html",
        "incidents/20181206-1/index.json",
        "brands/minato/index.html",
        "brands/hato/index.html",
        "archive/2018-12/index.html",
        "archive/index.html",
        "index.html",
        "index.json",
        "status.json",
    }
    assert set(files) == expected


def test_every_link_leads_to_a_page_that_is_there(site: MakeSite, incident: Incident) -> None:
    """Links are relative, and no page of the whole site points at nothing, fragments included."""
    state = site(
        incident("20181206-1", 5),
        incident("20181205-1", 2, is_restored=True),
        incident("20171205-1", 2, is_restored=True, start=site().now - timedelta(days=366)),
        now=site().now + timedelta(hours=1),
    )
    files = render_site(state) | render_feeds(state)
    pages = drawn(state)
    broken = []
    for path, page in pages.items():
        for href in links(page):
            to, fragment = urldefrag(href)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), to)) if to else path
            ids = pages[target].xpath("//@id") if fragment and target in pages else [fragment]
            if target not in files or fragment not in ids:
                broken.append((path, href))
    assert broken == []


@pytest.mark.parametrize(
    ("stage", "kind", "expected"),
    [
        (Stage.ONGOING, NoticeKind.UPDATE, "通信サービスに障害が発生しています"),
        (Stage.PARTLY_RESTORED, NoticeKind.UPDATE, "一部のサービスで障害が続いています"),
        (Stage.RESTRICTED, NoticeKind.UPDATE, "通信の制限を続けています"),
        (Stage.RECOVERY_REPORTED, NoticeKind.UPDATE, "復旧したとの情報があり、確認しています"),
        (Stage.RESTORED, NoticeKind.RESTORED, "障害は復旧しました"),
        (Stage.ONGOING, NoticeKind.CANCELLATION, "障害のお知らせを取り消しました"),
    ],
)
def test_the_first_sentence_says_the_state(
    site: MakeSite, incident: Incident, stage: Stage, kind: NoticeKind, expected: str
) -> None:
    """Top, brand and incident page all open with it, and so does the tab."""
    history = incident(reports=2)
    last = replace(history.latest, content=replace(history.latest.content, stage=stage, kind=kind))
    state = site(replace(history, reports=(history.first, last)))
    pages = ("index.html", "brands/minato/index.html", "incidents/20181206-1/index.html")
    assert [headline(state, page) for page in pages] == [expected] * 3
    assert drawn(state)["index.html"].findtext(".//title") == f"{expected}｜みなとモバイル"


def test_no_incident_is_said_in_words(site: MakeSite, incident: Incident) -> None:
    """All clear is a statement with the time of the last publication, and stands on a brand's page apart."""
    over = site(incident(is_restored=True), now=site().now + timedelta(days=30))
    assert headline(over) == "現在、お知らせしている障害はありません"
    assert "最後のお知らせ：2018年12月6日(木) 16時39分 発表" in drawn(over)["index.html"].text_content()
    assert headline(site(incident()), "brands/hato/index.html") == "現在、お知らせしている障害はありません"


def test_what_goes_on_stands_above_what_is_over(site: MakeSite, incident: Incident) -> None:
    """A newer recovery does not push an outage that goes on from the first place."""
    state = site(incident("20181206-1", 3), incident("20181206-2", 6, is_restored=True))
    titles = drawn(state)["index.html"].xpath("//article/h2/a/@href")
    assert titles == ["incidents/20181206-1/index.html", "incidents/20181206-2/index.html"]


def test_a_card_shows_the_sentences_the_renderer_leads_with(site: MakeSite, incident: Incident) -> None:
    """And not the whole report again: the state is to be seen without scrolling."""
    content = incident(reports=1).first.content
    texts = {rendition.form: rendition.text for rendition in Renderer().render(content)}
    written = PublishedReport(
        content, texts[Form.TITLE], texts[Form.PAGE], texts[Form.ENTRY], texts[Form.PAYLOAD], content.as_of
    )
    assert written.lead.startswith('<p class="lead">')
    page = render_site(site(replace(incident(reports=1), reports=(written,))))["index.html"].decode()
    assert written.lead in page
    assert "<dt>" not in page


def test_a_restored_incident_leaves_the_top_page_after_its_days_and_stays_in_the_archive(
    site: MakeSite, incident: Incident
) -> None:
    """T9: two days on the top page, then among the past ones; the pages of its reports are drawn for ever."""
    history = incident(is_restored=True)
    leaves_at = history.latest.published_at + timedelta(days=2)
    before, after = (site(history, now=moment) for moment in (leaves_at - timedelta(seconds=1), leaves_at))
    assert [len(drawn(state)["index.html"].xpath("//article")) for state in (before, after)] == [1, 0]
    assert "incidents/20181206-1/index.html" in links(drawn(after)["index.html"])
    assert "../incidents/20181206-1/index.html" in links(drawn(after)["archive/index.html"])
    assert "incidents/20181206-1/reports/1.html" in render_site(after)


def test_an_incident_page_shows_every_report_newest_first(site: MakeSite, incident: Incident) -> None:
    """In full, with a way to each report alone."""
    page = drawn(site(incident(reports=4)))["incidents/20181206-1/index.html"]
    assert page.xpath("//article/@id") == ["report-4", "report-3", "report-2", "report-1"]


def test_an_older_report_points_at_the_present_and_at_its_correction(site: MakeSite, incident: Incident) -> None:
    """C7: whoever follows an old link is told, though the report itself is untouched."""
    history = incident(reports=3)
    content = replace(history.latest.content, kind=NoticeKind.CORRECTION, corrects_number=1)
    state = site(replace(history, reports=(*history.reports[:2], replace(history.latest, content=content))))
    pages = drawn(state)
    notes = {n: pages[f"incidents/20181206-1/reports/{n}.html"].xpath("//p[@class='note']/a/@href") for n in (1, 2, 3)}
    assert notes == {1: ["3.html", "../index.html"], 2: ["../index.html"], 3: []}
    assert pages["incidents/20181206-1/index.html"].xpath("//p[@class='note']/a/@href") == ["reports/3.html"]


@pytest.mark.parametrize(("mode", "mark"), [(Mode.REPLAY, "【再現】"), (Mode.DRILL, "【訓練】")])
def test_replays_and_drills_are_marked_and_kept_from_search_engines(
    site: MakeSite, incident: Incident, mode: Mode, mark: str
) -> None:
    """C12: on every page, in its banner and, where the site itself words it, in its title."""
    for path, page in drawn(site(incident(mode=mode), mode=mode)).items():
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"], path
        assert page.xpath("string(//p[@class='mode'])").startswith(mark), path
        if "/reports/" not in path and not path.startswith("incidents/"):
            assert page.findtext(".//title").startswith(mark), path
    assert drawn(site(incident()))["index.html"].xpath("//meta[@name='robots']") == []


def test_pages_ask_for_nothing_beyond_themselves(site: MakeSite, incident: Incident) -> None:
    """No script, no picture, no style sheet, no frame: the page alone is the page."""
    for path, page in drawn(site(incident())).items():
        loaded = page.xpath("//script | //img | //iframe | //object | //link[@rel='stylesheet'] | //@onclick")
        assert loaded == [], path
        assert page.xpath("//link[@rel='icon']/@href") == ["data:,"], path
        assert "url(" not in page.findtext(".//style"), path


def test_every_page_has_its_skeleton(site: MakeSite, incident: Incident) -> None:
    """Language, one first heading, headings in order, skip link, viewport, canonical address."""
    for path, page in drawn(site(incident(), incident("20181205-1", is_restored=True))).items():
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3")]
        assert levels.count(1) == 1, path
        assert all(then <= now + 1 for now, then in pairwise(levels)), path
        assert page.get("lang") == "ja"
        assert page.xpath("//a[@class='skip']/@href") == ["#main"]
        assert page.xpath("//meta[@name='viewport']")
        address = "https://status.minato.example/notices/" + path.removesuffix("index.html")
        assert page.xpath("//link[@rel='canonical']/@href") == [address]


def test_text_from_people_is_escaped(site: MakeSite, incident: Incident) -> None:
    """A title with markup is shown, not obeyed."""
    pages = [page for path, page in render_site(site(incident())).items() if path.endswith(".html")]
    assert [page for page in pages if b"<&>" in page] == []
    assert b"&lt;&amp;&gt;" in b"".join(pages)


def test_seventy_hourly_reports_fit_and_older_ones_become_a_line(site: MakeSite, incident: Incident) -> None:
    """S7: 14 KiB compressed; the newest stay in full, every other keeps title, time and link, and none is lost."""
    dice = random.Random(1)
    history = incident(
        reports=70, note=lambda _number: "".join(chr(dice.randrange(0x4E00, 0x9000)) for _ in range(150))
    )
    state = site(history, now=site().now + timedelta(days=5))
    sizes = {path: compressed_size(page) for path, page in render_site(state).items() if path[-5:] == ".html"}
    assert {path: size for path, size in sizes.items() if size > PAGE_LIMIT_BYTES} == {}
    page = drawn(state)["incidents/20181206-1/index.html"]
    in_full = len(page.xpath("//article"))
    assert 10 < in_full < 70
    assert page.xpath("//article/@id | //li/@id") == [f"report-{number}" for number in range(70, 0, -1)]


def test_a_busy_year_fits_on_the_archive_page(site: MakeSite, incident: Incident) -> None:
    """Months beyond the newest few become a line that leads to their own page."""
    days = range(300)
    start = site().now - timedelta(days=400)
    histories = [
        incident(f"2018-{day}", 2, is_restored=True, start=start + timedelta(days=day, minutes=day)) for day in days
    ]
    files = render_site(site(*histories))
    assert {p for p, page in files.items() if p[-5:] == ".html" and compressed_size(page) > PAGE_LIMIT_BYTES} == set()
    index = html.document_fromstring(files["archive/index.html"])
    months = [path for path in files if path.startswith("archive/2")]
    listed = [href for href in index.xpath("//main//a/@href") if href[:2] == "20"]
    assert sorted(listed) == sorted(path.removeprefix("archive/") for path in months)


def test_bytes_stay_the_same_while_nothing_changes(site: MakeSite, incident: Incident) -> None:
    """Neither the passing of time nor the order in which incidents are given changes a byte."""
    one, two = incident("20181206-1"), incident("20181206-2")
    now = site().now
    assert render_site(site(one, two, now=now)) == render_site(site(two, one, now=now + timedelta(minutes=7)))


def test_the_data_beside_the_pages_says_the_same(site: MakeSite, incident: Incident) -> None:
    """For machines: the state in one word, times with +09:00, the frozen payload of the newest report."""
    files = render_site(site(incident(reports=2)))
    top, page = json.loads(files["index.json"]), json.loads(files["incidents/20181206-1/index.json"])
    assert json.loads(files["status.json"]) == {
        "current": [{"incident_id": "20181206-1", "number": 2, "status": "ongoing"}],
        "mode": "normal",
        "status": "ongoing",
        "updated_at": "2018-12-06T15:39:00+09:00",
    }
    assert top["current"][0]["newest"]["url"] == (
        "https://status.minato.example/notices/incidents/20181206-1/reports/2.html"
    )
    assert top["current"][0]["next_update_at"] == "2018-12-06T16:39:00+09:00"
    assert page["latest"] == {"incident_id": "20181206-1", "number": 2}
    assert [report["number"] for report in page["reports"]] == [2, 1]
    assert json.loads(files["incidents/20181206-1/reports/1.json"])["number"] == 1


def test_a_site_without_any_publication_is_whole(site: MakeSite) -> None:
    """The day it is put up: all clear, no time, no dead link."""
    files = render_site(site())
    assert set(files) == {
        "index.html", "index.json", "status.json", "archive/index.html", "brands/minato/index.html",
        "brands/hato/index.html",
    }  # fmt: skip
    assert json.loads(files["index.json"])["status"] == "clear"
    assert json.loads(files["index.json"])["updated_at"] is None


def test_a_busy_month_stands_on_pages_of_a_hundred(site: MakeSite, incident: Incident) -> None:
    """Every incident once, each page small; the month's address shows the newest and leads to the older ones."""
    many = [incident(f"2018-{n:03}", 2, is_restored=True, start=START + timedelta(minutes=n)) for n in range(205)]
    now = START + timedelta(days=9)
    before, after = (render_site(site(*many[:count], now=now)) for count in (204, 205))
    pages = [f"archive/2018-12/{name}.html" for name in ("1", "2", "index")]
    listed = [html.document_fromstring(after[page]).xpath("//main//li/a/@href") for page in pages]
    incidents = [[link for link in links if "incidents" in link] for links in listed]

    assert [len(links) for links in incidents] == [100, 100, 5]
    assert len(set(chain.from_iterable(incidents))) == 205
    assert [link for link in listed[2] if "incidents" not in link] == ["2.html", "1.html"]
    assert [page for page in pages if before[page] == after[page]] == pages[:2]
    assert [page for page in pages if compressed_size(after[page]) > PAGE_LIMIT_BYTES] == []
    assert "この月のお知らせをすべて見る（205件）" in after["archive/index.html"].decode()


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (1, {"archive/2018-12/1.html"}),
        (100, {"archive/2018-12/1.html"}),
        (101, {"archive/2018-12/1.html", "archive/2018-12/index.html"}),
        (102, {"archive/2018-12/index.html"}),
    ],
)
def test_an_incident_changes_its_own_page_of_a_month(
    site: MakeSite, incident: Incident, place: int, expected: set[str]
) -> None:
    """And the one before where it is the first of its own, since that page moves to an address with its number."""
    many = [incident(f"2018-{n:03}", 1, start=START + timedelta(minutes=n)) for n in range(1, 103)]
    files = render_site(site(*many), {f"2018-{place:03}"})

    assert {path for path in files if path.startswith("archive/2018")} == expected


@pytest.mark.parametrize(
    ("shown", "corrects", "expected"),
    [(0, None, {1, 2, 3, 4}), (3, None, {3, 4}), (2, None, {2, 3, 4}), (4, None, {4}), (3, 1, {1, 3, 4}), (4, 1, {4})],
)
def test_the_pages_of_reports_that_stand_already_are_left_alone(
    site: MakeSite, incident: Incident, shown: int, corrects: int | None, expected: set[int]
) -> None:
    """What is new, what is the newest no longer, and what was corrected: the others would come out the same."""
    told = incident(reports=4)
    last = replace(told.latest, content=replace(told.latest.content, corrects_number=corrects))
    told = replace(told, reports=(*told.reports[:3], last))
    whole = site(told)
    history = IncidentHistory(whole.posting(told), told.reports)
    earlier = replace(told, reports=told.reports[:shown]) if shown else None
    before = render_site(site(earlier)) if earlier else {}
    after = render_site(whole)
    page = "incidents/20181206-1/reports/{}.html"

    assert history.changed_since(shown) == expected
    stays = {1, 2, 3, 4} - expected
    assert {n for n in stays if before[page.format(n)] == after[page.format(n)]} == stays
