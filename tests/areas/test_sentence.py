"""Areas are named so that nobody has to ask which is meant."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.areas.sentence import name_areas
from notices.areas.simplify import simplify
from notices.areas.table import AreaTable, load_areas
from notices.areas.words import AreaWords, load_area_words
from notices.domain.errors import InputError
from notices.domain.impact import Area

CODES = [row.code for row in load_areas()]
AREAS = st.lists(st.builds(Area, st.sampled_from(CODES), st.booleans()), min_size=1, max_size=15)
ONE_PREFECTURE = st.lists(
    st.builds(Area, st.sampled_from([code for code in CODES if code.startswith("14")]), st.booleans()), min_size=1
)

FULL = [
    ("全国", "全国"),
    ("全国の一部", "全国の一部"),
    ("千葉県", "千葉県全域"),
    ("東京都の一部", "東京都の一部"),
    ("千葉県柏市", "千葉県柏市の全域"),
    ("千葉県柏市の一部", "千葉県柏市の一部"),
    ("神奈川県横浜市中区の一部", "神奈川県横浜市中区の一部"),
    ("神奈川県横浜市", "神奈川県横浜市の全域"),
    # one prefecture
    ("我孫子市 柏市", "千葉県の柏市・我孫子市の全域"),
    ("我孫子市の一部 柏市の一部", "千葉県の柏市・我孫子市の各一部"),
    ("柏市 我孫子市の一部", "千葉県の柏市の全域と我孫子市の一部"),
    ("柏市の一部 我孫子市", "千葉県の我孫子市の全域と柏市の一部"),
    ("野田市 柏市 流山市の一部 我孫子市の一部", "千葉県の野田市・柏市の全域と流山市・我孫子市の各一部"),
    ("横浜市鶴見区の一部 横浜市中区の一部 川崎市", "神奈川県の川崎市の全域と横浜市鶴見区・横浜市中区の各一部"),
    ("東京都港区 東京都中央区 大島町の一部", "東京都の中央区・港区の全域と大島町の一部"),
    # several prefectures
    ("大阪府の一部 兵庫県の一部", "大阪府・兵庫県の各一部"),
    ("埼玉県 千葉県", "埼玉県・千葉県の全域"),
    ("東京都の一部 千葉県", "千葉県全域、東京都の一部"),
    ("埼玉県 東京都 千葉県の一部", "埼玉県全域、千葉県の一部、東京都全域"),
    (
        "埼玉県 柏市 我孫子市の一部 東京都 神奈川県",
        "埼玉県全域、千葉県の柏市の全域と我孫子市の一部、東京都・神奈川県の全域",
    ),
    ("東京都府中市 広島県府中市の一部", "東京都府中市の全域、広島県府中市の一部"),
    ("茨城県の一部 柏市の一部 我孫子市の一部", "茨城県の一部、千葉県の柏市・我孫子市の各一部"),
    # one inside the other
    ("千葉県 千葉県の一部 柏市", "千葉県全域"),
    ("千葉県の一部 柏市", "千葉県の一部（柏市の全域を含む）"),
    ("千葉県の一部 柏市 我孫子市の一部 東京都", "千葉県の一部（柏市の全域と我孫子市の一部を含む）、東京都全域"),
    ("全国の一部 東京都 柏市の一部", "全国の一部（千葉県柏市の一部、東京都全域を含む）"),
    ("横浜市の一部 横浜市中区", "神奈川県の横浜市中区の全域と横浜市の一部"),
    ("浜松市中央区 浜松市浜名区 浜松市天竜区", "静岡県浜松市の全域"),
]


@pytest.mark.parametrize(("texts", "expected"), FULL)
def test_areas_are_named_without_ambiguity(table: AreaTable, words: AreaWords, texts: str, expected: str) -> None:
    """Every area, by JIS code, 全域 and 一部 attached to exactly the names they mean."""
    assert name_areas(_read(texts, table, words), table, words) == expected


SHORT = [
    ("柏市 我孫子市", 2, "千葉県の柏市・我孫子市の全域"),
    ("野田市 柏市 流山市 我孫子市", 2, "千葉県の野田市・柏市ほか2市区町村の全域"),
    ("野田市の一部 柏市の一部 流山市の一部", 1, "千葉県の野田市ほか2市区町村の各一部"),
    ("野田市 柏市の一部 流山市", 2, "千葉県の野田市・柏市ほか1市区町村の全域または一部"),
    ("埼玉県 千葉県 東京都 神奈川県", 3, "埼玉県・千葉県・東京都ほか1都道府県の全域"),
    ("大阪府の一部 兵庫県の一部", 1, "大阪府ほか1都道府県の各一部"),
    ("埼玉県の一部 千葉県 東京都", 2, "埼玉県・千葉県ほか1都道府県の全域または一部"),
    # across prefectures the municipalities give way to their prefectures, so that no prefecture is hidden in a count
    ("野田市 柏市 流山市 東京都 神奈川県の一部", 3, "千葉県の一部、東京都全域、神奈川県の一部"),
    ("野田市 柏市 横浜市中区", 2, "千葉県・神奈川県の各一部"),
    ("野田市 柏市 横浜市中区 埼玉県の一部", 2, "埼玉県・千葉県ほか1都道府県の各一部"),
    # nothing is counted that lies in what was named
    ("千葉県の一部 柏市", 1, "千葉県の一部"),
    ("千葉県の一部 柏市 流山市 大阪府", 2, "千葉県の一部、大阪府全域"),
    ("横浜市の一部 横浜市中区", 1, "神奈川県横浜市の一部"),
    ("全国の一部 東京都 柏市の一部", 2, "全国の一部"),
    ("東京都 千葉県", 0, "千葉県ほか1都道府県の全域"),
]


@pytest.mark.parametrize(("texts", "most", "expected"), SHORT)
def test_the_short_form_counts_what_it_leaves_out(
    table: AreaTable, words: AreaWords, texts: str, most: int, expected: str
) -> None:
    """Never a cut name; the count says 都道府県 or 市区町村 by what is left out."""
    assert name_areas(_read(texts, table, words), table, words, most) == expected


def test_the_short_form_of_31_prefectures_fits_a_post(table: AreaTable, words: AreaWords) -> None:
    """KDDI 2023-12-11: 31 prefectures."""
    areas = [Area(row.code) for row in table.children_of("00")][16:]
    assert name_areas(areas, table, words, 3) == "石川県・福井県・山梨県ほか28都道府県の全域"


@pytest.mark.parametrize("areas", [None, ()])
def test_an_unknown_area_is_said_to_be_unknown(
    table: AreaTable, words: AreaWords, areas: tuple[Area, ...] | None
) -> None:
    """An unknown is stated, never left out (C2)."""
    assert name_areas(areas, table, words) == "調査中"


def test_a_code_outside_the_table_is_refused(table: AreaTable, words: AreaWords) -> None:
    """A wrong code never becomes a wrong place."""
    with pytest.raises(InputError, match="unknown_area_code"):
        name_areas([Area("12999")], table, words)


def test_every_single_area_is_read_back_from_its_sentence(table: AreaTable, words: AreaWords) -> None:
    """What is printed for one area means that area alone, whole or in part."""
    areas = [Area(code, is_part) for code in CODES for is_part in (False, True)]
    read = [table.parse(name_areas([area], table, words), words) for area in areas]
    assert [(area, back) for area, back in zip(areas, read, strict=True) if area != back] == []


@given(AREAS)
def test_every_prefecture_hit_is_named(areas: list[Area]) -> None:
    """The full sentence hides no prefecture, unless the whole country is hit."""
    table = load_areas()
    sentence = name_areas(areas, table, load_area_words("ja"))
    hit = {table.prefecture_of(area.code).name for area in areas if area.code != "00"}
    assert sentence == "全国" or [name for name in hit if name not in sentence] == []


def test_two_different_sets_of_areas_never_read_the_same(table: AreaTable, words: AreaWords) -> None:
    """Walks every combination of whole, part and unhit over a small Japan of all levels."""
    codes = ("00", "11", "12", "12217", "12222", "13", "22130", "22138")
    meant: dict[str, tuple[Area, ...]] = {}
    for states in product((None, False, True), repeat=len(codes)):
        areas = [Area(code, state) for code, state in zip(codes, states, strict=True) if state is not None]
        simple = simplify(areas, table)
        assert meant.setdefault(name_areas(areas, table, words), simple) == simple
    assert len(meant) == len(set(meant.values()))


@given(AREAS, st.randoms())
def test_the_order_of_the_input_does_not_matter(areas: list[Area], random) -> None:
    """Two people who report the same areas read the same sentence."""
    shuffled = random.sample(areas, len(areas))
    table, words = load_areas(), load_area_words("ja")
    assert name_areas(shuffled, table, words) == name_areas(areas, table, words)


@given(AREAS, st.integers(1, 5))
def test_the_short_form_names_no_more_than_asked(areas: list[Area], most: int) -> None:
    """Names stand between 「、」 and 「・」, so counting those counts the names."""
    sentence = name_areas(areas, load_areas(), load_area_words("ja"), most)
    assert len(sentence.replace("全域と", "全域・").replace("、", "・").split("・")) <= most


@given(ONE_PREFECTURE, st.integers(1, 5))
def test_the_short_form_of_one_prefecture_still_names_it(areas: list[Area], most: int) -> None:
    """A count of municipalities is always a count within the prefecture named before it."""
    assert name_areas(areas, load_areas(), load_area_words("ja"), most).startswith("神奈川県")


def _read(texts: str, table: AreaTable, words: AreaWords) -> list[Area]:
    return [table.parse(text, words) for text in texts.split()]
