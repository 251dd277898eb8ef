"""The public site as people meet it: a phone and a desk, a real browser without JavaScript, real files, real HTTP."""

import asyncio
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright
from worlds.site import Site, Told, render_feeds, render_site

from channels.feed.channel import FeedChannel
from channels.website.channel import WebsiteChannel
from notices.domain.carrier import Brand, Carrier
from notices.domain.delivery import Parcel, Recipient
from notices.domain.impact import (
    NATIONWIDE,
    Area,
    Effect,
    EmergencyCalls,
    EmergencyStatus,
    ImpactStatus,
    UserCount,
)
from notices.domain.incident_event import CauseCategory, IncidentKind, Mode
from notices.domain.notice_content import (
    Contact,
    NoticeContent,
    NoticeKind,
    Stage,
    StatedImpact,
    StatedRecovery,
)
from notices.domain.rendition import MASTER_LANGUAGE, Form
from notices.rendering.languages import renderers_for
from notices.rendering.renderer import render_all
from notices.rendering.site.model import PublishedReport, TranslatedReport

pytestmark = pytest.mark.slow

ONSET = datetime(2018, 12, 6, 4, 39, tzinfo=UTC)
SCREENS = Path(__file__).parents[2] / ".shuchi" / "screens"
CARRIER = Carrier(
    id="minato",
    name="みなとモバイル株式会社",
    is_designated_public_institution=True,
    site_url="https://status.minato.example",
    brands=(Brand("minato", "みなとモバイル"), Brand("hato", "はとフォン")),
    services=(),
    contacts=(Contact("お客さまセンター（一般電話から、無料）", "0120-000-000", "9時〜20時"),),
    official_accounts=("https://x.com/minato_mobile_example",),
)
VOICE = StatedImpact(
    "voice", "携帯電話（音声通話）", ("minato", "hato"), Effect.UNUSABLE, (NATIONWIDE,),
    UserCount(30_600_000, is_approximate=True), ImpactStatus.ACTIVE,
)  # fmt: skip
HOME = StatedImpact(
    "home", "みなとでんわ（固定電話）", ("minato",), Effect.PARTLY_UNUSABLE,
    tuple(Area(code, is_part=True) for code in ("12217", "12222", "13101", "27100")), None, ImpactStatus.ACTIVE,
)  # fmt: skip
AFFECTED = EmergencyCalls(EmergencyStatus.AFFECTED, EmergencyStatus.UNKNOWN, EmergencyStatus.AFFECTED)


def told(incident_id: str, mode: Mode, start: datetime, *, is_restored: bool) -> Told:
    """An incident in three reports, written by the real renderer."""
    first = NoticeContent(
        incident_id=incident_id, kind=NoticeKind.FIRST, number=1, mode=mode, incident_kind=IncidentKind.OUTAGE,
        carrier_name=CARRIER.name, as_of=start + timedelta(minutes=10), onset_at=start, is_onset_known=False,
        is_onset_approximate=True, stage=Stage.ONGOING, impacts=(VOICE,), users=VOICE.users,
        emergency_calls=AFFECTED, page_url=f"{CARRIER.site_url}/incidents/{incident_id}/",
        alternatives=("payphone", "none_confirmed"), contacts=CARRIER.contacts,
        official_accounts=CARRIER.official_accounts, next_update_at=start + timedelta(minutes=70),
    )  # fmt: skip
    update = replace(
        first, kind=NoticeKind.UPDATE, number=2, as_of=start + timedelta(minutes=65), is_onset_known=True,
        impacts=(VOICE, HOME), news=("impacts",), next_update_at=start + timedelta(minutes=125),
    )  # fmt: skip
    third = replace(
        update, number=3, as_of=start + timedelta(minutes=120), news=("cause",),
        cause_category=CauseCategory.SOFTWARE, next_update_at=start + timedelta(minutes=180),
    )  # fmt: skip
    restored = replace(
        third, kind=NoticeKind.RESTORED, stage=Stage.RESTORED, next_update_at=None,
        impacts=tuple(replace(i, status=ImpactStatus.RESTORED) for i in third.impacts),
        emergency_calls=AFFECTED.restored(),
        recovery=StatedRecovery(start + timedelta(minutes=110), "全国の監視で正常を確認", "運用責任者"),
    )  # fmt: skip
    reports = tuple(published(content) for content in (first, update, restored if is_restored else third))
    until = reports[-1].published_at + timedelta(days=2) if is_restored else None
    return Told(incident_id, reports, ("minato", "hato"), until)


def published(content: NoticeContent) -> PublishedReport:
    """One report with its frozen texts, in every language."""
    by_language: dict[str, dict[Form, str]] = {}
    for each in render_all(renderers_for({}), content):
        by_language.setdefault(each.language, {})[each.form] = each.text
    texts = by_language.pop(MASTER_LANGUAGE)
    return PublishedReport(
        content, texts[Form.TITLE], texts[Form.PAGE], texts[Form.ENTRY], texts[Form.PAYLOAD], content.as_of,
        {language: TranslatedReport(own[Form.TITLE], own[Form.PAGE]) for language, own in by_language.items()},
    )  # fmt: skip


