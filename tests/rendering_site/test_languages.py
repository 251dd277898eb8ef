"""The site for those who read English or easy Japanese: the same incident, on pages of their own (C13)."""

import posixpath
import random
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from lxml import html
from worlds.site import Site, Told, render_site

from notices.domain.carrier import Carrier
from notices.domain.impact import EmergencyCalls, EmergencyStatus
from notices.domain.incident_event import Mode
from notices.domain.notice_content import NoticeContent, NoticeKind, Stage
from notices.domain.rendition import Form
from notices.rendering.languages import LANGUAGES, renderers_for
from notices.rendering.readings import KANJI
from notices.rendering.renderer import render_all
from notices.rendering.site.model import IncidentHistory, PublishedReport, TranslatedReport
from notices.rendering.site.size import PAGE_LIMIT_BYTES, compressed_size
from notices.rendering.site.words import site_words

ID = "20181206-1"
START = datetime(2018, 12, 6, 4, 39, tzinfo=UTC)
OTHERS = tuple(language for language in LANGUAGES if language != "ja")
INCIDENT = f"incidents/{ID}"


def written(content: NoticeContent) -> PublishedReport:
    """The report as the house's own renderers write it, in every language."""
    texts: dict[str, dict[Form, str]] = {}
    for each in render_all(renderers_for({}), content):
        texts.setdefault(each.language, {})[each.form] = each.text
    own = texts.pop("ja")
    others = {language: TranslatedReport(t[Form.TITLE], t[Form.PAGE]) for language, t in texts.items()}
    return PublishedReport(
        content, own[Form.TITLE], own[Form.PAGE], own[Form.ENTRY], own[Form.PAYLOAD], content.as_of, others
    )


@pytest.fixture(scope="module")
def content(incident) -> NoticeContent:
    """A first report."""
    first = incident(ID, 1).first.content
    affected = EmergencyStatus.AFFECTED
    return replace(first, emergency_calls=EmergencyCalls(affected, affected, affected))


@pytest.fixture(scope="module")
def told(content) -> Told:
    """A first report, its correction, and one more."""
    hour = timedelta(hours=1)
    second = replace(content, kind=NoticeKind.CORRECTION, number=2, corrects_number=1, as_of=content.as_of + hour)
    third = replace(content, kind=NoticeKind.UPDATE, number=3, as_of=content.as_of + 2 * hour, has_news=False)
    return Told(ID, tuple(written(each) for each in (content, second, third)), ("minato",), None)


def drawn(carrier: Carrier, told: Told, mode: Mode = Mode.NORMAL) -> dict[str, html.HtmlElement]:
    """Every page, parsed."""
    site = Site(carrier, (told,), START + timedelta(hours=12), mode)
    return {
        path: html.document_fromstring(page.decode())
        for path, page in render_site(site).items()
        if path.endswith(".html")
    }


def in_language(pages: dict[str, html.HtmlElement], language: str) -> dict[str, html.HtmlElement]:
    """The pages that are in this language."""
    return {path: page for path, page in pages.items() if path.endswith((f"/{language}.html", f".{language}.html"))}


def words_of(page: html.HtmlElement, path: str) -> str:
    """What is to be read there, white space taken together."""
    return " ".join(page.xpath(f"string({path})").split())


def test_every_report_has_its_page_in_every_language(carrier, told):
    """One for the incident, one for each report; every page has its skeleton and the language's own tag."""
    pages = drawn(carrier, told)
    for language in OTHERS:
        own = in_language(pages, language)
        expected = {f"{INCIDENT}/{language}.html", *(f"{INCIDENT}/reports/{n}.{language}.html" for n in (1, 2, 3))}
        assert set(own) == expected
        for path, page in own.items():
            levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3")]
            ids = page.xpath("//@id")
            assert page.get("lang") == site_words(language)["language"]["tag"]
            assert levels.count(1) == 1, path
            assert all(then <= now + 1 for now, then in pairwise(levels)), path
            assert len(ids) == len(set(ids)), path
            assert page.xpath("//a[@class='skip']/@href") == ["#main"], path
            assert page.xpath("//link[@rel='canonical']/@href") == [f"https://status.minato.example/notices/{path}"]


def test_every_link_between_the_languages_leads_somewhere(carrier, told):
    """From each page, and to the same page in every other language."""
    pages = drawn(carrier, told)
    leads = {
        path: [
            posixpath.normpath(posixpath.join(posixpath.dirname(path), href))
            for href in page.xpath("//a/@href")
            if "://" not in href and not href.startswith("#")
        ]
        for path, page in pages.items()
    }
    assert [(path, to) for path, all_ in leads.items() for to in all_ if to not in pages and "feeds/" not in to] == []
    everywhere = {f"{INCIDENT}/{name}.html" for name in ("index", *OTHERS)}
    for path in everywhere:
        assert everywhere - set(leads[path]) == {path}
    alone = {f"{INCIDENT}/reports/2{ending}.html" for ending in ("", *(f".{other}" for other in OTHERS))}
    for path in alone:
        assert alone - set(leads[path]) == {path}
    assert {f"{INCIDENT}/{language}.html" for language in OTHERS} <= set(leads["index.html"])


@pytest.mark.parametrize("language", OTHERS)
def test_an_old_report_leads_to_the_newest_and_to_its_correction_in_the_same_language(carrier, told, language):
    """C7, for whoever follows an old link."""
    pages = drawn(carrier, told)
    notes = {n: pages[f"{INCIDENT}/reports/{n}.{language}.html"].xpath("//p[@class='note']/a/@href") for n in (1, 2, 3)}
    onward = f"../{language}.html"
    assert notes == {1: [onward, f"../../../{INCIDENT}/reports/2.{language}.html"], 2: [onward], 3: []}
    note = pages[f"{INCIDENT}/{language}.html"].xpath("//p[@class='note']/a/@href")
    assert note == [f"../../{INCIDENT}/reports/2.{language}.html"]


