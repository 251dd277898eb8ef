"""Ruby over every kanji of an HTML text, read aright."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from notices.areas.table import load_areas
from notices.rendering.readings import KANJI, hiragana, load_reader, with_kana
from notices.rendering.ruby import add_ruby, has_ruby, unread

RUBY = re.compile(r"<ruby>(.*?)<rp>\(</rp><rt>(.*?)</rt><rp>\)</rp></ruby>")


def read(text: str) -> str:
    """The text with each reading in brackets behind its word."""
    return RUBY.sub(r"\1[\2]", add_ruby(text, "ja-easy"))


@pytest.mark.parametrize(
    ("text", "read_aloud"),
    [
        ("2018年12月6日", "2018年[ねん]12月[がつ]6日[むいか]"),
        ("午後1時39分", "午後[ごご]1時[いちじ]39分[ふん]"),
        ("12月1日", "12月[がつ]1日[ついたち]"),
        ("20日4時10分", "20日[はつか]4時[よじ]10分[じゅっぷん]"),
        ("21日14時31分", "21日[にち]14時[じ]31分[ぷん]"),
        ("0時30分", "0時[れいじ]30分[ぷん]"),
        ("9時〜20時", "9時[くじ]〜20時[じ]"),
        ("7時間", "7時間[ななじかん]"),
        ("1.5時間", "1.5時間[じかん]"),
        ("約3万人", "約[やく]3万[まん]人[にん]"),
        ("1人と2人と3人と14人", "1人[ひとり]と2人[ふたり]と3人[さんにん]と14人[にん]"),
        ("約3,060万回線", "約[やく]3,060万[まん]回線[かいせん]"),
        ("12,345人", "12,345人[にん]"),
        ("30億2,000万円", "30億[おく]2,000万[まん]円[えん]"),
        ("第1報・第3報・第10報", "第[だい]1報[いっぽう]・第[だい]3報[さんぽう]・第[だい]10報[じゅっぽう]"),
        ("第21報", "第[だい]21報[ぽう]"),
        ("1回目と8回目", "1回目[いっかいめ]と8回目[はっかいめ]"),
        ("10時と３回線", "10時[じゅうじ]と３回線[さんかいせん]"),
        ("3か所", "3[さん]か所[しょ]"),
        ("全体の3分の1", "全体[ぜんたい]の3分[さんぶん]の1"),
        ("110番と119番", "110番[ひゃくとおばん]と119番[ひゃくじゅうきゅうばん]"),
        ("110（警察）", "110（警察[けいさつ]）"),
        ("0120-110-119", "0120-110-119"),
        ("一部の人", "一部[いちぶ]の人[ひと]"),
        ("使えない 人が", "使[つか]えない 人[ひと]が"),
        ("個人が", "個人[こじん]が"),
        ("使えない 数", "使[つか]えない 数[かず]"),
        ("18時頃に復旧", "18時[じ]頃[ごろ]に復旧[ふっきゅう]"),
        ("その頃", "その頃[ころ]"),
        ("今日と明日", "今日[きょう]と明日[あした]"),
        ("相手の方に連絡", "相手[あいて]の方[かた]に連絡[れんらく]"),
        ("正しく動かない", "正[ただ]しく動[うご]かない"),
        ("着信と発信", "着信[ちゃくしん]と発信[はっしん]"),
        ("輻輳", "輻輳[ふくそう]"),
        ("局舎の疎通", "局舎[きょくしゃ]の疎通[そつう]"),
        ("取り扱い", "取[と]り扱[あつか]い"),
        ("海上保安庁", "海上保安庁[かいじょうほあんちょう]"),
        ("髙橋", "髙橋[たかはし]"),
        ("千葉県柏市の一部", "千葉県[ちばけん]柏市[かしわし]の一部[いちぶ]"),
        ("龍ケ崎市", "龍ケ崎市[りゅうがさきし]"),
        ("南アルプス市", "南[みなみ]アルプス市[し]"),
        ("横浜市中区", "横浜市中区[よこはましなかく]"),
        ("玄関市場", "玄関[げんかん]市場[しじょう]"),
        ("長野県の池田町", "長野県[ながのけん]の池田町[いけだまち]"),
        ("長野県と北海道の池田町", "長野県[ながのけん]と北海道[ほっかいどう]の池田町[いけだちょう]"),
    ],
)  # fmt: skip
def test_a_word_is_read_as_it_is_said(text: str, read_aloud: str) -> None:
    """Numbers with their counters, names of places, words that a dictionary gets wrong."""
    assert read(text) == read_aloud


def test_every_area_is_read_as_the_table_says() -> None:
    """All prefectures, municipalities and wards, behind their prefecture and before other words."""
    table, wrong = load_areas(), []
    for row in table:
        before = "" if len(row.code) == 2 else table.prefecture_of(row.code).name
        text = f"{before}{row.name}の一部で"
        start, end = len(before), len(before) + len(row.name)
        kana, done = "", start
        for word in load_reader("ja-easy").read(text):
            if start <= word.begin and word.end <= end:
                kana += hiragana(text[done : word.begin]) + word.kana
                done = word.end
        kana += hiragana(text[done:end])
        if kana != hiragana(row.kana):
            wrong.append((row.name, kana))
    assert wrong == []


@pytest.mark.parametrize(
    "html",
    [
        "<p title=\"漢字\" data-x='6日'>かな</p>",
        "<ruby>今日<rp>(</rp><rt>こんにち</rt><rp>)</rp></ruby>",
        "<style>.漢字 { color: red }</style>",
        "<!-- 漢字 -->",
        '<img alt="図"><br/>',
        "&lt;b&gt; &amp; &#34;",
    ],
)
def test_what_is_no_text_stays_as_it_is(html: str) -> None:
    """Attributes, styles, comments, escapes, and ruby that stands there already."""
    assert add_ruby(html, "ja-easy") == html


def test_text_stays_escaped() -> None:
    """A person's text cannot become markup on its way through."""
    assert (
        read("<dd>&lt;script&gt;障害&lt;/script&gt;</dd>") == "<dd>&lt;script&gt;障害[しょうがい]&lt;/script&gt;</dd>"
    )


