"""The JIS table is complete and true, and reads what people type."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from notices.areas.area_row import AreaKind, AreaRow
from notices.areas.table import AreaTable
from notices.areas.words import AreaWords
from notices.domain.errors import InputError
from notices.domain.impact import Area
from notices.messages import LANGUAGES, explain


def test_every_kind_of_area_is_there_in_its_number(table: AreaTable) -> None:
    """792 cities (20 of them designated, with 171 wards), 743 towns, 183 villages, 23 special wards."""
    expected = {
        AreaKind.COUNTRY: 1,
        AreaKind.PREFECTURE: 47,
        AreaKind.DESIGNATED_CITY: 20,
        AreaKind.CITY: 772,
        AreaKind.TOWN: 743,
        AreaKind.VILLAGE: 183,
        AreaKind.SPECIAL_WARD: 23,
        AreaKind.WARD: 171,
    }
    assert Counter(row.kind for row in table) == expected


def test_prefectures_are_numbered_from_01_to_47(table: AreaTable) -> None:
    """JIS X 0401, from 北海道 to 沖縄県."""
    assert [row.code for row in table.children_of("00")] == [f"{number:02}" for number in range(1, 48)]


@pytest.mark.parametrize(
    "expected",
    [
        AreaRow("01", "北海道", "ホッカイドウ", AreaKind.PREFECTURE, "00", ""),
        AreaRow("01303", "当別町", "トウベツチョウ", AreaKind.TOWN, "01", "石狩郡"),
        AreaRow("10344", "榛東村", "シントウムラ", AreaKind.VILLAGE, "10", "北群馬郡"),
        AreaRow("12217", "柏市", "カシワシ", AreaKind.CITY, "12", ""),
        AreaRow("13103", "港区", "ミナトク", AreaKind.SPECIAL_WARD, "13", ""),
        AreaRow("13361", "大島町", "オオシママチ", AreaKind.TOWN, "13", ""),
        AreaRow("13381", "三宅村", "ミヤケムラ", AreaKind.VILLAGE, "13", ""),
        AreaRow("13401", "八丈町", "ハチジョウマチ", AreaKind.TOWN, "13", ""),
        AreaRow("14100", "横浜市", "ヨコハマシ", AreaKind.DESIGNATED_CITY, "14", ""),
        AreaRow("14104", "横浜市中区", "ヨコハマシナカク", AreaKind.WARD, "14100", ""),
        AreaRow("21219", "郡上市", "グジョウシ", AreaKind.CITY, "21", ""),
        AreaRow("24202", "四日市市", "ヨッカイチシ", AreaKind.CITY, "24", ""),
        AreaRow("27140", "堺市", "サカイシ", AreaKind.DESIGNATED_CITY, "27", ""),
        AreaRow("40130", "福岡市", "フクオカシ", AreaKind.DESIGNATED_CITY, "40", ""),
    ],
)
def test_an_area_has_the_name_people_read(table: AreaTable, expected: AreaRow) -> None:
    """Districts and islands stand beside the name; a designated city has a row of its own."""
    assert table.area(expected.code) == expected


def test_hamamatsu_has_the_three_wards_of_2024(table: AreaTable) -> None:
    """Seven wards became three on 2024-01-01."""
    assert [row.name for row in table.children_of("22130")] == ["浜松市中央区", "浜松市浜名区", "浜松市天竜区"]


def test_kana_is_full_width_katakana_for_every_area(table: AreaTable) -> None:
    """Nothing half-width, nothing missing."""
    assert [row.code for row in table if not re.fullmatch("[ァ-ヴー]+", row.kana)] == []


def test_every_parent_is_in_the_table(table: AreaTable) -> None:
    """The tree ends at the country alone."""
    codes = {row.code for row in table}
    assert [row.code for row in table if row.parent not in codes] == ["00"]


def test_names_are_unique_within_a_prefecture(table: AreaTable) -> None:
    """Only so may a sentence leave the district (郡) out."""
    counts = Counter(table.full_name(row.code) for row in table)
    assert [name for name, count in counts.items() if count > 1] == []


def test_areas_know_their_prefecture_and_their_municipalities(table: AreaTable) -> None:
    """A ward's prefecture is found through its code; municipalities do not include wards."""
    assert table.prefecture_of("14104").name == "神奈川県"
    assert table.prefecture_of("14").name == "神奈川県"
    assert [row.name for row in table.municipalities_of("14")][:4] == ["横浜市", "川崎市", "相模原市", "横須賀市"]
    assert len(table.municipalities_of("14")) == 33


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全国", Area("00")),
        ("全国の一部", Area("00", is_part=True)),
        ("東京都", Area("13")),
        ("千葉県全域", Area("12")),
        ("東京都の一部", Area("13", is_part=True)),
        ("千葉県柏市", Area("12217")),
        ("千葉県の柏市の全域", Area("12217")),
        ("千葉県柏市の一部", Area("12217", is_part=True)),
        ("千葉県 柏市 の一部地域", Area("12217", is_part=True)),
        ("神奈川県横浜市", Area("14100")),
        ("神奈川県横浜市中区", Area("14104")),
        ("横浜市中区の一部", Area("14104", is_part=True)),
        ("浜名区", Area("22139")),
        ("東京都中央区", Area("13102")),
        ("柏市", Area("12217")),
        ("北海道石狩郡当別町", Area("01303")),
        ("石狩郡当別町", Area("01303")),
        ("東京都府中市", Area("13206")),
        ("龍ヶ崎市", Area("08208")),
        ("竜ケ崎市", Area("08208")),
        ("宮城県塩釜市", Area("04203")),
        ("釜石市", Area("03211")),
        ("四日市市", Area("24202")),
    ],
)
def test_text_is_read_as_an_area(table: AreaTable, words: AreaWords, text: str, expected: Area) -> None:
    """With or without prefecture, district and city; in whole or in part; with the letters people use."""
    assert table.parse(text, words) == expected


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("東京", "unknown_area", "東京都"),
        ("柏", "unknown_area", "千葉県柏市"),
        ("千葉県柏井市の一部", "unknown_area", "千葉県柏市"),
        ("浜松市浜北区", "unknown_area", "静岡県浜松市浜名区"),
        ("千葉県府中市", "unknown_area", "千葉県"),
        ("", "unknown_area", "見当たりません"),
        ("の一部", "unknown_area", "見当たりません"),
        ("府中市", "ambiguous_area", "東京都府中市、広島県府中市"),
        ("伊達市の一部", "ambiguous_area", "北海道伊達市、福島県伊達市"),
        ("港区", "ambiguous_area", "東京都港区、愛知県名古屋市港区、大阪府大阪市港区"),
        ("神奈川県南区", "ambiguous_area", "神奈川県横浜市南区、神奈川県相模原市南区"),
    ],
)
def test_unreadable_text_is_refused_with_names_to_choose_from(
    table: AreaTable, words: AreaWords, text: str, code: str, shown: str
) -> None:
    """The error says what was given and what may have been meant, in both languages."""
    with pytest.raises(InputError) as refusal:
        table.parse(text, words)
    assert refusal.value.code == code
    for language in LANGUAGES:
        sentence = explain(refusal.value, language)
        assert (text in sentence, shown in sentence) == (True, True), sentence


