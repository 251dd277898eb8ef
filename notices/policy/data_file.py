"""Reads the data files of the policy, and says by file, entry and field what is wrong in one."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from notices.domain.errors import ConfigurationError

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a data file. Every reader raises ConfigurationError naming file, entry and field."""

    file: str
    name: str
    values: dict[str, Any]

    def text(self, field: str) -> str:
        """A text that must be there and say something."""
        value = self.values.get(field)
        if value is None:
            raise ConfigurationError("policy_field_missing", file=self.file, entry=self.name, field=field)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(field)
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts; one text alone stands for a list of one, an absent field for none."""
        value = self.values.get(field, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
            raise self.wrong(field)
        return tuple(items)

    def choice(self, field: str, choices: type[Choice]) -> Choice:
        """One of an enumeration's values."""
        value = self.text(field)
        if value not in set(choices):
            raise self.wrong(field)
        return choices(value)

    def day(self, field: str) -> date | None:
        """A date, or None where the field is absent."""
        value = self.values.get(field)
        if value is not None and type(value) is not date:
            raise self.wrong(field)
        return value

    def wrong(self, field: str) -> ConfigurationError:
        """The error for a value that cannot be used."""
        value = self.values.get(field)
        return ConfigurationError("policy_field_wrong", file=self.file, entry=self.name, field=field, value=value)


def read_entries(path: Path, table: str, key: str, fields: Collection[str]) -> list[Entry]:
    """The entries of one array of tables, named by `key`. Raises ConfigurationError for what cannot be read or used."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get(table, [])
    except (OSError, ValueError) as error:
        raise ConfigurationError("policy_file_unreadable", file=path.name, reason=str(error)) from error
    entries: list[Entry] = []
    for position, row in enumerate(rows, start=1):
        entry = Entry(path.name, str(row.get(key) or f"{table}[{position}]"), row)
        unknown = sorted(set(row) - set(fields))
        if unknown:
            raise ConfigurationError("policy_field_unknown", file=path.name, entry=entry.name, field=unknown[0])
        if entry.text(key) in {known.name for known in entries}:
            raise ConfigurationError("policy_entry_twice", file=path.name, entry=entry.name)
        entries.append(entry)
    return entries
