"""Katakana to Latin letters: Hepburn without macrons, as on station signs and in the names of most cities.

Long o and u are written once (トウキョウ Tokyo, オオサカ Osaka); ii and ei are kept (ニイガタ Niigata); ン is always n
(グンマ Gunma, サンブ Sanbu); no hyphens or apostrophes. Where two words meet, nothing is long (トヨ・ウラ Toyoura):
such names stand in `romaji.toml`, with the sounds.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from notices.areas.area_row import AreaKind, AreaRow

_TOML = Path(__file__).with_name("romaji.toml")
BOUNDARY = "\u30fb"
_DOUBLING = "\u30c3"


@dataclass(frozen=True, slots=True)
class _Table:
    """`sounds`, `small`: by character. `boundaries`: a name with its boundaries by the name without them."""

    sounds: Mapping[str, str]
    small: Mapping[str, str]
    long: frozenset[str]
    boundaries: Mapping[str, str]
    endings: Mapping[str, tuple[str, ...]]


def romanise(kana: str) -> str:
    """Full-width katakana, with or without `BOUNDARY` between its words, as one capitalised word.

    Raises KeyError for a character that is no katakana.
    """
    return "".join(_word(word) for word in kana.split(BOUNDARY)).capitalize()


def stem_of(row: AreaRow, parent: AreaRow | None = None) -> str:
    """The kana of the name alone: without what tells its kind, and without the city of a ward (its `parent`)."""
    kana = row.kana.removeprefix(parent.kana) if row.kind is AreaKind.WARD and parent is not None else row.kana
    endings = _table().endings.get(row.kind, ())
    return next((kana.removesuffix(end) for end in endings if kana.endswith(end)), kana)


def romanised_name(row: AreaRow, parent: AreaRow | None = None) -> str:
    """The area's name alone in Latin letters: Kashiwa, Osaka, and Naka for the ward of Yokohama."""
    stem = stem_of(row, parent)
    return romanise(_table().boundaries.get(stem, stem))


@cache
def _table() -> _Table:
    given = tomllib.loads(_TOML.read_text(encoding="utf-8"))
    return _Table(
        sounds=_by_character(given["sounds"]),
        small=_by_character(given["small"]),
        long=frozenset(given["long"]),
        boundaries={name.replace(BOUNDARY, ""): name for name in given["boundaries"]},
        endings={kind: tuple(endings) for kind, endings in given["endings"].items()},
    )


def _by_character(rows: Mapping[str, str]) -> dict[str, str]:
    return {kana: sound for row, sounds in rows.items() for kana, sound in zip(row, sounds.split(), strict=True)}


def _word(kana: str) -> str:
    """One word; each syllable can be lengthened once, so that トウオン is Toon."""
    table = _table()
    latin, is_doubled, may_lengthen = "", False, False
    for character in kana:
        if character == _DOUBLING:
            is_doubled = True
        elif character in table.small:
            latin, may_lengthen = _contracted(latin, table.small[character]), True
        elif may_lengthen and latin[-1] + table.sounds[character] in table.long:
            may_lengthen = False
        else:
            sound = table.sounds[character]
            latin += _double(sound) + sound if is_doubled else sound
            is_doubled, may_lengthen = False, True
    return latin


def _double(sound: str) -> str:
    """The consonant of a doubled sound: ッカ kka, ッチ tchi."""
    return "t" if sound.startswith("ch") else sound[0]


def _contracted(latin: str, small: str) -> str:
    """A sound in i with a small ya, yu or yo: キョ kyo, シャ sha, ジュ ju."""
    start = latin[:-1]
    return start + (small[1:] if start.endswith(("sh", "ch", "j")) else small)
