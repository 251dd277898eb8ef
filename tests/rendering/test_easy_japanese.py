"""やさしい日本語: every kind × form for readers of little Japanese. `SHUCHI_UPDATE_GOLDEN=1` rewrites the files."""

import os
import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rendering.easy_samples import SAMPLES, developed, with_kinds, without_persons_words
from rendering.samples import FIRST, RESTORED, UPDATE, UPDATE_RESTRICTED, at, impact

from channels.sms.spec import SPEC as SMS
from channels.x.spec import SPEC as X
from notices.domain.impact import Area, Effect, EmergencyCalls, EmergencyStatus
from notices.domain.incident_event import IncidentKind, Mode
from notices.domain.notice_content import DevelopmentKind, NoticeContent, NoticeKind, Stage
from notices.domain.rendition import HTML_FORMS, PUBLIC_FORMS, Form
from notices.glossary.readability import assess
from notices.policy.page_text import lines_of, visible_text
from notices.rendering.readings import KANJI
from notices.rendering.renderer import FILES, Renderer
from notices.rendering.words import load_words

FOLDER = Path(__file__).parents[1] / "golden" / "renditions-ja-easy"
MEASURES = {spec.form: spec.measure for spec in (X, SMS) if spec.measure is not None}
RENDERER = Renderer("ja-easy", MEASURES)
FORBIDDEN = tomllib.loads(Path(__file__).with_name("easy_words.toml").read_text(encoding="utf-8"))
ADDRESS = re.compile(r"https?://\S+")
PLAIN = (Form.TITLE, Form.POST, Form.SMS, Form.MAIL)


def lead(content: NoticeContent) -> list[str]:
    """The sentences of the mail before its first item."""
    return RENDERER.texts(content)[Form.MAIL].split("\n■")[0].split("\n\n")[-1].splitlines()


@pytest.mark.parametrize("name", SAMPLES)
def test_texts_are_those_of_the_golden_files(name: str) -> None:
    """Each form of each sample, letter by letter."""
    written = {form: text + "\n" for form, text in RENDERER.texts(SAMPLES[name]).items()}
    paths = {form: FOLDER / f"{name}.{form}{Path(FILES[form]).suffix}" for form in PUBLIC_FORMS}
    if os.environ.get("SHUCHI_UPDATE_GOLDEN") == "1":
        for form, path in paths.items():
            path.write_text(written[form], encoding="utf-8")
    assert written == {form: path.read_text(encoding="utf-8") for form, path in paths.items()}


def test_no_golden_file_is_left_over() -> None:
    """A sample that is gone takes its files with it."""
    named = {f"{name}.{form}{Path(FILES[form]).suffix}" for name in SAMPLES for form in PUBLIC_FORMS}
    assert {path.name for path in FOLDER.iterdir()} == named


@pytest.mark.parametrize("name", SAMPLES)
def test_short_texts_fit_their_channel(name: str) -> None:
    """Two segments of a short message and one post, with a long address and a carrier's name."""
    texts = RENDERER.texts(SAMPLES[name])
    assert MEASURES[Form.SMS](texts[Form.SMS]).segments <= 2, texts[Form.SMS]
    assert MEASURES[Form.POST](texts[Form.POST]).units <= 280, texts[Form.POST]


class _Bare(HTMLParser):
    """Collects text that stands in no ruby."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._is_ruby = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Ruby does not nest."""
        self._is_ruby |= tag == "ruby"

    def handle_endtag(self, tag: str) -> None:
        """Ruby does not nest."""
        self._is_ruby &= tag != "ruby"

    def handle_data(self, data: str) -> None:
        """A piece of text."""
        if not self._is_ruby:
            self.text.append(data)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("form", [Form.PAGE, Form.ENTRY])
def test_every_kanji_has_its_reading(name: str, form: Form) -> None:
    """A person's words and the names of places too."""
    bare = _Bare()
    bare.feed(RENDERER.texts(SAMPLES[name])[form])
    assert [text for text in bare.text if KANJI.search(text)] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_ruby_is_no_text_of_its_own(name: str) -> None:
    """A rule that looks for a label in the page finds it, without its reading (C2)."""
    page = RENDERER.texts(SAMPLES[name])[Form.PAGE]
    assert load_words("ja-easy")["item_labels"]["alternatives"] in lines_of(page)


def ours(content: NoticeContent) -> list[str]:
    """Every line of the plain forms that the templates themselves say."""
    texts = RENDERER.texts(without_persons_words(content))
    return [ADDRESS.sub("", line) for form in PLAIN for line in texts[form].splitlines()]


CASES = SAMPLES | {kind.value: developed(kind) for kind in DevelopmentKind}


