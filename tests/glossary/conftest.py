"""The glossary as it is shipped, and a way to make small ones."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from notices.glossary import Glossary, load_glossary
from notices.glossary.reading import parse_glossary

HEAD = """
[language]
verb_endings = ["し", "す", "さ", "せ"]
sentence_ends = ["。"]
annotated = "{term}（{note}）"
note_opens = ["（"]
denials = ["していません", "」とは"]
[sources]
S = "出典"
"""
DEFAULTS = {
    "term": "甲", "reading": "よみ", "rule": "W2", "severity": "warn", "status": "ours", "source": "S",
    "confidence": "low", "valid_from": date(2026, 1, 1), "specs": [{"from": "乙", "to": "乙"}],
}  # fmt: skip


def _toml(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_toml(key)} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def _written(fields: Mapping[str, object]) -> str:
    given = {name: value for name, value in (DEFAULTS | dict(fields)).items() if value is not None}
    return "\n".join(["[[entry]]", *(f"{name} = {_toml(value)}" for name, value in given.items())])


@pytest.fixture(scope="session")
def ja() -> Glossary:
    """The Japanese glossary."""
    return load_glossary("ja")


@pytest.fixture(scope="session")
def make() -> Callable[..., Glossary]:
    """A glossary of entries given by the fields that matter; None leaves a field out."""

    def made(*entries: Mapping[str, object], head: str = HEAD) -> Glossary:
        return parse_glossary("\n".join([head, *map(_written, entries)]), Path("small.toml"))

    return made
