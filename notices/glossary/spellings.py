"""Every way an entry's word may be written, folded, with the wording that replaces it there."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from notices.glossary.entry import Entry
from notices.glossary.fold import fold

_HIRAGANA = range(0x3041, 0x3097)
_TO_KATAKANA = 0x60
# The long-vowel mark that ends a katakana word of three characters or more is often left out.
_LAST_LONG_MARK = re.compile("(?<=[\u30a1-\u30fc]{2})\u30fc(?![\u30a1-\u30fc])")


@dataclass(frozen=True, slots=True)
class Spelling:
    """`is_exception`: a phrase in which the entry is not meant. `is_word`: the bare word, which may take `verb`."""

    text: str
    entry: Entry
    plain: str | None = None
    is_word: bool = False
    is_exception: bool = False


def spellings_of(entry: Entry) -> Iterator[Spelling]:
    """The word, its variants, its phrases and exceptions; each spelling once."""
    words = _words(entry)
    plain_by_text: dict[str, tuple[str | None, bool]] = dict.fromkeys(
        _folded([*words, *(word + tail for tail in entry.tails for word in words)]), (entry.plain, True)
    )
    for phrase in entry.phrases:
        for text in _folded(_in_every_spelling(phrase.text, entry.term, words)):
            plain_by_text[text] = (phrase.plain, False)
    for text, (plain, is_word) in plain_by_text.items():
        yield Spelling(text, entry, plain, is_word=is_word)
    exceptions = [t for exception in entry.exceptions for t in _in_every_spelling(exception, entry.term, words)]
    for text in _folded(exceptions):
        yield Spelling(text, entry, is_exception=True)


def _folded(texts: Iterable[str]) -> list[str]:
    """Each text as it is compared, and without its last long-vowel marks (サーバー, サーバ)."""
    folded = [fold(text).text for text in texts]
    return list(dict.fromkeys([*folded, *(_LAST_LONG_MARK.sub("", text) for text in folded)]))


def _words(entry: Entry) -> list[str]:
    written = (entry.term, *entry.variants)
    return list(dict.fromkeys([*written, *(_in_katakana(word) for word in written if _is_hiragana(word))]))


def _in_every_spelling(phrase: str, term: str, words: Iterable[str]) -> list[str]:
    return [phrase.replace(term, word) for word in words] if term in phrase else [phrase]


def _is_hiragana(word: str) -> bool:
    return all(ord(character) in _HIRAGANA for character in word)


def _in_katakana(word: str) -> str:
    return "".join(chr(ord(character) + _TO_KATAKANA) for character in word)
