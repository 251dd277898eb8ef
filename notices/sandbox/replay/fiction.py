"""The fictitious names and phrases of replays, and the veil that puts them in the place of real ones (C12)."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("fiction.toml")


@cache
def fiction() -> Mapping[str, Any]:
    """The file as it is."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


class Veil:
    """Replaces real names by fictitious ones, longest first; a Latin name only where it stands as a word of its own."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = {name: names[name] for name in sorted(names, key=len, reverse=True) if name}
        parts = [_edged(name) for name in self._names]
        self._pattern = re.compile("|".join(parts)) if parts else None

    def over(self, text: str) -> str:
        """The text with every known real name replaced."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._names[found.group()], text)


def _edged(name: str) -> str:
    escaped = re.escape(name)
    if name[0].isascii() and name[0].isalnum():
        escaped = rf"(?<![A-Za-z0-9]){escaped}"
    if name[-1].isascii() and name[-1].isalnum():
        escaped = rf"{escaped}(?![A-Za-z0-9])"
    return escaped


def veil_for(carrier_name: str, brands: tuple[str, ...]) -> Veil:
    """The veil for one scenario: the known names, and whatever this carrier and its brands are called."""
    own = fiction()["carrier"]
    names = dict(fiction()["names"])
    invented = own["brands"]
    for position, brand in enumerate(brands):
        names.setdefault(brand, invented[position % len(invented)])
    if carrier_name:
        names.setdefault(carrier_name, own["name"])
    return Veil(names)
