"""Ruby over every kanji of an HTML text (C13), on its text alone: markup, attributes and ruby itself stay as they are.

`<ruby>` with `<rp>` for readers that know no ruby: https://html.spec.whatwg.org/multipage/text-level-semantics.html
"""

import re
from functools import lru_cache
from html.parser import HTMLParser

from markupsafe import escape

from notices.rendering.counted import Read
from notices.rendering.readings import hiragana, load_reader
from notices.rendering.words import load_words

_KEPT = frozenset({"ruby", "script", "style", "title", "option", "textarea"})
# Kana and spaces in a word stand for themselves; what is between them has the rest of the reading. The small "ke"
# between kanji is a kanji in disguise (as in Ryugasaki), so it counts as one.
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30f4\u30fc\\s]+")
_KE = "\u30b1\u30f6"


def has_ruby(language: str) -> bool:
    """Whether the language's `words.toml` asks for it."""
    words = load_words(language)
    return "language" in words and "has_ruby" in words["language"] and bool(words["language"]["has_ruby"])


def add_ruby(html: str, language: str) -> str:
    """The same HTML with ruby. Texts that say the same are read once."""
    page = _Page(language)
    page.feed(html)
    page.close()
    return "".join(page.parts)


def unread(text: str, language: str) -> list[str]:
    """The words with kanji that nobody can read: they stand without ruby, and a test should hear of it."""
    words = ((text[read.begin : read.end], read.kana) for read in load_reader(language).read(text))
    return [word for word, kana in words if not kana]


class _Page(HTMLParser):
    """Copies what it reads; only text outside ruby changes."""

    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._language = language
        self._kept: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base's
        """Copied as it was written."""
        self.parts.append(self.get_starttag_text() or "")
        if tag in _KEPT:
            self._kept.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base's
        """Copied as it was written."""
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Copied."""
        self.parts.append(f"</{tag}>")
        if self._kept and self._kept[-1] == tag:
            self._kept.pop()

    def handle_comment(self, data: str) -> None:
        """Copied."""
        self.parts.append(f"<!--{data}-->")

    def handle_data(self, data: str) -> None:
        """Text: escaped again, with ruby."""
        self.parts.append(str(escape(data)) if self._kept else _with_ruby(data, self._language))


@lru_cache(maxsize=4096)
def _with_ruby(text: str, language: str) -> str:
    parts, done = [], 0
    for read in load_reader(language).read(text):
        parts += [str(escape(text[done : read.begin])), _over(text[read.begin : read.end], read)]
        done = read.end
    return "".join((*parts, str(escape(text[done:]))))


def _over(word: str, read: Read) -> str:
    """The word with its reading over the kanji only."""
    if not read.kana:
        return str(escape(word))
    runs = _runs(word)
    pattern = "".join(f"({hiragana(run)})" if is_kana else "(.+?)" for run, is_kana in runs)
    aligned = re.fullmatch(pattern, hiragana(read.kana))
    if aligned is None:
        return _ruby(word, read.kana)
    return "".join(
        run if is_kana else _ruby(run, kana) for (run, is_kana), kana in zip(runs, aligned.groups(), strict=True)
    )


def _runs(word: str) -> list[tuple[str, bool]]:
    """The word in turns of kana and of anything else."""
    runs: list[tuple[str, bool]] = []
    done = 0
    for kana in _KANA.finditer(word):
        if kana.group() in _KE and kana.start() > 0 and kana.end() < len(word):
            continue
        if kana.start() > done:
            runs.append((word[done : kana.start()], False))
        runs.append((kana.group(), True))
        done = kana.end()
    return [*runs, (word[done:], False)] if done < len(word) else runs


def _ruby(base: str, kana: str) -> str:
    return f"<ruby>{escape(base)}<rp>(</rp><rt>{kana}</rt><rp>)</rp></ruby>"
