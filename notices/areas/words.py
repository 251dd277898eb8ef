"""The wording of area sentences in one language, read from `templates/<language>/areas.toml`."""

import tomllib
from dataclasses import dataclass, fields
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


@dataclass(frozen=True, slots=True)
class AreaWords:
    """One field per line of the file, where each is explained; patterns have exactly the places named in `_PLACES`."""

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
    wanted = {field.name for field in fields(AreaWords)}
    if given.keys() != wanted:
        raise ConfigurationError("area_words_lines", path=path, names=", ".join(sorted(given.keys() ^ wanted)))
    for name, value in given.items():
        if not _is_right(name, value):
            raise ConfigurationError("area_words_line", path=path, name=name, value=value)
    values: dict[str, Any] = {name: tuple(value) if name in _LISTS else value for name, value in given.items()}
    return AreaWords(**values)


def _is_right(name: str, value: object) -> bool:
    if name in _LISTS:
        return isinstance(value, list) and all(isinstance(item, str) and item for item in value)
    if not isinstance(value, str):
        return False
    try:
        places = {place for _, place, _, _ in Formatter().parse(value) if place is not None}
    except ValueError:
        return False
    return places == _PLACES.get(name, set())
