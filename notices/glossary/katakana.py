"""Words in katakana that readers may not know: neither in the language's list, nor in the glossary, nor explained."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from notices.glossary.readability_rules import ReadabilityRules
from notices.glossary.reading import load_glossary
from notices.glossary.sentences import Stretch
from notices.glossary.spellings import spellings_of

_KATAKANA = "\u30a1-\u30fa\u30fc"
_HALF_WIDTH = "\uff66-\uff9f"
_WORD = f"[{_KATAKANA}{_HALF_WIDTH}]+"
_RUN = re.compile(f"{_WORD}(?:[\u30fb\uff65]{_WORD})*")
_PART = re.compile(_WORD)
_LONG_MARK = "\u30fc"
# a shorter part of a longer word explains nothing
_SHORTEST_PART = 3


def unknown_katakana(text: str, rules: ReadabilityRules) -> list[Stretch]:
    """Their first mentions, in the order of the text. One that its note in brackets follows is explained."""
    if not rules.katakana_from:
        return []
    explained = tuple(pair[0] for pair in rules.asides)
    seen: set[str] = set()
    found = []
    for run in _RUN.finditer(text):
        if _is_known("".join(map(_normal, _PART.findall(run.group()))), rules):
            continue
        has_note = text.startswith(explained, run.end())
        for part in _PART.finditer(text, *run.span()):
            word = _normal(part.group())
            if len(word) < rules.katakana_from or word in seen or _is_known(word, rules):
                continue
            seen.add(word)
            if not has_note:
                found.append(Stretch(part.group(), *part.span()))
    return found


def _normal(word: str) -> str:
    return unicodedata.normalize("NFKC", word)


def _is_known(word: str, rules: ReadabilityRules) -> bool:
    """Whether it is a known word or made of known ones; the long-vowel mark at its end may be there or not."""
    known = _known(rules)
    if not known.isdisjoint((word, word.removesuffix(_LONG_MARK), word + _LONG_MARK)):
        return True
    return any(
        word[:cut] in known and _is_known(word[cut:], rules)
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    )


@cache
def _known(rules: ReadabilityRules) -> frozenset[str]:
    return rules.known_katakana.union(_in_glossary(rules.glossary) if rules.glossary else ())


def _in_glossary(language: str) -> Iterator[str]:
    """The katakana of every word that the glossary reports by itself, and of every wording it proposes."""
    for entry in load_glossary(language).entries:
        spellings = [spelling.text for spelling in spellings_of(entry)]
        for written in (*spellings, *entry.wordings, entry.note or ""):
            yield from _PART.findall(written)
