"""The English texts: complete, in English but for what people wrote, and short enough."""

import os
import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
import smsutil
from rendering.english_samples import in_english
from rendering.samples import (
    CANCELLATION,
    CORRECTION,
    FIRST,
    FIRST_UNKNOWN,
    GOLDEN,
    MAIL_LOST,
    RESTORED,
    UPDATE,
    UPDATE_PARTLY_RESTORED,
    UPDATE_RECOVERY_REPORTED,
    UPDATE_WITHOUT_NEWS,
    at,
    impact,
    sparse,
)

from channels.x.spec import SPEC as X
from notices.domain.channel_spec import Measure
from notices.domain.impact import Area, Effect
from notices.domain.incident_event import CauseCategory, IncidentKind, Mode
from notices.domain.notice_content import Development, DevelopmentKind, NoticeContent, NoticeKind, Stage
from notices.domain.rendition import PUBLIC_FORMS, Form
from notices.policy.page_text import lines_of, visible_text
from notices.rendering.renderer import FILES, Renderer
from notices.rendering.words import load_words

FOLDER = Path(__file__).parents[1] / "golden" / "renditions-en"
JAPANESE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
SAID = re.compile(r"\(in Japanese\) .*")
SPAN = re.compile(r'<span lang="ja">.*?</span>')
KINDS_AND_STAGES = list(product(NoticeKind, Stage))


def plain_letters(text: str) -> Measure:
    """A short message as vendors bill it that is in GSM 7-bit as far as its letters allow."""
    return Measure(units=len(text), limit=660, segments=len(smsutil.split(text).parts))


assert X.measure is not None
MEASURES = {Form.POST: X.measure, Form.SMS: plain_letters}
RENDERER = Renderer("en", MEASURES)


def texts_of(content: NoticeContent) -> dict[Form, str]:
    """Every public form, with names in English."""
    return RENDERER.texts(in_english(content))


def lead_of(content: NoticeContent) -> str:
    """The first paragraph of a mail."""
    return texts_of(content)[Form.MAIL].split("\n\n")[2]


@pytest.mark.parametrize("name", GOLDEN)
def test_texts_are_those_of_the_golden_files(name: str) -> None:
    """Each form of each sample, letter by letter."""
    written = {form: text + "\n" for form, text in texts_of(GOLDEN[name]).items()}
    paths = {form: FOLDER / f"{name}.{form}{Path(FILES[form]).suffix}" for form in PUBLIC_FORMS}
    if os.environ.get("SHUCHI_UPDATE_GOLDEN") == "1":
        FOLDER.mkdir(exist_ok=True)
        for form, path in paths.items():
            path.write_text(written[form], encoding="utf-8")
    assert written == {form: path.read_text(encoding="utf-8") for form, path in paths.items()}


def test_no_golden_file_is_left_over() -> None:
    """A sample that is gone takes its files with it."""
    named = {f"{name}.{form}{Path(FILES[form]).suffix}" for name in GOLDEN for form in PUBLIC_FORMS}
    assert {path.name for path in FOLDER.iterdir()} == named


@pytest.mark.parametrize(("kind", "stage"), KINDS_AND_STAGES)
@pytest.mark.parametrize("sample", [None, UPDATE_PARTLY_RESTORED, RESTORED, CORRECTION], ids=str.__class__)
def test_every_kind_renders_in_every_stage(kind: NoticeKind, stage: Stage, sample: NoticeContent | None) -> None:
    """No combination of facts meets an undefined word, or leaves a place of a sentence unfilled."""
    content = sparse(kind, stage) if sample is None else replace(sample, kind=kind, stage=stage)
    texts = texts_of(content)
    assert set(texts) == set(PUBLIC_FORMS)
    assert [form for form, text in texts.items() if not text or re.search(r"[{}]|None|\(\)", text)] == []


@pytest.mark.parametrize("name", GOLDEN)
def test_only_what_people_wrote_is_japanese(name: str) -> None:
    """Free text is shown as it is and said to be Japanese; a service without an English name keeps its own beside."""
    content = in_english(GOLDEN[name])
    unnamed = [i.service_name for i in content.impacts if not dict(i.names).get("en")]
    unnamed += [c.label for c in content.contacts if not dict(c.labels).get("en")]
    for form, text in RENDERER.texts(content).items():
        rest = SPAN.sub("", text) if form in (Form.PAGE, Form.ENTRY) else SAID.sub("", text)
        for said in unnamed:
            rest = rest.replace(said, "")
        assert [line for line in rest.splitlines() if JAPANESE.search(line)] == [], form


