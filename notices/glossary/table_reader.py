"""Reads one table of a TOML file field by field, writes down what is wrong and goes on to the next field."""

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


class TableReader:
    """`name` is empty for the file itself. Every reader returns a value that can be used all the same.

    What was wrong is added to `mistakes` as `entry.field: value (expected)`, ∅ standing for none.
    """

    def __init__(self, name: str, values: object, mistakes: list[str]) -> None:
        self._name = name
        self._mistakes = mistakes
        self._known: set[str] = set()
        self._values: dict[str, Any] = values if isinstance(values, dict) else {}
        if not isinstance(values, dict):
            mistakes.append(f"{name}: {values!r} (table)")

    def text(self, field: str, *, is_required: bool = True) -> str | None:
        """A text that says something."""
        value: str | None = self._take(field, "text", _is_text, is_required=is_required)
        return value

    def texts(self, field: str, *, is_required: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self._take(field, "[text, …]", _are_texts, is_required=is_required) or ())

    def pairs(self, field: str) -> tuple[tuple[str, str], ...]:
        """A table of texts."""
        return tuple((self._take(field, "{text = text}", _are_pairs, is_required=False) or {}).items())

    def tables(self, field: str, named_by: str = "") -> list["TableReader"]:
        """A list of tables, not empty; each is called by its field `named_by` where it has one."""
        readers = []
        for number, row in enumerate(self._take(field, "[table, …]", _is_filled_list) or (), start=1):
            own_name = row.get(named_by) if isinstance(row, dict) else None
            name = self._place(f"{field}[{number}]")
            readers.append(TableReader(f"{name} {own_name}" if own_name else name, row, self._mistakes))
        return readers

    def choice(self, field: str, choices: type[Choice]) -> Choice:
        """One of the enumeration's values; the first one where the file has none of them."""
        names = [choice.value for choice in choices]
        value = self._take(field, " | ".join(names), lambda given: given in names)
        return choices(value) if value is not None else next(iter(choices))

    def day(self, field: str, *, is_required: bool = True) -> date | None:
        """A date without a time."""
        value: date | None = self._take(field, "YYYY-MM-DD", lambda v: type(v) is date, is_required=is_required)
        return value

    def number(self, field: str, *, is_required: bool = True) -> int:
        """A whole number from 1; 0 where the field is absent."""
        value: int | None = self._take(field, "1, 2, …", lambda v: type(v) is int and v > 0, is_required=is_required)
        return value or 0

    def flag(self, field: str) -> bool:
        """True or false; false where the field is absent."""
        return bool(self._take(field, "true | false", lambda value: isinstance(value, bool), is_required=False))

    def refuse_others(self) -> None:
        """Write down every field that nothing has read, with the nearest one that would have been."""
        for field in sorted(set(self._values) - self._known):
            nearest = get_close_matches(field, self._known, n=1)
            self.wrong(field, self._values[field], f"→ {nearest[0]}" if nearest else "?")

    def wrong(self, field: str, value: object, expected: str) -> None:
        """Write down a value that cannot be used, and what could."""
        shown = "∅" if value is None else repr(value)
        self._mistakes.append(f"{self._place(field)}: {shown} ({expected})")

    def _place(self, field: str) -> str:
        return f"{self._name}.{field}" if self._name else field

    def _take(
        self, field: str, expected: str, is_right: Callable[[Any], bool], *, is_required: bool = True
    ) -> Any:  # None where the field is absent or wrong
        self._known.add(field)
        value = self._values.get(field)
        if value is not None and is_right(value):
            return value
        if value is not None or is_required:
            self.wrong(field, value, expected)
        return None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(item) for item in value)


def _are_pairs(value: object) -> bool:
    return isinstance(value, dict) and all(_is_text(item) for pair in value.items() for item in pair)


def _is_filled_list(value: object) -> bool:
    return isinstance(value, list) and bool(value)
