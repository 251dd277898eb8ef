"""Text from people, made safe for every plain form: one line, nothing that steers a screen or a mail reader."""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

# Overrides and isolates can show a text in another order than it was approved in.
_STEERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_SPACES = re.compile(r"\s+")
_SPACE_AFTER_STOP = re.compile(r"(?<=[\u3001\u3002]) ")


Content = TypeVar("Content")


def fold(text: str) -> str:
    """One line: line breaks become spaces (none after a Japanese full stop), control and steering characters go."""
    spaced = _SPACES.sub(" ", text).strip()
    kept = "".join(c for c in spaced if unicodedata.category(c) != "Cc" and c not in _STEERING)
    return _SPACE_AFTER_STOP.sub("", kept)


def fold_all(content: Content) -> Content:
    """The same content with every text in it folded."""
    folded: Content = _folded(content)
    return folded


def _folded(value: Any) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, tuple):
        return tuple(_folded(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _folded(getattr(value, field.name)) for field in fields(value)})
    return value


def tidy(text: str) -> str:
    """No white space at the ends of lines, never more than one empty line."""
    kept: list[str] = []
    for line in (line.rstrip() for line in text.strip().splitlines()):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept)
