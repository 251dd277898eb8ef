"""Names of areas in Latin letters: as their signs and their own offices write them."""

import re
import tomllib
from pathlib import Path

import pytest

from notices.areas.area_row import AreaKind
from notices.areas.naming import area_name, romaji_name
from notices.areas.romaji import BOUNDARY, romanise, stem_of
from notices.areas.sentence import name_areas
from notices.areas.table import AreaTable
from notices.areas.words import AreaWords, load_area_words
from notices.domain.impact import NATIONWIDE, Area

KNOWN = {
    "01": "Hokkaido", "12": "Chiba Prefecture", "13": "Tokyo", "15": "Niigata Prefecture", "26": "Kyoto Prefecture",
    "27": "Osaka Prefecture", "28": "Hyogo Prefecture", "44": "Oita Prefecture", "10": "Gunma Prefecture",
    "02": "Aomori Prefecture", "47": "Okinawa Prefecture", "24": "Mie Prefecture", "29": "Nara Prefecture",
    "01100": "Sapporo City", "12217": "Kashiwa City", "14100": "Yokohama City", "27100": "Osaka City",
    "28100": "Kobe City", "40130": "Fukuoka City", "40100": "Kitakyushu City", "12100": "Chiba City",
    "14104": "Naka Ward of Yokohama City", "26104": "Nakagyo Ward of Kyoto City", "13103": "Minato Ward",
    "13102": "Chuo Ward", "13104": "Shinjuku Ward", "13101": "Chiyoda Ward", "17204": "Wajima City",
    "17205": "Suzu City", "17463": "Noto Town", "17461": "Anamizu Town", "42208": "Matsuura City",
    "33212": "Setouchi City", "28209": "Toyooka City", "09209": "Mooka City", "27220": "Minoo City",
    "46217": "Soo City", "01642": "Hiroo Town", "20303": "Koumi Town", "37324": "Shodoshima Town",
    "13421": "Ogasawara Village", "12218": "Katsuura City", "24202": "Yokkaichi City", "13201": "Hachioji City",
    "08221": "Hitachinaka City", "23202": "Okazaki City", "38215": "Toon City",
}  # fmt: skip


@pytest.fixture(scope="module")
def english() -> AreaWords:
    """The English wording."""
    return load_area_words("en")


@pytest.mark.parametrize(("code", "name"), KNOWN.items())
def test_well_known_names_are_written_as_everybody_writes_them(
    table: AreaTable, english: AreaWords, code: str, name: str
) -> None:
    """Hepburn without macrons, with a word for the kind of area."""
    assert area_name(table.area(code), table.area, english) == name


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("トウキョウ", "Tokyo"),
        ("オオサカ", "Osaka"),
        ("ニイガタ", "Niigata"),
        ("サッポロ", "Sapporo"),
        ("ハッチョウボリ", "Hatchobori"),
        ("ジュウソウ", "Juso"),
        ("シンオンセン", "Shinonsen"),
        ("ナンブ", "Nanbu"),
        ("トウオン", "Toon"),
        ("トヨ・ウラ", "Toyoura"),
        ("ヅ", "Zu"),
        ("キョウトシャチョ", "Kyotoshacho"),
    ],
)
def test_sounds_follow_the_rules(kana: str, latin: str) -> None:
    """Long vowels once, doubled consonants twice, n always n, a boundary keeps both vowels."""
    assert romanise(kana) == latin


def test_every_area_of_the_table_can_be_named(table: AreaTable, english: AreaWords) -> None:
    """Plain letters only, so that a short message stays in its cheap alphabet."""
    names = [romaji_name(row, table.area, english) for row in table]
    assert [
        name for name in names if not re.fullmatch(r"[A-Z][a-z]+( [A-Z][a-z]+)?( of [A-Z][a-z]+ City)?", name)
    ] == []


def test_every_kind_loses_its_ending(table: AreaTable) -> None:
    """No "Kashiwashi City": what tells the kind is taken off the reading of every area but two."""
    kept = [row.name for row in table if row.kind is not AreaKind.WARD and stem_of(row) == row.kana]
    assert kept == ["全国", "北海道"]


def test_every_boundary_belongs_to_an_area(table: AreaTable) -> None:
    """A name that was merged away, or a slip of the pen, does not stay in the file."""
    path = Path(__file__).parents[2] / "notices" / "areas" / "romaji.toml"
    marked = tomllib.loads(path.read_text(encoding="utf-8"))["boundaries"]
    stems = {stem_of(row, table.area(row.parent) if row.parent else None) for row in table}
    assert [name for name in marked if name.replace(BOUNDARY, "") not in stems] == []


@pytest.mark.parametrize(
    ("areas", "most", "sentence"),
    [
        (None, None, "under investigation"),
        ((NATIONWIDE,), None, "all of Japan"),
        ((Area("00", is_part=True),), None, "part of Japan"),
        ((Area("12"),), None, "all of Chiba Prefecture"),
        ((Area("12217", is_part=True),), None, "part of Kashiwa City, Chiba Prefecture"),
        (
            (Area("12222"), Area("12217", is_part=True)),
            None,
            "all of Abiko City and part of Kashiwa City, Chiba Prefecture",
        ),
        (
            (Area("13"), Area("12217", is_part=True)),
            None,
            "part of Kashiwa City, Chiba Prefecture; all of Tokyo",
        ),
        (
            (Area("14103"), Area("14104")),
            None,
            "all of Nishi Ward of Yokohama City and Naka Ward of Yokohama City, Kanagawa Prefecture",
        ),
        (
            (Area("12", is_part=True), Area("12217")),
            None,
            "part of Chiba Prefecture (including all of Kashiwa City)",
        ),
        ((Area("11"), Area("12"), Area("14")), 2, "all of Saitama Prefecture, Chiba Prefecture and 1 more"),
        ((Area("11"), Area("12", is_part=True)), 1, "all or parts of Saitama Prefecture and 1 more"),
    ],
)
def test_areas_read_as_english(
    table: AreaTable, english: AreaWords, areas: tuple[Area, ...] | None, most: int | None, sentence: str
) -> None:
    """The same sentence as in Japanese, by the same code; the words and the order are data."""
    assert name_areas(areas, table, english, most) == sentence


def test_names_stay_as_they_are_where_the_language_says_so(table: AreaTable, words: AreaWords) -> None:
    """Japanese needs none of the lines for Latin letters."""
    assert area_name(table.area("14104"), table.area, words) == "横浜市中区"
