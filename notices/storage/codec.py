"""Domain objects to canonical JSON and back. One text per value, so that digests and chains can be recomputed."""

import json
from functools import cache, lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def encode(kind: Any, value: object) -> str:
    """Canonical JSON: keys sorted, no blanks, characters as they are."""
    data = _adapter(kind).dump_python(value, mode="json")
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=2048)
def _decoded(kind: Any, text: str) -> Any:
    return _adapter(kind).validate_json(text)


def decode(kind: type[T], text: str) -> T:
    """The value again. Raises ValueError when the text is not one of `kind`.

    Values are frozen, so the same text is decoded once: every look at an incident reads all its notices.
    """
    value: T = _decoded(kind, text)  # type: ignore[arg-type]  # a class is hashable, which mypy does not see
    return value
