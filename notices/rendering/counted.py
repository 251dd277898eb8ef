"""How a number is read together with what it counts: sound changes and all, from the data of `readings.toml`.

Small numbers are read whole ("1 day" has a word of its own in Japanese). Of large ones only the counter is: everybody
reads digits, and a long reading above them would push the text apart.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_BAR = "/"  # in the data: between the reading of the digit and that of the counter


@dataclass(frozen=True, slots=True)
class Read:
    """`kana` (hiragana) is how the characters from `begin` to `end` are read."""

    begin: int
    end: int
    kana: str


class CountedNumbers:
    """Finds every number that stands before a counter or a power of ten, and how they are read."""

    def __init__(self, numbers: Mapping[str, Any], counters: Mapping[str, Mapping[str, Any]]) -> None:
        self._small: list[str] = numbers["small"]
        self._powers: Mapping[str, str] = numbers["powers"]
        self._counters = counters
        self._power = re.compile("|".join(map(re.escape, self._powers)))
        counted = "|".join(_pattern(name, counters[name]) for name in sorted(counters, key=len, reverse=True))
        # a number inside a longer one (a decimal, a telephone number, a version) is none of ours
        self._found = re.compile(
            rf"(?<![\d.,/:A-Za-z-])(?P<number>\d[\d,]*(?:(?:{self._power.pattern})[\d,]*)*)(?P<counter>{counted})?"
        )

    def find(self, text: str) -> Iterator[Read]:
        """In the order of the text; a number that counts nothing and has no power of ten needs no reading."""
        for found in self._found.finditer(text):
            number, counter = found["number"], found["counter"] or ""
            if counter and (whole := self._whole(number, self._counters[counter])):
                yield Read(found.start(), found.end(), whole)
                continue
            for power in self._power.finditer(number):
                begin = found.start() + power.start()
                yield Read(begin, begin + len(power.group()), self._powers[power.group()])
            if counter:
                yield Read(found.start("counter"), found.end(), self._counter(number, self._counters[counter]))

    def _whole(self, number: str, rules: Mapping[str, Any]) -> str:
        """Number and counter together; "" for a large number that has no word of its own."""
        if not number.isdecimal():
            return ""
        value = int(number)
        if own := rules.get("exact", {}).get(str(value)):
            return str(own)
        if value >= len(self._small):
            return ""
        changed = str(rules.get("ends", {}).get(str(value), ""))
        return changed.replace(_BAR, "") or self._small[value] + str(rules["reading"])

    def _counter(self, number: str, rules: Mapping[str, Any]) -> str:
        """The counter alone, as it sounds after the number's last digit."""
        last = str(int(number[-1]) or 10) if number[-1].isdecimal() else ""
        return str(rules.get("ends", {}).get(last, rules["reading"])).rpartition(_BAR)[2]


def _pattern(name: str, rules: Mapping[str, Any]) -> str:
    after = rules.get("followed_by")
    return re.escape(name) + (f"(?={after})" if after else "")
