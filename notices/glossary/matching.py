"""Which words stand where in a text: the leftmost, there the longest, outside exceptions, and whole words only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ahocorasick_rs import AhoCorasick, MatchKind

from notices.glossary.entry import Entry, LanguageRules, WordRule
from notices.glossary.fold import FoldedText
from notices.glossary.spellings import Spelling, spellings_of

_NOWHERE: dict[int, list[range]] = {}


@dataclass(frozen=True, slots=True)
class Hit:
    """A spelling at its place in the folded text."""

    start: int
    end: int
    spelling: Spelling


class Matcher:
    """Finds all spellings of all entries in one pass.

    The automaton reports every match and the choice is made here: its own leftmost-longest search would choose before
    the edges are looked at, and so lose the 「交換機」 inside a longer word that turns out not to be meant.
    """

    def __init__(self, entries: Iterable[Entry], language: LanguageRules) -> None:
        self._denial = re.compile("|".join(language.denials) or "(?!)")
        by_text: dict[str, list[Spelling]] = {}
        for entry in entries:
            for spelling in spellings_of(entry):
                by_text.setdefault(spelling.text, []).append(spelling)
        self._spellings = list(by_text.values())
        self._automaton = AhoCorasick(list(by_text), matchkind=MatchKind.Standard)

    def hits(self, folded: FoldedText, on: date | None) -> list[Hit]:
        """The words in force on that day, in the order of the text, never overlapping."""
        candidates: list[tuple[int, int, int, Spelling]] = []
        exceptions: dict[int, dict[int, list[range]]] = {}
        denied: set[int] = set()
        for index, start, end in self._automaton.find_matches_as_indexes(folded.text, overlapping=True):
            for spelling in self._spellings[index]:
                entry = spelling.entry
                if spelling.is_exception:
                    at_place = exceptions.setdefault(id(entry), {})
                    for place in range(start, end):
                        at_place.setdefault(place, []).append(range(start, end))
                elif entry.is_in_force(on):
                    candidates.append((start, -end, len(candidates), spelling))
                    if entry.rule is WordRule.MISLEADS and self._denial.match(folded.text, end):
                        denied.update(range(start, end))
        candidates.sort()
        chosen: list[Hit] = []
        free_from = 0
        # the edges are looked at last: most candidates stand inside a longer word that is chosen already
        for start, minus_end, _, spelling in candidates:
            entry, places = spelling.entry, range(start, -minus_end)
            if (
                start >= free_from
                and not _is_silenced(places, exceptions.get(id(entry), _NOWHERE))
                and not denied.issuperset(places)
                and folded.is_word(start, -minus_end, starts_word=entry.starts_word)
            ):
                chosen.append(Hit(start, -minus_end, spelling))
                free_from = -minus_end
        return chosen


def _is_silenced(places: range, exceptions: dict[int, list[range]]) -> bool:
    """Whether an exception touches the word; not one inside a longer spelling that begins earlier (回線が不通)."""
    return any(
        exception.start <= places.start or places.stop < exception.stop
        for place in places
        for exception in exceptions.get(place, ())
    )
