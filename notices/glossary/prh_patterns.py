"""Where the words of one rule of prh stand, as a regular expression: whole words, outside exceptions, leftmost longest.

Exceptions come first in the pattern and are caught in its first group, which prh must find empty (`regexpMustEmpty`).
Which of two rules wins a place prh decides as `matching.py` does: the one that begins first, there the longest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from notices.glossary.entry import LanguageRules, WordRule
from notices.glossary.fold import fold
from notices.glossary.script_patterns import KANJI, KATAKANA, LATIN, word_pattern
from notices.glossary.spellings import Spelling


@dataclass(frozen=True, slots=True)
class Guarded:
    """A word between what must hold before and behind it."""

    before: str
    word: str
    behind: str


def guarded(spelling: Spelling, exceptions: Iterable[str], language: LanguageRules, *, is_verb: bool | None) -> Guarded:
    """The spelling with its guards. `is_verb`: whether a verb's ending must follow, or must not; None: either."""
    first, last = _edges(spelling)
    tails = {tail for exception in exceptions for tail in _tails(spelling.text, exception)}
    behind = f"(?!{any_of(tails)})" if tails else ""
    if spelling.entry.rule is WordRule.MISLEADS:
        behind += _not_denied(language)
    if is_verb is not None and language.verb_endings:
        endings = any_of(fold(ending).text for ending in language.verb_endings)
        behind += f"(?{'=' if is_verb else '!'}{endings})"
    return Guarded(first, spelling.text, last + behind)


def words_pattern(words: Iterable[Guarded]) -> str:
    """All of them as alternatives, the longest first; neighbours with the same guards share them."""
    in_order = sorted(words, key=lambda each: (-len(each.word), each.before, each.behind, each.word))
    pieces = []
    for (before, behind), group in groupby(in_order, key=lambda each: (each.before, each.behind)):
        same = [word_pattern(each.word) for each in group]
        pieces.append(before + (same[0] if len(same) == 1 else f"(?:{'|'.join(same)})") + behind)
    return "|".join(pieces)


def touching(exceptions: Iterable[str], words: Sequence[Guarded]) -> list[str]:
    """The exceptions that can keep one of the words from being meant."""
    return [text for text in exceptions if any(each.word in text or _tails(text, each.word) for each in words)]


def any_of(folded: Iterable[str]) -> str:
    """The words as alternatives, the longest first; not bracketed."""
    return "|".join(word_pattern(word) for word in sorted(set(folded), key=lambda word: (-len(word), word)))


def _not_denied(language: LanguageRules) -> str:
    """What must not follow a word that misleads: there the sentence says that it is not so."""
    return f"(?!{'|'.join(language.denials)})" if language.denials else ""


def _tails(earlier: str, later: str) -> list[str]:
    """What of the later one stands behind the earlier one where it begins inside it, not at its beginning."""
    if later[0] not in earlier[1:]:
        return []
    return [
        later[len(earlier) - at :]
        for at in range(1, len(earlier))
        if later.startswith(earlier[at:]) and len(later) > len(earlier) - at
    ]


def _edges(spelling: Spelling) -> tuple[str, str]:
    first, last = _script(spelling.text[0]), _script(spelling.text[-1])
    if spelling.entry.starts_word:
        first = KANJI + KATAKANA + LATIN
    return f"(?<![{first}])" if first else "", f"(?![{last}])" if last else ""


def _script(character: str) -> str:
    """The letters that a word's edge must not touch."""
    if "\u30a1" <= character <= "\u30fe" and character != "\u30fb":
        return KATAKANA
    return LATIN if character.isascii() and character.isalpha() else ""
