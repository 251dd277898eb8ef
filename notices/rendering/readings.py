"""How a Japanese text is read aloud, word by word: what names places, our own words, then the dictionary.

The order: numbers with their counters, the area table, the glossary, the language's `readings.toml`, SudachiDict
(https://worksapplications.github.io/sudachi.rs/python/). The dictionary is loaded once, when it is first needed.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind
from sudachipy import Dictionary, SplitMode

from notices.areas.area_row import AreaKind
from notices.areas.table import load_areas
from notices.domain.errors import ConfigurationError
from notices.glossary import load_glossary
from notices.rendering.counted import CountedNumbers, Read
from notices.rendering.words import load_words
from notices.resources import templates_dir

KANJI = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SENTENCE = re.compile("[^\u3002\n]{0,2000}[\u3002\n]?")  # the analyser takes 49,149 bytes at most
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


class Reader:
    """Reads texts of one language. Holds nothing that changes, and is safe to share between threads."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._dictionary = Dictionary()
        self._variants = {ord(shape): usual for shape, usual in data["variants"].items()}
        self._numbers = CountedNumbers(data["numbers"], data["counters"])
        places, self._homonyms = _places()
        terms = {entry.term: hiragana(entry.reading) for entry in load_glossary().entries}
        self._places = frozenset(places) | {name for name, _ in self._homonyms}
        # what comes later wins where two know the same word
        self._kana = {word: kana for word, kana in {**data["words"], **terms, **places}.items() if KANJI.search(word)}
        self._words = list({**self._kana, **{name: "" for name, _ in self._homonyms}})
        self._found = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def read(self, text: str) -> list[Read]:
        """Every word with a kanji in it, and every counted number, in order and never overlapping.

        A word whose reading nobody knows has an empty `kana`.
        """
        found: list[Read] = []
        for sentence in _SENTENCE.finditer(text):
            start = sentence.start()
            found += [Read(r.begin + start, r.end + start, r.kana) for r in self._sentence(sentence.group())]
        return found

    def places(self, text: str) -> list[Read]:
        """The names of places alone."""
        names = self._places
        return [read for read in self.read(text) if read.kana and text[read.begin : read.end] in names]

    def _sentence(self, text: str) -> Iterator[Read]:
        if not KANJI.search(text):
            return
        text = text.translate(self._variants)
        tokens, edges = self._tokens(text)
        known = self._known(text, edges)
        done = 0
        for span in known:
            yield from self._between(text, tokens, done, span.begin)
            yield span
            done = span.end
        yield from self._between(text, tokens, done, len(text))

    def _tokens(self, text: str) -> tuple[list[Read], set[int]]:
        """The longest words, and every place where even the shortest begin or end."""
        # a tokenizer costs less than a microsecond, and is not made to be shared between threads
        words = list(self._dictionary.tokenizer(SplitMode.C).tokenize(text))
        parts = [part for word in words for part in (word, *word.split(SplitMode.A))]
        edges = {edge for part in parts for edge in (part.begin(), part.end())}
        return [Read(word.begin(), word.end(), _kana(word.reading_form())) for word in words], edges

    def _known(self, text: str, edges: set[int]) -> list[Read]:
        """The spans that are ours to read, the first in the text first; of two that overlap, numbers before words."""
        spans = list(self._numbers.find(text))
        taken = {place for span in spans for place in range(span.begin, span.end)}
        for index, begin, end in self._found.find_matches_as_indexes(text):
            # "the market at the gate" is not "Gate City": a name begins and ends where words do
            if edges.issuperset((begin, end)) and taken.isdisjoint(range(begin, end)):
                word = self._words[index]
                if kana := self._kana.get(word) or self._nearest(word, text[:begin]):
                    spans.append(Read(begin, end, kana))
        return sorted(spans, key=lambda span: span.begin)

    def _nearest(self, name: str, before: str) -> str:
        """How a name that several places have is read: as in the prefecture named last before it."""
        named = [
            (before.rfind(prefecture), kana) for (known, prefecture), kana in self._homonyms.items() if known == name
        ]
        place, kana = max(named)
        return kana if place >= 0 else ""

    def _between(self, text: str, tokens: list[Read], begin: int, end: int) -> Iterator[Read]:
        """The dictionary's words between two known spans; one that is cut by a span is looked up anew."""
        for token in tokens:
            start, stop = max(token.begin, begin), min(token.end, end)
            if start >= stop or not KANJI.search(text[start:stop]):
                continue
            if (start, stop) == (token.begin, token.end):
                yield token
            else:
                rest, _ = self._tokens(text[start:stop])
                yield from (
                    Read(r.begin + start, r.end + start, r.kana)
                    for r in rest
                    if KANJI.search(text[start + r.begin : start + r.end])
                )


def with_kana(text: str, language: str) -> str:
    """The text with the reading of each place beside its name, where ruby cannot stand; as it is in other languages."""
    words = load_words(language)
    if "language" not in words or "beside" not in words["language"]:
        return text
    pattern, parts, done = str(words["language"]["beside"]), [], 0
    for place in load_reader(language).places(text):
        parts += [text[done : place.begin], pattern.format(word=text[place.begin : place.end], kana=place.kana)]
        done = place.end
    return "".join((*parts, text[done:]))


def hiragana(kana: str) -> str:
    """Katakana as hiragana, letter by letter; anything else stays."""
    return kana.translate(_KATAKANA)


@cache
def load_reader(language: str) -> Reader:
    """The reader of a language, made once: a sixth of a second and some 90 MB, so only where ruby is written.

    Raises ConfigurationError naming the file when it cannot be read, or lacks a table.
    """
    path = templates_dir() / language / "readings.toml"
    name = "/".join(path.parts[-3:])
    try:
        return Reader(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise ConfigurationError("words_unreadable", file=name, reason=str(error)) from error
    except KeyError as error:
        raise ConfigurationError("word_missing", file=name, key=str(error.args[0])) from error


def _kana(reading: str) -> str:
    """The analyser's reading; none where it only gives the kanji back."""
    return "" if KANJI.search(reading) else hiragana(reading)


def _places() -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """The reading of every area's name; and by name and prefecture where a name is read in two ways."""
    table = load_areas()
    readings: dict[str, set[str]] = {}
    for row in table:
        readings.setdefault(row.name, set()).add(hiragana(row.kana))
    homonyms = {
        (row.name, table.prefecture_of(row.code).name): hiragana(row.kana)
        for row in table
        if row.kind is not AreaKind.COUNTRY and len(readings[row.name]) > 1
    }
    return {name: next(iter(kana)) for name, kana in readings.items() if len(kana) == 1}, homonyms
