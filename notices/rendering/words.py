"""The words of one language: `templates/<language>/words.toml`. A word that is not there is an error, never a gap."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from notices.domain.errors import ConfigurationError
from notices.resources import templates_dir


class Words:
    """One table of the file. `words["effects"]["unusable"]["label"]`, and `words.effects.unusable.label` in a template.

    Raises ConfigurationError, naming file and full key, for a word that is missing.
    """

    def __init__(self, file_name: str, table: Mapping[str, Any], path: tuple[str, ...] = ()) -> None:
        self._file_name = file_name
        self._table = table
        self._path = path

    def __getitem__(self, key: str) -> Any:
        """The word, list or table under a key."""
        path = (*self._path, key)
        if key not in self._table:
            raise ConfigurationError("word_missing", file=self._file_name, key=".".join(path))
        value = self._table[key]
        return Words(self._file_name, value, path) if isinstance(value, Mapping) else value

    def __contains__(self, key: object) -> bool:
        return key in self._table

    def as_mapping(self) -> dict[str, str]:
        """The words of a table that holds nothing but words."""
        return {key: str(value) for key, value in self._table.items()}


def read_words(path: Path) -> Words:
    """The words of one file. Raises ConfigurationError when it cannot be read."""
    name = "/".join(path.parts[-3:])
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError("words_unreadable", file=name, reason=str(error)) from error
    return Words(name, table)


@cache
def load_words(language: str = "ja") -> Words:
    """The words of a language, read once."""
    return read_words(templates_dir() / language / "words.toml")