@pytest.mark.parametrize("name", [name for name, content in GOLDEN.items() if content.impacts])
def test_known_services_are_named(name: str) -> None:
    """The words for "nobody knows which" stand only where nobody knows."""
    assert [form for form, text in texts_of(GOLDEN[name]).items() if "ome of our services" in text] == []


@pytest.mark.parametrize("name", GOLDEN)
def test_short_texts_fit_in_plain_letters(name: str) -> None:
    """One post and two parts of a short message, no letter outside GSM 7-bit."""
    texts = texts_of(GOLDEN[name])
    assert not MEASURES[Form.POST](texts[Form.POST]).is_too_long
    assert smsutil.is_valid_gsm(texts[Form.SMS])
    assert plain_letters(texts[Form.SMS]).segments <= 2, texts[Form.SMS]


def test_a_short_message_stays_in_plain_letters_when_nobody_gave_english_names() -> None:
    """Kinds stand for services, the carrier's name is left to the page, advice to the page."""
    for content in GOLDEN.values():
        assert smsutil.is_valid_gsm(RENDERER.texts(content)[Form.SMS])


@pytest.mark.parametrize("mode", [Mode.DRILL, Mode.REPLAY])
@pytest.mark.parametrize("name", GOLDEN)
def test_every_text_of_a_drill_or_replay_begins_with_its_mark(name: str, mode: Mode) -> None:
    """C12: and page, entry and mail say it in a sentence."""
    texts = {form: visible_text(text) for form, text in texts_of(replace(GOLDEN[name], mode=mode)).items()}
    assert [form for form, text in texts.items() if not text.startswith(RENDERER.marks[mode] + " [")] == []
    note = load_words("en")["mark_notes"][mode]
    assert all(note in texts[form] for form in (Form.PAGE, Form.ENTRY, Form.MAIL))


def test_japan_time_is_said_where_the_time_is() -> None:
    """Once at the head of every text that gives times; a page and a mail repeat it with the time of information."""
    texts = texts_of(FIRST)
    said = {form: text.count("Japan time") for form, text in texts.items()}
    assert said == {Form.TITLE: 0, Form.PAGE: 2, Form.ENTRY: 1, Form.POST: 1, Form.SMS: 1, Form.MAIL: 2}


def test_free_text_is_marked_by_its_language() -> None:
    """A screen reader changes its voice, and nobody wonders what it is."""
    page = texts_of(UPDATE)[Form.PAGE]
    assert page.startswith('<article class="report" id="report-3" lang="en">')
    assert '(in Japanese) <span lang="ja">18時頃に復旧</span>' in page


def test_free_text_cannot_become_markup() -> None:
    """Escaped once, and only once."""
    evil = '<script>alert("あ & b")</script>{{ 7 * 7 }}{services}'
    hit = impact("x", evil, Effect.UNUSABLE)
    content = replace(UPDATE, situation=evil, cause=evil, user_actions=(evil,), impacts=(hit,), carrier_name=evil)
    texts = RENDERER.texts(content)
    for form in (Form.PAGE, Form.ENTRY):
        assert "<script" not in texts[form]
        assert "&amp;lt;" not in texts[form]
        assert evil in visible_text(texts[form])
    assert evil in texts[Form.MAIL]


def test_the_phrase_book_speaks_english_and_other_advice_is_left_to_the_page() -> None:
    """C13: typed advice in every form, a person's own words where there is room to mark them."""
    known = load_words("ja")["actions"]["restart_phone"]
    texts = texts_of(replace(RESTORED, user_actions=(known,)))
    english = load_words("en")["actions"]["restart_phone"]
    assert english in texts[Form.PAGE]
    assert "see the page" in texts_of(RESTORED)[Form.SMS]


def test_a_first_report_says_the_harm_first_and_explains_the_emergency_numbers() -> None:
    """What does not work, where, whom one cannot call, since when."""
    assert lead_of(FIRST) == (
        "Mobile voice calls and Mobile data cannot be used. Affected area: all of Japan. Calls to 110 (police), "
        "118 (coast guard) and 119 (fire and ambulance) may not connect. The problem started at 13:39 on 6 Dec."
    )
    assert "We are checking if calls to 110 (police), 118 (coast guard)" in lead_of(FIRST_UNKNOWN)


