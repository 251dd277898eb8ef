"""What makes a text hard to read, and where a long sentence is parted."""

import pytest

from notices.domain.errors import ConfigurationError
from notices.domain.finding import Severity
from notices.glossary.readability import assess, find_hard
from notices.glossary.readability_rules import load_readability_rules
from notices.resources import readability_languages

LONG = (
    "現在、関東地方の一部の地域において、設備の故障により音声通話がご利用しづらい状況となっておりますが、"
    "復旧に向けて対応を進めており、見込みがわかり次第お知らせします。"
)
WRAPPED = "12月6日13時39分ごろから、関東地方の一部の地域で、\n音声通話がつながりにくくなっています。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("通信障害のお知らせ\n復旧しました。", ["復旧しました。"]),
        ("■影響するサービス\n音声通話\n\nお待ちください。", ["お待ちください。"]),
        (
            "・音声通話（LTEを使うもの、ほか関連するすべてのサービス）\n・データ通信\nつながりません。",
            ["つながりません。"],
        ),
        ("「復旧しました。」と発表しました。", ["「復旧しました。」と発表しました。"]),
        ("電話（通話。）が使えます。メールも！", ["電話（通話。）が使えます。", "メールも！"]),
        (WRAPPED, [WRAPPED]),
        ("関東地方で、\r\n電話が使えません。", ["関東地方で、\r\n電話が使えません。"]),
        ("関東地方で\n\n電話が使えません。", ["電話が使えません。"]),
        ("", []),
        ("終わりのない文", []),
        ("https://example.jp/a.b?c!d", []),
    ],
    ids=["title", "blank line", "items", "quotation", "aside", "wrapped", "comma", "paragraph", "empty", "none", "URL"],
)
def test_a_sentence_is_what_has_an_end(text: str, expected: list[str]) -> None:
    """Titles, items, addresses and the inside of brackets make none."""
    assert [sentence.text for sentence in assess(text).sentences] == expected


@pytest.mark.parametrize(
    ("text", "length", "commas"),
    [
        ("電話が、使えます。", 9, 1),
        ("電話が使えます（110、119、118も、すべて）。", 8, 0),
        ("電話は0120-000-000、メールはa@example.jpへ。", 10, 1),
        ("詳しくはhttps://example.jp/incidents/1/をご覧ください。", 12, 0),
        ("電 話　が、\n使えます。", 9, 1),
    ],
    ids=["commas", "asides", "number and mail", "address", "white space"],
)
def test_only_what_is_read_is_counted(text: str, length: int, commas: int) -> None:
    """Addresses, telephone numbers, asides and white space are not."""
    (sentence,) = assess(text).sentences
    assert (sentence.length, sentence.commas) == (length, commas)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("つながらないわけではありません。", ["ないわけではありません"]),
        ("使えないこともない。", ["ないこともない"]),
        ("問題がなくはない。", ["なくはない"]),
        ("遅れないとは限りません。", ["ないとは限"]),
        ("お知らせしないわけにはいきません。", ["ないわけにはいきません"]),
        ("不可能ではありません。", ["不可能ではありません"]),
        ("待たずにはいられない。", ["ずにはいられな"]),
        ("止めざるを得ない。止めざるを得ません。", []),
        ("電源を切らなければなりません。", []),
        ("つながらないお客さまは少なくありません。影響は少なくはない。", []),
        ("使えないことがあります。つながらなくなることはありません。", []),
        ("つながらない場合は、使わないでください。", []),
        ("危ないことはありません。", []),
    ],
)
def test_a_double_negative_is_found_and_a_single_one_is_not(text: str, expected: list[str]) -> None:
    """「〜ざるを得ない」 and duties are no double negatives."""
    assert [place.text for place in assess(text).double_negatives] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This is not an unusual delay.", ["not an unusual"]),
        ("There is no service that is not affected.", ["no service that is not"]),
        ("No one is without service.", ["No one is without"]),
        ("You do not need to do anything, and no action is needed.", []),
        ("Emergency calls cannot be made; no other service is affected.", []),
    ],
)
def test_a_double_negative_in_english(text: str, expected: list[str]) -> None:
    """Two denials in one clause; two clauses with one each are none."""
    assert [place.text for place in assess(text, "en").double_negatives] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("プロビジョニングの失敗", ["プロビジョニング"]),
        ("プロビジョニングとプロビジョニング", ["プロビジョニング"]),
        ("プロビジョニング（利用の準備）と、プロビジョニング", []),
        ("ﾌﾟﾛﾋﾞｼﾞｮﾆﾝｸﾞ", ["ﾌﾟﾛﾋﾞｼﾞｮﾆﾝｸﾞ"]),
        ("スマートフォンサポートセンター", []),
        ("サーバとサーバー、サービス・エリア", []),
        ("トラヒックとトラフィック", []),
        ("セル", []),
    ],
    ids=["unknown", "once", "explained", "half-width", "compound", "long mark, dot", "glossary", "short"],
)
def test_a_katakana_word_must_be_known_or_explained(text: str, expected: list[str]) -> None:
    """By the list, by the glossary or by its note."""
    assert [place.text for place in assess(text).unknown_katakana] == expected


def test_a_long_sentence_is_parted_at_a_joint_near_the_middle() -> None:
    """The finding names the count, the limit and the words around the place."""
    long, *others = find_hard(LONG)
    report = assess(LONG)
    assert (long.rule, long.severity, long.matched, long.message) == (
        "W5", Severity.INFO, LONG, "finding.w5_long_sentence_split",
    )  # fmt: skip
    assert long.note == f"{report.longest} > 60: …しづらい状況となっておりますが、|復旧に向けて対応を進…"
    assert LONG[: report.sentences[0].split_at].endswith("おりますが、")
    assert others == []


def test_a_long_sentence_without_a_joint_is_only_long() -> None:
    """Nothing is proposed where nothing offers itself."""
    assert [(found.message, found.note) for found in find_hard("あ" * 70 + "。")] == [
        ("finding.w5_long_sentence", "71 > 60")
    ]


def test_each_language_has_its_measure() -> None:
    """やさしい日本語 is shorter; English is counted in words and has no limit of commas."""
    assert readability_languages() == ["en", "ja", "ja-easy"]
    text = "設備の故障のため、関東地方の一部の地域で、音声通話が、きのうの夜からつながりにくくなっています。"
    assert [found.message for found in find_hard(text)] == []
    assert [found.message for found in find_hard(text, "ja-easy")] == [
        "finding.w5_long_sentence_split",
        "finding.w5_many_commas",
    ]
    english = (
        "Calls are hard to make in Tokyo, e.g. in No. 3 ward, until 5 p.m. on Dec. 6. See (a, b) https://a.jp/x.y now."
    )
    assert [sentence.length for sentence in assess(english, "en").sentences][-1] == 2
    assert load_readability_rules("en").most_commas == 0


@pytest.mark.parametrize("language", readability_languages())
def test_places_are_those_of_the_text(language: str) -> None:
    """Every finding can be shown where it stands."""
    text = f"\ufeff{LONG}\r\nプロビジョニングできないわけではありません。𠮷 It is not impossible. {'word ' * 30}."
    found = find_hard(text, language)
    assert found
    assert [text[each.start : each.end] for each in found] == [each.matched for each in found]


def test_a_language_without_a_measure_is_refused() -> None:
    """By the file that is missing."""
    with pytest.raises(ConfigurationError, match="readability-xx"):
        assess("text", "xx")
