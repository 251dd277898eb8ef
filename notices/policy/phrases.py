"""The turns of phrase that rules look for in a person's words (`phrases.toml`): what a sentence does, not its terms."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from notices.domain.errors import ConfigurationError
from notices.policy.data_file import Entry, read_entries

_FILE = Path(__file__).resolve().with_name("phrases.toml")
_FIELDS = frozenset({"id", "patterns"})
_SENTENCE_END = re.compile("(?<=[\u3002\uff01!\uff1f?\n])")


@cache
def load_phrases() -> Mapping[str, re.Pattern[str]]:
    """Every kind of phrase by id. Raises ConfigurationError, see read_phrases."""
    return read_phrases(_FILE)


def read_phrases(path: Path) -> Mapping[str, re.Pattern[str]]:
    """The phrases of a file. Raises ConfigurationError naming entry and field, also for what is no expression."""
    return {entry.name: _pattern(entry) for entry in read_entries(path, "phrases", "id", _FIELDS)}


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its end."""
    return [sentence for sentence in _SENTENCE_END.split(text) if sentence.strip()]


def folded(text: str) -> str:
    """The text without blanks, marks and differences of width: two that fold alike say the same."""
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())


def _pattern(entry: Entry) -> re.Pattern[str]:
    patterns = entry.texts("patterns")
    if not patterns:
        raise entry.wrong("patterns")
    try:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    except re.error as error:
        raise ConfigurationError(
            "policy_field_wrong", file=entry.file, entry=entry.name, field="patterns", value=str(error)
        ) from error