def test_the_longest_ending_is_taken_off_first(table: AreaTable, words: AreaWords) -> None:
    """Whoever adds an ending to the wording need not mind the order."""
    reordered = replace(words, part_endings=tuple(sorted(words.part_endings, key=len)))
    assert table.parse("千葉県柏市の一部", reordered) == Area("12217", is_part=True)


def test_25_municipality_names_need_their_prefecture(table: AreaTable, words: AreaWords) -> None:
    """Each repeated name is refused alone and understood with its prefecture."""
    municipalities = [row for row in table if len(row.code) == 5 and row.kind is not AreaKind.WARD]
    counts = Counter(row.name for row in municipalities)
    repeated = {name for name, count in counts.items() if count > 1}
    assert len(repeated) == 25
    for name in repeated:
        with pytest.raises(InputError, match="ambiguous_area"):
            table.parse(name, words)


def test_every_area_is_read_back_from_its_full_name(table: AreaTable, words: AreaWords) -> None:
    """No name hides another one, also after variant letters are made one."""
    read = {row.code: table.parse(table.full_name(row.code), words).code for row in table}
    assert [code for code, found in read.items() if found != code] == []


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda table: table.area("99999"), "unknown_area_code"),
        (lambda table: table.area("01700"), "unknown_area_code"),
        (lambda table: table.prefecture_of("00"), "area_without_prefecture"),
        (lambda table: table.municipalities_of("14100"), "not_a_prefecture"),
    ],
)
def test_a_wrong_code_is_refused_in_words(table: AreaTable, ask, code: str) -> None:
    """Each refusal has a sentence in both languages."""
    with pytest.raises(InputError) as refusal:
        ask(table)
    assert refusal.value.code == code
    assert [language for language in LANGUAGES if code in explain(refusal.value, language)] == []