def test_ruby_twice_is_ruby_once() -> None:
    """What has its reading is left alone."""
    once = add_ruby("<p>電話が使えません</p>", "ja-easy")
    assert add_ruby(once, "ja-easy") == once


def test_a_word_that_nobody_can_read_is_told() -> None:
    """It keeps its kanji, and a test can hear of it."""
    assert (read("鱫と電話"), unread("鱫と電話", "ja-easy")) == ("鱫と電話[でんわ]", ["鱫"])


def test_a_text_longer_than_the_analyser_takes_is_read_in_pieces() -> None:
    """49,149 bytes are its limit; a person's text has none."""
    text = "電話が使えません" * 5000
    assert KANJI.search(RUBY.sub("", add_ruby(text, "ja-easy"))) is None


def test_readers_in_many_threads_read_alike() -> None:
    """Pages are rendered by several workers at once."""
    texts = [f"{n}時{n}分に千葉県柏市で{n}人" for n in range(60)]
    alone = [load_reader("ja-easy").read(text) for text in texts]
    barrier = threading.Barrier(8)

    def together(_: int) -> list[object]:
        barrier.wait()
        return [load_reader("ja-easy").read(text) for text in texts]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(together, range(8))) == [alone] * 8


def test_readings_stand_beside_places_where_ruby_cannot() -> None:
    """In mails, at a place's name and nowhere else."""
    assert (
        with_kana("千葉県の 柏市・我孫子市の 一部", "ja-easy")
        == "千葉県（ちばけん）の 柏市（かしわし）・我孫子市（あびこし）の 一部"
    )


def test_a_language_asks_for_ruby_by_its_words() -> None:
    """No code names a language."""
    assert (has_ruby("ja-easy"), has_ruby("ja"), with_kana("千葉県", "ja")) == (True, False, "千葉県")