def test_what_is_unknown_is_said_to_be() -> None:
    """C2."""
    lines = lines_of(texts_of(FIRST_UNKNOWN)[Form.PAGE])
    assert (lines["Affected areas"], lines["Cause"], lines["When it will work again"]) == (
        "Under investigation",
        "Under investigation",
        "Not yet known",
    )


@pytest.mark.parametrize("kind", DevelopmentKind)
def test_a_follow_up_begins_with_what_is_new(kind: DevelopmentKind) -> None:
    """C8: every kind of news has a sentence of its own, which names what it is about."""
    news = Development(kind, UPDATE.impacts[:2], (Area("27"),), ("police",), ("payphone",))
    lead = lead_of(replace(UPDATE, developments=(news,), news=()))
    sentence = str(load_words("en")["news_sentences"][kind])
    start = re.split(r"[{.:]", sentence)[0].strip()
    assert lead.startswith(start or "Mobile voice calls")
    assert not re.search(r"[{}]", lead)


def test_an_area_that_works_again_is_told_with_its_services() -> None:
    """Nobody may read that a place is free of the problem when only one service is."""
    news = Development(DevelopmentKind.AREA_NARROWED, UPDATE.impacts[1:2], (Area("27"),))
    assert lead_of(replace(UPDATE, developments=(news,))).startswith(
        "Fewer areas are affected now. No longer affected: all of Osaka Prefecture (Mobile data)."
    )


def test_an_update_without_news_says_who_looked_when() -> None:
    """T7."""
    assert lead_of(UPDATE_WITHOUT_NEWS).startswith(
        "There is no new information since our last report. "
        "The information below was checked by our monitoring system at 16:20."
    )


@pytest.mark.parametrize("form", PUBLIC_FORMS)
def test_a_reported_recovery_never_states_the_old_effect_as_present(form: Form) -> None:
    """T7: neither the effects nor the emergency calls, in no form."""
    text = visible_text(texts_of(UPDATE_RECOVERY_REPORTED)[form])
    present = ("cannot be used", "It is hard", ": affected", "ambulance) may not connect", "is over.", "works again.")
    assert [words for words in present if words in text] == []


def test_a_recovery_known_with_the_first_report_reads_as_one_story() -> None:
    """Everything was over before anyone knew."""
    assert lead_of(MAIL_LOST).startswith("The problem started at 10:48 on 17 Sep. It ended at 9:16 on 18 Sep. Data was")


def test_a_cancellation_says_that_nothing_was_hit() -> None:
    """No line of it leaves a doubt."""
    lines = lines_of(texts_of(CANCELLATION)[Form.PAGE])
    assert (lines["Affected services"], lines["Emergency calls (110, 118, 119)"]) == (
        "No service was affected",
        "Not affected",
    )


def test_the_wording_follows_the_kind_of_incident_and_nothing_is_invented() -> None:
    """C11: a reason is given where kind or category of the cause say it, and nowhere else."""
    reasons = {
        (kind, category): lead_of(replace(FIRST, incident_kind=kind, cause_category=category))
        for kind, category in product(IncidentKind, (None, *CauseCategory))
    }
    plain = lead_of(FIRST)
    assert {pair for pair, lead in reasons.items() if lead != plain} == {
        *product((IncidentKind.CONGESTION, IncidentKind.DISASTER), (None, *CauseCategory)),
        (IncidentKind.CYBER, CauseCategory.CYBER),
        (IncidentKind.THIRD_PARTY, CauseCategory.THIRD_PARTY),
    }


def test_the_hardest_facts_still_fit_a_post() -> None:
    """O3: long names, many places, the next day."""
    impacts = tuple(
        replace(impact(f"s{n}", "長い名前" * 9, e, (Area(f"{n + 10}", is_part=True), Area("01"))), service_kind="iot")
        for n, e in enumerate(Effect)
    )
    for kind, stage, mode in product(NoticeKind, Stage, (Mode.NORMAL, Mode.REPLAY)):
        hardest = replace(
            UPDATE, kind=kind, stage=stage, mode=mode, number=112, corrects_number=108, impacts=impacts,
            as_of=at(30, 23, 49), next_update_at=at(31, 0, 45), recovery=RESTORED.recovery, user_actions=("お願い",),
        )  # fmt: skip
        post = RENDERER.texts(hardest)[Form.POST]
        assert not MEASURES[Form.POST](post).is_too_long, post