@pytest.mark.parametrize("language", OTHERS)
def test_the_page_of_a_report_does_not_change_with_the_state_of_its_incident(carrier, told, content, language):
    """It is not drawn again: what it said about the state would be untrue a report later."""
    over = replace(content, kind=NoticeKind.RESTORED, number=4, stage=Stage.RESTORED, next_update_at=None)
    later = replace(told, reports=(*told.reports, written(replace(over, as_of=content.as_of + timedelta(hours=3)))))
    before, after = (
        render_site(Site(carrier, (each,), START + timedelta(hours=12), Mode.NORMAL)) for each in (told, later)
    )
    redrawn = IncidentHistory(Site(carrier, (later,), START, Mode.NORMAL).posting(later), later.reports).changed_since(
        3
    )
    path = f"{INCIDENT}/reports/{{}}.{language}.html"
    assert redrawn == {3, 4}
    assert [before[path.format(n)] == after[path.format(n)] for n in (1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize("language", OTHERS)
def test_a_newest_report_that_is_in_japanese_alone_is_named(carrier, told, language):
    """A translation that could not be written never makes an old report look like the newest."""
    lost = replace(told, reports=(*told.reports[:2], replace(told.latest, translations={})))
    pages = drawn(carrier, lost)
    page = pages[f"{INCIDENT}/{language}.html"]
    assert page.xpath("//article/@id") == ["report-2", "report-1"]
    assert page.xpath("//section/following-sibling::p[1]/a/@href") == ["index.html"]
    assert f"{INCIDENT}/reports/3.{language}.html" not in pages
    alone = pages[f"{INCIDENT}/reports/2.{language}.html"]
    assert alone.xpath("//p[@class='note']/a/@href")[0] == f"../{language}.html"


@pytest.mark.parametrize(("mode", "english"), [(Mode.REPLAY, "[REPLAY]"), (Mode.DRILL, "[DRILL]")])
def test_replays_and_drills_are_marked_in_every_language(carrier, told, content, mode, english):
    """C12: in the tab, in the banner and in each report; search engines are kept away."""
    marked = replace(told, reports=(written(replace(content, mode=mode)),))
    pages = drawn(carrier, marked, mode)
    for language in OTHERS:
        for path, page in in_language(pages, language).items():
            banner = words_of(page, "//p[@class='mode']")
            mark = english if language == "en" else re.match("【.+?】", banner)[0]
            assert page.xpath("//meta[@name='robots']/@content") == ["noindex"], path
            assert banner.startswith(mark), path
            assert len(banner) > len(mark) + 5, path
            assert page.findtext(".//title").startswith(mark), path
    assert drawn(carrier, told)[f"{INCIDENT}/en.html"].xpath("//meta[@name='robots']") == []


def test_easy_japanese_has_its_reading_over_every_kanji_of_the_page(carrier, told):
    """The site's own words and the profile's as well; names of languages stay as they are known."""
    carrier = replace(carrier, name="港通信株式会社")
    for path, page in in_language(drawn(carrier, told), "ja-easy").items():
        bare = page.xpath("//body//text()[not(ancestor::ruby) and not(ancestor::nav[@class='languages'])]")
        assert [text for text in bare if KANJI.search(text)] == [], path


def test_japanese_on_an_english_page_is_marked_as_japanese(carrier, told):
    """So that a screen reader changes its voice: names and hours that the profile has in Japanese alone."""
    for path, page in in_language(drawn(carrier, told), "en").items():
        footer = page.xpath("//footer//text()[not(ancestor::*[@lang='ja'])]")
        assert [text for text in footer if KANJI.search(text)] == [], path
        assert "9時から20時まで" in words_of(page, "//footer"), path


def test_the_first_page_says_the_state_in_every_language(carrier, told):
    """Whoever reads no Japanese learns whether there is anything to know."""
    told_now = drawn(carrier, told)["index.html"]
    nothing = html.document_fromstring(render_site(Site(carrier, (), START, Mode.NORMAL))["index.html"].decode())
    for page, status in ((told_now, "ongoing"), (nothing, "clear")):
        assert words_of(page, "//p[@class='elsewhere'][@lang='en']") == site_words("en")["headlines"][status]
        assert len(page.xpath("//p[@class='elsewhere']")) == len(OTHERS)


@pytest.mark.parametrize("language", OTHERS)
def test_many_reports_stay_within_one_round_trip(carrier, told, language):
    """S7: the newest in full, the others as a line each, and none is lost."""
    dice = random.Random(1)

    def report(number: int) -> PublishedReport:
        """One that compresses badly."""
        noise = "".join(chr(dice.randrange(0x3041, 0x3096)) for _ in range(400))
        page = f'<article class="report" id="report-{number}"><h2>{number}</h2><p>{noise}</p></article>'
        moment = replace(told.first.content, number=number, as_of=START + timedelta(hours=number))
        return replace(
            told.first, content=moment, published_at=moment.as_of,
            translations={other: TranslatedReport(f"{number}", page) for other in OTHERS},
        )  # fmt: skip

    many = replace(told, reports=tuple(report(number) for number in range(1, 71)))
    files = render_site(Site(carrier, (many,), START + timedelta(days=5), Mode.NORMAL))
    page = files[f"{INCIDENT}/{language}.html"]
    shown = html.document_fromstring(page.decode())
    assert compressed_size(page) <= PAGE_LIMIT_BYTES
    assert 5 < len(shown.xpath("//article")) < 70
    assert shown.xpath("//article/@id | //li/@id") == [f"report-{number}" for number in range(70, 0, -1)]
