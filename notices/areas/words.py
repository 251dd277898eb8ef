"""The wording of area sentences in one language, read from `templates/<language>/areas.toml`.

Lines with a default may be left out: they are for languages that write names in Latin letters.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cache
from string import Formatter
from typing import Any

from notices.domain.errors import ConfigurationError
from notices.resources import templates_dir

_PLACES = {
    "all_of_prefecture": {"name"},
    "all_of": {"names"},
    "part_of": {"name"},
    "parts_of": {"names"},
    "all_or_parts_of": {"names"},
    "all_and_part": {"all", "part"},
    "including": {"outer", "inner"},
    "one_in_prefecture": {"prefecture", "inner"},
    "many_in_prefecture": {"prefecture", "inner"},
    "more_prefectures": {"names", "count"},
    "more_municipalities": {"names", "count"},
}
_LISTS = frozenset({"whole_endings", "part_endings", "same_letters"})
_TABLES = frozenset({"name_patterns", "special_names"})
_NAMES = ("kanji", "romaji")
_NAME_PLACES = {
    "prefecture": {"name"},
    "city": {"name"},
    "town": {"name"},
    "village": {"name"},
    "ward": {"name"},
    "ward_of_city": {"name", "city"},
}


@dataclass(frozen=True, slots=True)
class AreaWords:
    """One field per line of the file, where each is explained; patterns have exactly the places named in `_PLACES`.

    `names`: "kanji" as in the table, or "romaji" by `name_patterns` (one for each kind of area) and `special_names`
    (by code). `last_joint`: before the last of several names, "" where it is as before the others. `whole_country`:
    全国 where the country's name alone does not say it.
    """

    unknown: str
    between_names: str
    between_groups: str
    no_candidate: str
    all_of_prefecture: str
    all_of: str
    part_of: str
    parts_of: str
    all_or_parts_of: str
    all_and_part: str
    including: str
    one_in_prefecture: str
    many_in_prefecture: str
    more_prefectures: str
    more_municipalities: str
    whole_endings: tuple[str, ...]
    part_endings: tuple[str, ...]
    joint: str
    same_letters: tuple[str, ...]
    names: str = "kanji"
    last_joint: str = ""
    whole_country: str = ""
    name_patterns: tuple[tuple[str, str], ...] = ()
    special_names: tuple[tuple[str, str], ...] = ()

    def row_of(self, names: Sequence[str]) -> str:
        """Several names one after the other."""
        if self.last_joint and len(names) > 1:
            return self.between_names.join(names[:-1]) + self.last_joint + names[-1]
        return self.between_names.join(names)


@cache
def load_area_words(language: str = "ja") -> AreaWords:
    """The words of one language. Raises ConfigurationError naming the file and the line that is missing or wrong.

    Patterns are checked here, so that a slip of the pen shows at the start and not in the middle of an outage.
    """
    path = templates_dir() / language / "areas.toml"
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError("area_words_unreadable", path=path, reason=error) from error
    known = {field.name for field in fields(AreaWords)}
    needed = {field.name for field in fields(AreaWords) if field.default is MISSING}
    needed |= _TABLES if given.get("names") == "romaji" else set()
    if wrong := (needed - given.keys()) | (given.keys() - known):
        raise ConfigurationError("area_words_lines", path=path, names=", ".join(sorted(wrong)))
    for name, value in given.items():
        if not _is_right(name, value):
            raise ConfigurationError("area_words_line", path=path, name=name, value=value)
    values: dict[str, Any] = {name: _frozen(value) for name, value in given.items()}
    return AreaWords(**values)


def _frozen(value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    return tuple(value.items()) if isinstance(value, dict) else value


def _is_right(name: str, value: object) -> bool:
    if name in _LISTS:
        return isinstance(value, list) and all(isinstance(item, str) and item for item in value)
    if name in _TABLES:
        return _is_right_table(name, value)
    if name == "names":
        return value in _NAMES
    return _has_places(value, _PLACES.get(name, set()))


def _is_right_table(name: str, value: object) -> bool:
    if not isinstance(value, dict):
        return False
    if name == "special_names":
        return all(_has_places(text, set()) for text in value.values())
    return value.keys() == _NAME_PLACES.keys() and all(_has_places(value[kind], _NAME_PLACES[kind]) for kind in value)


def _has_places(value: object, wanted: set[str]) -> bool:
    if not isinstance(value, str):
        return False
    try:
        places = {place for _, place, _, _ in Formatter().parse(value) if place is not None}
    except ValueError:
        return False
    return places == wanted