@pytest.mark.parametrize("name", CASES)
def test_no_sentence_is_long_or_twisted(name: str) -> None:
    """W5: at most 40 characters and two commas, no double negative, no unknown katakana word."""
    reports = [assess(line, "ja-easy") for line in ours(CASES[name])]
    sentences = [sentence for report in reports for sentence in report.sentences]
    assert [sentence.text for sentence in sentences if sentence.length > 40 or sentence.commas > 2] == []
    assert [report for report in reports if report.double_negatives or report.unknown_katakana] == []


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("kind", ["keigo", "passive", "jargon"])
def test_no_sentence_is_in_the_manner_of_offices(name: str, kind: str) -> None:
    """No honorifics, no passive, none of the words that ordinary notices use."""
    lines = [line for line in ours(CASES[name]) if not any(allowed in line for allowed in FORBIDDEN["allowed"])]
    pattern = re.compile("|".join(FORBIDDEN[kind]))
    assert [line for line in lines if pattern.search(line)] == []


def test_words_of_every_table_are_easy() -> None:
    """Also those that no sample shows: other causes, other means, other kinds of incidents."""
    words = tomllib.loads((Path(__file__).parents[2] / "templates/ja-easy/words.toml").read_text(encoding="utf-8"))
    tables = ("alternatives", "emergency_alternatives", "causes", "incident_kinds", "outlooks", "actions", "effects")
    texts = [text for table in tables for text in _texts(words[table])]
    keigo = re.compile("|".join(FORBIDDEN["keigo"] + FORBIDDEN["jargon"]))
    assert [text for text in texts if keigo.search(text)] == []
    assert [s.text for text in texts for s in assess(text, "ja-easy").long_sentences] == []


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    return [str(value)]


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        (DevelopmentKind.RESTORED, "携帯の電話「携帯電話（LTE）音声通話」は 復旧しました（なおりました）。"),
        (DevelopmentKind.RECOVERY_REPORTED, "携帯の電話「携帯電話（LTE）音声通話」は、なおったか たしかめています。"),
        (DevelopmentKind.HIT_AGAIN, "携帯の電話「携帯電話（LTE）音声通話」が また 使えません。"),
        (DevelopmentKind.SERVICE_HIT, "新しく、携帯の電話「携帯電話（LTE）音声通話」が 使えません。"),
        (DevelopmentKind.EFFECT_CHANGED, "携帯の電話「携帯電話（LTE）音声通話」が、いまは 使えません。"),
        (DevelopmentKind.AREA_WIDENED, "トラブルの ところが ふえました。"),
        (DevelopmentKind.AREA_NARROWED, "トラブルの ところが へりました。"),
        (DevelopmentKind.AREA_CHANGED, "トラブルの ところが かわりました。"),
        (DevelopmentKind.AREA_FOUND, "トラブルの ところが わかりました。"),
        (DevelopmentKind.NEVER_HIT, "携帯の電話「携帯電話（LTE）音声通話」の トラブルは ありませんでした。"),
        (DevelopmentKind.EMERGENCY_AFFECTED, "110（警察）・119（火事・救急車）に 電話できません。"),
        (DevelopmentKind.EMERGENCY_FREE, "110（警察）・119（火事・救急車）：電話できない ことが あります。"),
        (DevelopmentKind.RESTRICTED, "通信の 制限（使う 量を へらす こと）を しています。"),
        (DevelopmentKind.RESTRICTION_LIFTED, "通信の 制限（使う 量を へらす こと）を やめました。"),
        (DevelopmentKind.CAUSE_STATED, "トラブルの 理由の お知らせが あります。"),
        (DevelopmentKind.OUTLOOK_STATED, "いつ なおるかの お知らせが あります。"),
        (DevelopmentKind.OUTLOOK_SLIPPED, "なおる 時間の お知らせが かわりました。"),
        (DevelopmentKind.ACTIONS_ADVISED, "してほしい ことが あります。下を 見てください。"),
        (DevelopmentKind.ALTERNATIVES_ADDED, "かわりに 使える ものが ふえました。"),
        (DevelopmentKind.ALTERNATIVES_ENDED, "かわりの ものが へりました。"),
        (DevelopmentKind.ONSET_CHANGED, "トラブルの はじまりの 時間が かわりました。"),
        (DevelopmentKind.USERS_CHANGED, "トラブルの 回線や 人の 数：だいたい 3,060万回線"),
        (DevelopmentKind.PROGRESS, "なおす 作業の お知らせが あります。下を 見てください。"),
    ],
)
def test_a_follow_up_begins_with_what_is_new(kind: DevelopmentKind, first: str) -> None:
    """C8: its first sentence, whatever kind of news it is."""
    assert lead(developed(kind))[0] == first


def test_every_development_has_its_first_sentence() -> None:
    """A new kind of news needs a macro in `news.j2`, a name in the words, and its line above."""
    told = {kind for kind in DevelopmentKind if lead(developed(kind))[0] != lead(with_kinds(UPDATE))[0]}
    assert told == set(DevelopmentKind)


def test_a_first_report_begins_with_emergency_calls() -> None:
    """A person in need reads no further."""
    assert lead(with_kinds(FIRST))[0] == "110（警察）・118（海の 事故）・119（火事・救急車）に 電話できません。"


