"""Where a word begins and ends, however it is written, and where it is not the word at all."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.glossary import Glossary, load_glossary

JA = load_glossary("ja")
EDGES = [
    {"term": "アンテナ", "plain": "空中線"},
    {"term": "DNS", "plain": "名前の表"},
    {"term": "セル", "plain": "区域"},
    {"term": "交換機", "plain": "つなぐ設備", "exceptions": ["交換機能"]},
    {"term": "VoLTE交換機", "plain": "通話の設備"},
    {"term": "加入者交換機", "plain": "電話の設備"},
    {
        "term": "疎通",
        "variants": ["そつう"],
        "plain": "つながること",
        "exceptions": ["意思疎通", "意思の疎通", "相互疎通"],
    },
    {"term": "相互", "plain": "たがい"},
    {"term": "本復旧", "plain": "元に戻すこと", "starts_word": True},
    {"term": "フェイルオーバー", "plain": "切り替え"},
    {"term": "予備系", "tails": ["装置", "サーバー"], "plain": "予備の設備"},
    {"term": "起因", "variants": ["起因者"], "plain": "が原因", "exceptions": ["に起因"]},
]


def _matched(glossary: Glossary, text: str, on: date | None = None) -> list[str]:
    return [finding.matched for finding in glossary.find(text, on)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("アンテナショップ", []),
        ("平面アンテナ", ["アンテナ"]),
        ("ｱﾝﾃﾅｼｮｯﾌﾟとｱﾝﾃﾅ", ["ｱﾝﾃﾅ"]),
        ("パラボラアンテナ", []),
        ("パラボラ・アンテナ", ["アンテナ"]),
        ("パラボラ アンテナ", ["アンテナ"]),
        ("アンテナー", []),
        ("キャンセル", []),
        ("ｷｬﾝｾﾙ", []),
        ("セルの電波", ["セル"]),
        ("DNS障害", ["DNS"]),
        ("ＤＮＳと dns", ["ＤＮＳ", "dns"]),
        ("xDNSy", []),
        ("xDNS", []),
        ("DNSとy", ["DNS"]),
        ("DNS over HTTPS", ["DNS"]),
        ("DNS2号機", ["DNS"]),
        ("D NS", []),
        ("電池の交換機能", []),
        ("電話の交換機", ["交換機"]),
        ("加入者交換機と交換機", ["加入者交換機", "交換機"]),
        ("MyVoLTE交換機", ["交換機"]),
        ("意思疎通と疎通", ["疎通"]),
        ("意思のそつう", []),
        ("相互疎通", ["相互"]),
        ("ソツウ", ["ソツウ"]),
        ("本復旧", ["本復旧"]),
        ("の本復旧", ["本復旧"]),
        ("西日本復旧", []),
        ("西日 本復旧", ["本復旧"]),
        ("本 復\n旧", ["本 復\n旧"]),
        ("本復\r\n旧", ["本復\r\n旧"]),
        ("本復\n\n旧", []),
        ("本復　旧", ["本復　旧"]),
        ("本\u200b復\ufeff旧", ["本\u200b復\ufeff旧"]),
        ("本復\U000e0100旧\U000e0100", ["本復\U000e0100旧\U000e0100"]),
        ("フェイル・オーバー", ["フェイル・オーバー"]),
        ("ﾌｪｲﾙ･ｵｰﾊﾞｰ", ["ﾌｪｲﾙ･ｵｰﾊﾞｰ"]),
        ("フェイルオーバ", ["フェイルオーバ"]),
        ("フェイル・オーバの", ["フェイル・オーバ"]),
        ("フェイルオーバーラップ", []),
        ("本・復旧", []),
        ("予備系装置", ["予備系装置"]),
        ("予備系サーバ", ["予備系サーバ"]),
        ("予備系サーバント", ["予備系"]),
        ("設備起因と停電に起因", ["起因"]),
        ("停電に起因者", []),
        ("", []),
        ("\n\u3099", []),
    ],
)
def test_a_word_is_found_whole_or_not_at_all(make: Callable[..., Glossary], text: str, expected: list[str]) -> None:
    """However it is written it is found; inside other words, names and exceptions it is not."""
    assert _matched(make(*EDGES), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("輻輳しております。", "通信が集中しております。"),
        ("輻輳により、つながりません。", "通信の集中により、つながりません。"),
        ("輻\n輳が発生しています。", "通信の集中が発生しています。"),
        ("予備の交換機に切り替えました。", "予備の通信をつなぐ設備に切り替えました。"),
        ("端末の再起動をお願いします。", "携帯電話・スマートフォンの再起動をお願いします。"),
        ("㌔単位のﾄﾗﾋｯｸ", "㌔単位の通信量"),
        ("通信の集中のため、通信の制限を行っています。", "通信の集中のため、通信の制限を行っています。"),
    ],
)
def test_the_plain_text_reads_on(ja: Glossary, text: str, expected: str) -> None:
    """The words around a proposal fit it, and everything else stays as it was written."""
    assert ja.plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("輻輳が発生。復旧作業終了。ご確認ください。", "通信の集中が発生。ご確認ください。"),
        ("ほぼ回復。\nトラヒックは減少", "通信量は減少"),
        ("ほぼ回復。", ""),
        ("復旧作業が完了しました", ""),
        ("西日本は11時を目標", "西日本は11時を目標"),
        ("", ""),
    ],
)
def test_a_sentence_that_cannot_be_mended_is_dropped(ja: Glossary, text: str, expected: str) -> None:
    """Only what blocks and has no wording goes; a warning without a wording stays for a person."""
    assert ja.plain_or_drop(text) == expected


DENIED = [
    {"term": "作業終了", "rule": "W4", "variants": ["作業は終了"]},
    {"term": "疎通", "plain": "つながること"},
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("作業は終了していません。", []),
        ("「作業終了」とは", []),
        ("作業は終了しました。", ["作業は終了"]),
        ("作業は終了。していません。", ["作業は終了"]),
        ("疎通していません。", ["疎通"]),
    ],
)
def test_a_misleading_word_that_is_denied_misleads_nobody(
    make: Callable[..., Glossary], text: str, expected: list[str]
) -> None:
    """Only what follows at once denies, and only words of rule W4."""
    assert _matched(make(*DENIED), text) == expected


def test_a_spelling_that_holds_an_exception_is_meant(make: Callable[..., Glossary]) -> None:
    """The longer word that begins earlier wins over the exception inside it; one that begins with it does not."""
    glossary = make(
        {
            "term": "不通",
            "plain": "中断",
            "phrases": {"回線が不通": "回線が中断"},
            "exceptions": ["線が不通", "不通知"],
        },
    )
    texts = ("回線が不通です", "山手線が不通です", "回線が不通知です", "不通知です")
    assert [_matched(glossary, text) for text in texts] == [["回線が不通"], [], [], []]


NOTED = {"term": "位置登録", "rule": "W3", "note": "居場所の登録"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("位置登録と位置登録", "位置登録（居場所の登録）と位置登録"),
        ("位置登録（近くの基地局の登録）と位置登録", "位置登録（近くの基地局の登録）と位置登録"),
        ("位置登録 (登録)", "位置登録 (登録)"),
    ],
)
def test_a_note_is_added_at_the_first_mention(make: Callable[..., Glossary], text: str, expected: str) -> None:
    """A term that stays is explained once, and not again where the writer has explained it."""
    assert make(NOTED).plain(text) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2023, 2, 4), []),
        (date(2023, 2, 5), ["案"]),
        (date(2023, 3, 16), ["案"]),
        (date(2023, 3, 17), ["決定"]),
        (None, ["決定"]),
    ],
)
def test_a_word_is_used_in_its_time(make: Callable[..., Glossary], on: date | None, expected: list[str]) -> None:
    """Both ends of the time belong to it; without a day, what has no end is used."""
    draft = {"term": "輻輳", "plain": "案", "valid_from": date(2023, 2, 5), "valid_to": date(2023, 3, 16)}
    final = {"term": "輻輳", "plain": "決定", "valid_from": date(2023, 3, 17)}
    assert [finding.proposal for finding in make(draft, final).find("輻輳", on)] == expected


WRITTEN = st.sampled_from(
    [
        "輻輳", "輻湊", "ふくそう", "フクソウ", "ﾌｸｿｳ", "輻 輳", "輻\n輳", "輻\u200b輳", "輻\U000e0101輳\U000e0100",
        "流量規制", "トラヒック", "ﾄﾗﾋｯｸ", "トラフィック", "ﾊﾟｹｯﾄ通信", "ハ\u309aケット通信", "パケッ\nト通信",
        "ＤＮＳ障害", "Dns 障害", "ＶｏＬＴＥ交換機", "ﾛｰﾙﾊﾞｯｸ", "ロールハ\u3099ック", "位置情報管理装置(ＨＬＲ)",
    ]
)  # fmt: skip
AROUND = st.text(alphabet="あいがか゛\u3099\u3099ﾊﾞｶﾞ㌔㍿①ﬁßİé\u0301e🗼\u200d 　\n\t・、。（）12aZ漢字", max_size=12)


@given(st.lists(st.tuples(AROUND, WRITTEN), max_size=6), AROUND)
def test_words_are_found_exactly_where_they_were_put(pieces: list[tuple[str, str]], tail: str) -> None:
    """Whatever the rest holds, each word is found at its own code points and nothing else is."""
    text, expected = "", []
    for around, word in pieces:
        text += f"「{around}」「"
        expected.append((len(text), len(text) + len(word), word))
        text += f"{word}」"
    text += f"「{tail}"
    assert [(f.start, f.end, f.matched) for f in JA.find(text)] == expected


@given(st.text(max_size=40) | st.lists(AROUND | WRITTEN).map("".join))
def test_any_text_can_be_read(text: str) -> None:
    """Findings stand in order, do not overlap, and quote the text itself."""
    findings = JA.find(text)
    assert [f.matched for f in findings] == [text[f.start : f.end] for f in findings]
    places = [place for f in findings for place in (f.start, f.end)]
    assert places == sorted(places)
    assert all(f.matched for f in findings)
