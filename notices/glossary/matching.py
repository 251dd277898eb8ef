"""Which words stand where in a text: the leftmost, there the longest, outside exceptions, and whole words only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ahocorasick_rs import AhoCorasick, MatchKind

from notices.glossary.entry import Entry
from notices.glossary.fold import FoldedText
from notices.glossary.spellings import Spelling, spellings_of


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

    def __init__(self, entries: Iterable[Entry]) -> None:
        by_text: dict[str, list[Spelling]] = {}
        for entry in entries:
            for spelling in spellings_of(entry):
                by_text.setdefault(spelling.text, []).append(spelling)
        self._spellings = list(by_text.values())
        self._automaton = AhoCorasick(list(by_text), matchkind=MatchKind.Standard)

    def hits(self, folded: FoldedText, on: date | None) -> list[Hit]:
        """The words in force on that day, in the order of the text, never overlapping."""
        candidates: list[Hit] = []
        exceptions: list[Hit] = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded.text, overlapping=True):
            for spelling in self._spellings[index]:
                entry = spelling.entry
                if spelling.is_exception:
                    exceptions.append(Hit(start, end, spelling))
                elif entry.is_in_force(on) and folded.is_word(start, end, starts_word=entry.starts_word):
                    candidates.append(Hit(start, end, spelling))
        candidates.sort(key=lambda hit: (hit.start, -hit.end))
        chosen: list[Hit] = []
        for hit in candidates:
            is_free = not chosen or chosen[-1].end <= hit.start
            if is_free and not any(_covers(exception, hit) for exception in exceptions):
                chosen.append(hit)
        return chosen


def _covers(exception: Hit, hit: Hit) -> bool:
    is_same = exception.spelling.entry is hit.spelling.entry
    return is_same and exception.start <= hit.start and hit.end <= exception.end