@pytest.mark.parametrize(
    ("voice", "said"),
    [(Effect.UNUSABLE, "に 電話できません。"), (Effect.HARD_TO_USE, "に 電話できない ことが あります。")],
)
def test_only_dead_lines_are_called_dead(voice: Effect, said: str) -> None:
    """Whoever could still get through must not be told not to try."""
    content = with_kinds(replace(FIRST, impacts=tuple(replace(i, effect=voice) for i in FIRST.impacts)))
    assert lead(content)[0].endswith(said)


def test_what_to_do_comes_before_the_details() -> None:
    """Emergency calls, what to do, what else works; then which services, where, since when."""
    content = with_kinds(replace(FIRST, user_actions=("電源を切ってください。",)))
    labels = [line[1:] for line in RENDERER.texts(content)[Form.MAIL].splitlines() if line.startswith("■")]
    assert labels[:7] == [
        "110・118・119の 電話",
        "110・118・119に 電話できない とき",
        "してほしい こと",
        "かわりに 使える もの",
        "トラブルの サービス",
        "トラブルの ところ",
        "いつから",
    ]


def test_a_persons_words_stand_at_the_end_and_are_announced() -> None:
    """They are ordinary Japanese: shown, but not passed off as easy; short texts name the page instead."""
    content = with_kinds(replace(UPDATE, user_actions=("電源を切ってください。",)))
    texts = RENDERER.texts(content)
    page = visible_text(texts[Form.PAGE])
    assert (
        page.index("くわしい せつめい（むずかしい 日本語です）")
        < page.index(content.situation)
        < page.index(content.cause)
    )
    assert "（むずかしい 日本語です）電源を切ってください。" in page
    for form in (Form.POST, Form.SMS):
        assert [text for text in (content.cause, content.situation, *content.user_actions) if text in texts[form]] == []


def test_advice_of_the_phrase_book_is_easy() -> None:
    """C13: what is said in the words of the phrase book reads in plain words here."""
    action = str(load_words("ja")["actions"]["restart_phone"])
    text = RENDERER.texts(with_kinds(replace(RESTORED, user_actions=(action,))))[Form.MAIL]
    assert "　携帯電話の 電源を 切ってください。そして、もう 一度 入れてください。\n" in text


def test_congestion_says_what_to_do() -> None:
    """The kind of incident decides the advice."""
    content = with_kinds(replace(FIRST, incident_kind=IncidentKind.CONGESTION))
    assert "■してほしい こと\n　時間を あけてから、もう 一度 使ってください。" in RENDERER.texts(content)[Form.MAIL]


@pytest.mark.parametrize("mode", [Mode.DRILL, Mode.REPLAY])
@pytest.mark.parametrize("form", PUBLIC_FORMS)
def test_every_text_of_a_drill_begins_with_its_mark(mode: Mode, form: Form) -> None:
    """C12."""
    text = RENDERER.texts(replace(SAMPLES["first"], mode=mode))[form]
    assert (visible_text(text) if form in HTML_FORMS else text).startswith(RENDERER.marks[mode])


@pytest.mark.slow
@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("stage", Stage)
def test_even_the_hardest_facts_fit_a_post(kind: NoticeKind, stage: Stage) -> None:
    """O3: long names, many places, differing emergency numbers and the next day still leave one text that fits."""
    calls = EmergencyCalls(EmergencyStatus.AFFECTED, EmergencyStatus.UNKNOWN, EmergencyStatus.NOT_AFFECTED)
    hardest = replace(
        UPDATE_RESTRICTED,
        kind=kind,
        stage=stage,
        mode=Mode.DRILL,
        number=112,
        corrects_number=108,
        has_news=False,
        impacts=tuple(
            impact(f"s{n}", f"とても長い名前のサービス{n}" * 4, effect, (Area(f"{n + 10}", is_part=True), Area("01")))
            for n, effect in enumerate(Effect)
        ),
        emergency_calls=calls,
        user_actions=("携帯電話の電源を切ってから、もう一度入れてください。" * 3,),
        recovery=RESTORED.recovery,
        as_of=at(30, 23, 49),
        next_update_at=None if "restored" in (kind, stage) else at(31, 0, 45),
    )
    post = RENDERER.texts(hardest)[Form.POST]
    assert MEASURES[Form.POST](post).units <= 280, post


def test_unknown_facts_are_said_to_be_unknown() -> None:
    """C2: nothing is left out because nobody knows it yet."""
    lines = lines_of(RENDERER.texts(SAMPLES["first-unknown"])[Form.PAGE])
    assert {label: lines[label] for label in ("トラブルの ところ", "理由", "いつ 復旧しますか（なおりますか）")} == {
        "トラブルの ところ": "まだ わかりません",
        "理由": "いま 調べています",
        "いつ 復旧しますか（なおりますか）": "いつ なおるか、まだ わかりません",
    }
