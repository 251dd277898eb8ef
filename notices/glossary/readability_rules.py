"""Reads `glossary/readability-<language>.toml`: what counts as a hard sentence in that language (W5)."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from notices.domain.errors import ConfigurationError
from notices.glossary.table_reader import TableReader
from notices.resources import glossary_dir


class Counted(StrEnum):
    """What the length of a sentence is counted in."""

    CHARACTERS = "characters"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class ReadabilityRules:
    """The file's fields, which its head explains; `most_commas` and `katakana_from` are 0 where the language has none.

    `glossary` is the language of the glossary whose words count as explained, None where there is none.
    """

    glossary: str | None
    counted: Counted
    longest: int
    most_commas: int
    commas: str
    ends: str
    abbreviations: tuple[str, ...]
    quotes: tuple[str, ...]
    asides: tuple[str, ...]
    bullets: re.Pattern[str]
    wraps_from: int
    splits: tuple[str, ...]
    double_negatives: re.Pattern[str]
    katakana_from: int
    known_katakana: frozenset[str]


@cache
def load_readability_rules(language: str = "ja") -> ReadabilityRules:
    """The language's measure, read once. Raises ConfigurationError naming every field that is wrong."""
    path = _path(language)
    values = _values(path)
    mistakes: list[str] = []
    table = TableReader("", values, mistakes)
    rules = ReadabilityRules(
        glossary=table.text("glossary", is_required=False),
        counted=table.choice("counted", Counted),
        longest=table.number("longest"),
        most_commas=table.number("most_commas", is_required=False),
        commas=table.text("commas", is_required=False) or "",
        ends=table.text("ends") or ".",
        abbreviations=table.texts("abbreviations"),
        quotes=table.texts("quotes"),
        asides=table.texts("asides"),
        bullets=_pattern(table, "bullets", [table.text("bullets") or ""]),
        wraps_from=table.number("wraps_from"),
        splits=table.texts("splits"),
        double_negatives=_pattern(table, "double_negatives", table.texts("double_negatives", is_required=True)),
        katakana_from=table.number("katakana_from", is_required=False),
        known_katakana=frozenset(table.texts("known_katakana")),
    )
    table.refuse_others()
    for field in ("quotes", "asides"):
        for pair in getattr(rules, field):
            if len(pair) != 2:
                table.wrong(field, pair, "2")
    if mistakes:
        raise ConfigurationError("glossary_mistakes", path=path, count=len(mistakes), mistakes="; ".join(mistakes))
    return rules


def _path(language: str) -> Path:
    return glossary_dir() / f"readability-{language}.toml"


def _values(path: Path) -> dict[str, Any]:
    """The file's fields over those of the file it is based on."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError("glossary_unreadable", path=path, reason=error) from error
    base = values.pop("based_on", None)
    return {**_values(_path(base)), **values} if isinstance(base, str) else values


def _pattern(table: TableReader, field: str, alternatives: "tuple[str, ...] | list[str]") -> re.Pattern[str]:
    try:
        return re.compile("|".join(f"(?:{alternative})" for alternative in alternatives), re.IGNORECASE)
    except re.error as error:
        table.wrong(field, error.pattern, str(error))
        return re.compile("(?!)")
