"""How many are hit, as people write it: the inverse of `rendering.formats.format_users`, with ASCII marks beside it."""

import re
import unicodedata
from typing import Any

from notices.domain.errors import InputError
from notices.domain.impact import UserCount
from notices.rendering.words import load_words

ABOUT, AT_MOST = "~", "<="

# 3万5千 and 3千500 are said as often as 3万5000
_THOUSANDS = re.compile(r"(?<!\d)(\d)(\D)(\d{3})?(?!\d)", re.ASCII)


def read_users(text: str) -> UserCount:
    """A number with its marks and unit (`~30000`, `<=83000`, with or without the Japanese words). Raises InputError."""
    words = load_words("ja")
    numbers = words["numbers"]
    rest = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    rest, is_at_most = _without(rest, AT_MOST, numbers["at_most"])
    rest, is_approximate = _without(rest, ABOUT, numbers["approximate"])
    rest = _THOUSANDS.sub(_in_figures, rest)
    unit = "lines"
    for name, word in words["units"].as_mapping().items():
        for ending in (word, name):
            if rest.endswith(ending):
                rest, unit = rest.removesuffix(ending), name
    value = _value(rest, numbers["powers"])
    if not value:
        raise InputError("users_not_read", text=text)
    return UserCount(value, unit, is_approximate, is_at_most)


def read_about(text: str) -> tuple[str, bool]:
    """A time of onset without its mark for "about", and whether it had one."""
    words = load_words("ja")
    rest, is_marked = _without(unicodedata.normalize("NFKC", text).strip(), ABOUT, words["numbers"]["approximate"])
    ending = words["terms"]["about"]
    return rest.removesuffix(ending), is_marked or rest.endswith(ending)


def _without(text: str, *starts: str) -> tuple[str, bool]:
    start = next((start for start in starts if text.startswith(start)), "")
    return text.removeprefix(start), bool(start)


def _in_figures(found: re.Match[str]) -> str:
    thousands, word, rest = found.groups()
    if unicodedata.numeric(word, 0) != 1000:
        return found[0]
    return str(int(thousands) * 1000 + int(rest or 0))


def _value(text: str, powers: list[dict[str, Any]]) -> int:
    """The number, by powers of 10,000 where it has them; 0 for what is none."""
    steps = "".join(rf"(?:(\d+){re.escape(power['word'])})?" for power in powers)
    found = re.fullmatch(steps + r"(\d+)?", text, re.ASCII)
    if found is None:
        return 0
    weights = [10 ** int(power["digits"]) for power in powers] + [1]
    return sum(int(count or 0) * weight for count, weight in zip(found.groups(), weights, strict=True))