def put_up(folder: Path, state: Site) -> None:
    """The whole site and its feeds, through the two doors."""
    for door, name, files in (
        (WebsiteChannel(folder, lambda: state.now), "website", render_site(state)),
        (FeedChannel(folder, lambda: state.now), "feed", render_feeds(state)),
    ):
        parcel = Parcel(
            delivery_id=f"d-{name}", channel=name, recipient=Recipient(name, name, ""), notice_id="n", incident_id="i",
            number=1, mode=state.mode, title="", text="", page_url="", published_at=state.now, files=files,
        )  # fmt: skip
        with ThreadPoolExecutor(1) as elsewhere:  # the browser's own event loop runs in this thread
            elsewhere.submit(asyncio.run, door.deliver(parcel)).result()


class Quiet(SimpleHTTPRequestHandler):
    """A plain web server without its log."""

    def log_message(self, *_args: object) -> None:
        """Nothing."""


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Shows folders on 127.0.0.1 and stops doing so afterwards."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed (Debian: apt install chromium fonts-noto-cjk)")
    driver = subprocess.run([sys.executable, "-m", "playwright", "--version"], capture_output=True, check=False)
    if driver.returncode != 0:
        pytest.skip("playwright's driver does not start (Debian: apt install libatomic1)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


def has_no_sideways_scroll(page: Page) -> bool:
    """Whether everything fits the width of the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_reader_goes_from_the_top_to_a_report_by_clicking(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path, width: int
) -> None:
    """Without JavaScript, without sideways scrolling, and without a single request beyond the pages themselves."""
    ongoing = told("20181206-1", Mode.NORMAL, ONSET, is_restored=False)
    earlier = told("20181205-1", Mode.NORMAL, ONSET - timedelta(days=1), is_restored=True)
    put_up(tmp_path, Site(CARRIER, (ongoing, earlier), ONSET + timedelta(hours=3), Mode.NORMAL))
    base = serve(tmp_path)
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url.removeprefix(base))

    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 740}, locale="ja-JP")
    page = context.new_page()
    page.on("request", note)
    page.goto(f"{base}/")
    see(page, f"top-{width}")
    assert page.locator("h1").inner_text() == "通信サービスに障害が発生しています"
    page.get_by_role("link", name="くわしい状況を見る").first.click()
    see(page, f"incident-{width}")
    assert page.locator("article").count() == 3
    page.get_by_role("link", name="第2報だけを見る").click()
    see(page, f"report-{width}")
    assert page.locator("article").get_attribute("id") == "report-2"
    page.get_by_role("link", name="最新の状況を見る").click()
    page.get_by_role("link", name="これまでのお知らせ").click()
    see(page, f"archive-{width}")
    assert asked == [
        "/",
        "/incidents/20181206-1/index.html",
        "/incidents/20181206-1/reports/2.html",
        "/incidents/20181206-1/index.html",
        "/archive/index.html",
    ]
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_reader_of_another_language_finds_the_newest_report(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path, width: int
) -> None:
    """From the top page to English, to an older report alone, onward to the newest, and over to easy Japanese."""
    ongoing = told("20181206-1", Mode.NORMAL, ONSET, is_restored=False)
    put_up(tmp_path, Site(CARRIER, (ongoing,), ONSET + timedelta(hours=3), Mode.NORMAL))
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 740}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{serve(tmp_path)}/")
    page.get_by_role("link", name="English").click()
    see(page, f"english-{width}")
    assert page.locator("h1").inner_text() == "A communications service is not working properly"
    page.get_by_role("link", name="Only Report No. 2").click()
    see(page, f"english-report-{width}")
    assert page.locator("article").get_attribute("id") == "report-2"
    page.get_by_role("link", name="See what is known now").click()
    page.get_by_role("link", name="やさしい日本語").click()
    see(page, f"easy-{width}")
    assert page.url.endswith("/incidents/20181206-1/ja-easy.html")
    assert page.locator("article").count() == 3
    context.close()


@pytest.mark.parametrize(("name", "scheme", "days"), [("restored-dark", "dark", 0), ("clear", "light", 30)])
def test_a_replay_shows_its_mark_and_reads_from_a_folder(
    browser: Browser, tmp_path: Path, name: str, scheme: str, days: int
) -> None:
    """The site works from `file://`, in the dark too, and says at once that nothing of it is real."""
    over = told("20181206-1", Mode.REPLAY, ONSET, is_restored=True)
    put_up(tmp_path, Site(CARRIER, (over,), ONSET + timedelta(hours=3, days=days), Mode.REPLAY))
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}, color_scheme=scheme, locale="ja-JP"
    )
    page = context.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    see(page, name)
    assert page.locator(".mode").inner_text().startswith("【再現】")
    page.locator("main").get_by_role("link", name="【再現】").first.click()
    see(page, f"{name}-incident")
    assert page.locator("h1").inner_text() == "障害は復旧しました"
    context.close()


# a label that takes two lines must not leave its value beside the label before it
BESIDE_ITS_LABEL = """[...document.querySelectorAll("dt + dd")].every(value => {
    const [own, label] = [value.getBoundingClientRect(), value.previousElementSibling.getBoundingClientRect()];
    return own.left < label.right ? own.top >= label.bottom : Math.abs(own.top - label.top) < 8;
})"""


def see(page: Page, name: str) -> None:
    """Keep a picture for people, and hold every page to the width of its screen, every value to its label."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png", full_page=True)
    assert has_no_sideways_scroll(page), name
    assert page.evaluate(BESIDE_ITS_LABEL), name
