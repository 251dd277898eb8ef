"""What every replay of ours must keep: names, marks, plain words, deadlines, deliveries, the shape of its report."""

import json
import re
from datetime import datetime

import pytest
from worlds.replays import NAMES

from notices.domain.finding import Severity
from notices.domain.rendition import HTML_FORMS, Form
from notices.glossary import load_glossary
from notices.policy.page_text import visible_text
from notices.rendering.languages import LANGUAGES
from notices.rendering.words import load_words

REAL = re.compile(
    r"ソフトバンク|SoftBank|ワイモバイル|Y!mobile|LINEモバイル|KDDI|UQ|povo|(?<![A-Za-z])au(?![A-Za-z])|NTT|西日本電信電話"
)
MARK = "【再現】"
MARKS = {language: load_words(language)["marks"]["replay"] for language in LANGUAGES}
# at the disaster interval of updates (T5)
DISASTERS = ("noto",)
# 「au」 is also a word of machines: a channel of CSS, a subtag; only what people read is searched for it
MACHINE = re.compile(r"<style>.*?</style>|<link[^>]*>", re.DOTALL)

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("outcome", NAMES, indirect=True)]


def seen(outcome):
    """Every text people read, with its place."""
    for number, texts in outcome.texts.items():
        for form, text in texts.items():
            if form is not Form.PAYLOAD:
                yield f"{number} {form}", visible_text(text) if form in HTML_FORMS else text


def language_of(path):
    """Of which language a page of the site is; the master's has none in its name."""
    return next((language for language in LANGUAGES if path.removesuffix(".html").endswith(language)), LANGUAGES[0])


def test_no_real_name_stands_in_any_text_or_file(outcome):
    """C12: not in a rendition, not in a payload, not on the site."""
    texts = {f"{n} {form}": text for n, texts in outcome.texts.items() for form, text in texts.items()}
    files = {path: MACHINE.sub("", text) for path, text in outcome.site.items()}

    assert {place: REAL.findall(text) for place, text in (texts | files).items() if REAL.search(text)} == {}


def test_every_text_and_page_is_marked_as_a_replay(outcome):
    """C12: the mark comes first, and no search engine keeps a page."""
    pages = {path: text for path, text in outcome.site.items() if path.endswith(".html")}
    titles = [item["title"] for item in json.loads(outcome.site["feeds/reports.json"])["items"]]

    assert [place for place, text in seen(outcome) if not text.startswith(MARK)] == []
    assert [path for path, text in pages.items() if '<meta name="robots" content="noindex">' not in text] == []
    assert [path for path, text in pages.items() if f"<title>{MARKS[language_of(path)]}" not in text] == []
    assert len(titles) == min(100, len(outcome.texts))
    assert [title for title in titles if not title.startswith(MARK)] == []


def test_no_text_has_a_word_that_may_not_be_published(outcome):
    """W1, W4: in no form, wherever the word came from."""
    find = load_glossary().find
    blocked = [
        (place, finding.matched)
        for place, text in seen(outcome)
        for finding in find(text)
        if finding.severity is Severity.BLOCK
    ]

    assert blocked == []


def test_no_text_contradicts_what_is_known(outcome):
    """Nothing is said to be under way or being checked that no fact supports; nothing is punctuated twice."""
    doubled = re.compile(r"。。|、、|、。|。、|：：|（）")
    stale = re.compile(r"確認しています|復旧作業中|続いています")
    found = [(place, doubled.findall(text)) for place, text in seen(outcome) if doubled.search(text)]
    over = [
        place
        for place, text in seen(outcome)
        if outcome.contents[int(place.split()[0])].stage == "restored" and stale.search(text)
    ]

    assert (found, over) == ([], [])


def test_what_is_added_after_recovery_never_reads_as_a_new_outage(outcome):
    """C1: once the restored report is out, no title begins with the label of an outage."""
    titles = [report["title"] for report in outcome.report["reports"]]
    restored = next((n for n, title in enumerate(titles) if "【復旧】" in title), len(titles))

    assert [title for title in titles[restored:] if "【障害発生】" in title] == []


def test_every_duty_is_done_and_every_delivery_arrives(outcome):
    """No hard deadline missed that could be kept, nothing undelivered or refused, partners told with the public."""
    first = {row["channel"]: row["at"][:16] for row in outcome.report["published"] if row["number"] == 1}
    measured = {row["what"]: row["shuchi"] for row in outcome.report["compare"]}

    assert (outcome.missed, outcome.not_arrived, outcome.refused) == ([], [], ())
    assert [row for row in outcome.report["published"] if row["failed"] or not row["delivered"]] == []
    assert first["mvno"] == first["website"] == outcome.report["reports"][0]["at"][:16]
    assert measured["longest_update_gap_minutes"] <= (240 if outcome.name.startswith(DISASTERS) else 60)


def test_a_restored_report_is_made_by_people_alone(outcome):
    """T7: with nobody there, none; with an attentive desk, within ten minutes of the fact."""
    kinds = [report["kind"] for report in outcome.report["reports"]]
    delay = next(row["shuchi"] for row in outcome.report["compare"] if row["what"] == "restored_delay_minutes")
    if outcome.report["desk"] == "absent" or outcome.name.startswith(DISASTERS):  # which end before recovery
        assert ("restored" in kinds, delay) == (False, None)
    else:
        assert kinds.count("restored") == 1
        assert delay <= 10


def test_the_report_has_exactly_the_documented_shape(outcome):
    """Issue 2 §6, member by member."""
    report, name = outcome.report, outcome.name.rpartition(".")

    assert list(report) == ["scenario", "desk", "assumed", "reports", "published", "deadlines", "compare"]
    assert (report["scenario"], report["desk"]) == (name[0], name[2])
    assert report["assumed"]
    assert all(isinstance(line, str) and line for line in report["assumed"])
    kinds = {"first", "update", "restored", "correction", "cause", "cancellation"}
    for number, row in enumerate(report["reports"], 1):
        assert list(row) == ["number", "kind", "at", "title", "by"]
        assert (row["number"], row["kind"] in kinds, row["by"] in {"standing-approval", "desk"}) == (number, True, True)
        assert is_time(row["at"])
    channels = {"website", "feed", "x", "sms", "mvno", "mail"}
    for row in report["published"]:
        assert list(row) == ["number", "channel", "at", "delivered", "failed"]
        assert (row["channel"] in channels, is_time(row["at"])) == (True, True)
        assert [type(row[count]) for count in ("number", "delivered", "failed")] == [int, int, int]
    for row in report["deadlines"]:
        assert list(row) == ["clause", "what", "hard", "due_at", "met_at", "state", "passed_before_detection"]
        assert row["state"] in {"met", "missed", "pending", "void"}
        assert (is_time(row["due_at"]), row["met_at"] is None or is_time(row["met_at"])) == (True, True)
        assert [type(row[flag]) for flag in ("hard", "passed_before_detection")] == [bool, bool]
    assert [row["what"] for row in report["compare"]] == [
        "first_report_delay_minutes",
        "mvno_delay_minutes",
        "longest_update_gap_minutes",
        "restored_delay_minutes",
    ]
    for row in report["compare"]:
        assert list(row) == ["what", "carrier", "shuchi"]
        assert isinstance(row["carrier"], int | float | None)
        assert isinstance(row["shuchi"], int | float) or row["what"] == "restored_delay_minutes"


def is_time(value: object) -> bool:
    """Whole seconds with +09:00."""
    return isinstance(value, str) and value.endswith("+09:00") and bool(datetime.fromisoformat(value))
