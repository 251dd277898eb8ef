"""The fictitious names and phrases of replays, and the veil that puts them in the place of real ones (C12)."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from notices.glossary.fold import fold

_FILE = Path(__file__).with_name("fiction.toml")


@cache
def fiction() -> Mapping[str, Any]:
    """The file as it is."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


class Veil:
    """Replaces real names by fictitious ones, longest first; a Latin name only where it stands as a word of its own.

    Names are found however they are written (full width, half width, in capitals or not); the rest stays as it is.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        folded = {fold(name).text: invented for name, invented in names.items() if name.strip()}
        self._names = {name: folded[name] for name in sorted(folded, key=len, reverse=True)}
        self._pattern = re.compile("|".join(map(_edged, self._names)))

    def over(self, text: str) -> str:
        """The text with every known real name replaced."""
        plain, parts, written = fold(text), [], 0
        for found in self._pattern.finditer(plain.text):
            start, end = plain.span(*found.span())
            parts += [text[written:start], self._names[found.group()]]
            written = end
        return "".join([*parts, text[written:]])


def _edged(name: str) -> str:
    escaped = re.escape(name)
    if name[0].isascii() and name[0].isalnum():
        escaped = rf"(?<![a-z0-9]){escaped}"
    if name[-1].isascii() and name[-1].isalnum():
        escaped = rf"{escaped}(?![a-z0-9])"
    return escaped


def veil_for(carrier_name: str, brands: tuple[str, ...], downstream: tuple[str, ...] = ()) -> Veil:
    """The veil for one scenario: the known names, and whatever this carrier, its brands and partners are called."""
    own = fiction()["carrier"]
    names = dict(fiction()["names"])
    invented = own["brands"]
    for position, brand in enumerate(brands):
        names.setdefault(brand, invented[position % len(invented)])
    if carrier_name:
        names.setdefault(carrier_name, own["name"])
    partners = fiction()["partner"]
    for position, name in enumerate(downstream):
        names.setdefault(name, partners[position % len(partners)]["name"])
    return Veil(names)
