"""Which words stand where in a text: the leftmost, there the longest, outside exceptions, and whole words only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from ahocorasick_rs import AhoCorasick, MatchKind

from notices.glossary.entry import Entry, LanguageRules, WordRule
from notices.glossary.fold import FoldedText, fold
from notices.glossary.spellings import Spelling, spellings_of

# How far into the rest of its sentence a word is looked after: no longer sentence is written for the public.
_REACH_OF_DENIALS = 200
_NOWHERE: frozenset[int] = frozenset()


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
        self._denials = tuple(fold(denial).text for denial in language.denials)
        self._later_denials = tuple(fold(denial).text for denial in language.later_denials)
        self._sentence_ends = frozenset(fold(mark).text for mark in language.sentence_ends)
        by_text: dict[str, list[Spelling]] = {}
        for entry in entries:
            for spelling in spellings_of(entry):
                by_text.setdefault(spelling.text, []).append(spelling)
        self._spellings = list(by_text.values())
        self._automaton = AhoCorasick(list(by_text), matchkind=MatchKind.Standard)

    def hits(self, folded: FoldedText, on: date | None) -> list[Hit]:
        """The words in force on that day, in the order of the text, never overlapping."""
        candidates: list[Hit] = []
        silenced: dict[int, set[int]] = {}
        denied: set[int] = set()
        for index, start, end in self._automaton.find_matches_as_indexes(folded.text, overlapping=True):
            for spelling in self._spellings[index]:
                entry = spelling.entry
                if spelling.is_exception:
                    silenced.setdefault(id(entry), set()).update(range(start, end))
                elif entry.is_in_force(on) and folded.is_word(start, end, starts_word=entry.starts_word):
                    candidates.append(Hit(start, end, spelling))
                    if entry.rule is WordRule.MISLEADS and self._is_denied(folded.text, end):
                        denied.update(range(start, end))
        candidates.sort(key=lambda hit: (hit.start, -hit.end))
        chosen: list[Hit] = []
        for hit in candidates:
            is_free = not chosen or chosen[-1].end <= hit.start
            places = range(hit.start, hit.end)
            if (
                is_free
                and silenced.get(id(hit.spelling.entry), _NOWHERE).isdisjoint(places)
                and not denied.issuperset(places)
            ):
                chosen.append(hit)
        return chosen

    def _is_denied(self, text: str, end: int) -> bool:
        if text.startswith(self._denials, end):
            return True
        reach = text[end : end + _REACH_OF_DENIALS]
        rest = "".join(takewhile(lambda character: character not in self._sentence_ends, reach))
        return any(denial in rest for denial in self._later_denials)
