"""A text as it is compared, with the way back to the places of the text as it was written.

NFKC and lower case, one visible character at a time (half-width kana with its voicing mark, ㌔, letters with accents);
spaces and a single line break inside a word do not hide it, a blank line does, nor does a middle dot between katakana
(フェイル・オーバー); what cannot be seen is left out.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef"
_MARKS = "\u0300-\u036f\u3099\u309a\uff9e\uff9f"
# Most of a text is its own folding; taking such runs whole makes folding four times faster.
_UNCHANGED = "\u3001\u3002\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff0-9a-z"
_CLUSTER = re.compile(rf"\s+|([{_UNCHANGED}]+)(?![{_MARKS}{_UNSEEN}])|.[{_MARKS}{_UNSEEN}]*", re.DOTALL)
_DROPPED = re.compile(f"[{_UNSEEN}]")
_MIDDLE_DOT = "\u30fb"


@dataclass(frozen=True, slots=True)
class FoldedText:
    """Character i of `text` stands for `starts[i]` to `ends[i]` of the original.

    `gaps`: the places in `text` before which white space or a dot was left out; there a word may begin or end.
    """

    text: str
    starts: list[int]
    ends: list[int]
    gaps: frozenset[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original place of a stretch that is not empty."""
        return self.starts[start], self.ends[end - 1]

    def is_word(self, start: int, end: int, *, starts_word: bool = False) -> bool:
        """Whether the stretch is not merely part of a longer katakana or Latin word.

        With `starts_word`, kanji, katakana or Latin in front make it part of another word too (大手町ビル).
        """
        in_front = self._scripts_at(start)
        if in_front in _RUNS_ON or (starts_word and in_front is not None and in_front[0]):
            return False
        return self._scripts_at(end) not in _RUNS_ON

    def _scripts_at(self, edge: int) -> tuple[str, str] | None:
        """The scripts on both sides, None where nothing touches."""
        if edge in (0, len(self.text)) or edge in self.gaps:
            return None
        return _script(self.text[edge - 1]), _script(self.text[edge])


def fold(text: str) -> FoldedText:
    """The text as it is compared."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: set[int] = set()
    gap: tuple[int, int] | None = None
    for match in _CLUSTER.finditer(text):
        plain = match.group(1) or _fold_cluster(match.group())
        if plain == " " or (plain == _MIDDLE_DOT and _joins_katakana(folded, text[match.end() : match.end() + 1])):
            gap = match.span()
            continue
        if gap is not None:
            gaps.add(len(folded))
            if folded and (_script(folded[-1]), _script(plain[:1])) == ("latin", "latin"):
                folded.append(" ")
                starts.append(gap[0])
                ends.append(gap[1])
            gap = None
        start, end = match.span()
        folded.extend(plain)
        starts.extend(range(start, end) if match.group(1) else [start] * len(plain))
        ends.extend(range(start + 1, end + 1) if match.group(1) else [end] * len(plain))
    return FoldedText("".join(folded), starts, ends, frozenset(gaps))


def _joins_katakana(before: list[str], after: str) -> bool:
    return bool(before and after) and _script(before[-1]) == _script(_fold_cluster(after)[:1]) == "katakana"


@lru_cache(maxsize=8192)
def _fold_cluster(cluster: str) -> str:
    """One visible character folded; white space becomes one space, a blank line one line break."""
    if cluster.isspace():
        return "\n" if cluster.count("\n") > 1 else " "
    return unicodedata.normalize("NFKC", _DROPPED.sub("", cluster)).lower()


_RUNS_ON = frozenset({("latin", "latin"), ("katakana", "katakana")})


@lru_cache(maxsize=8192)
def _script(character: str) -> str:
    if character.isascii():
        return "latin" if character.isalpha() else ""
    if "\u30a1" <= character <= "\u30fe" and character != _MIDDLE_DOT:
        return "katakana"
    return "kanji" if character == "\u3005" or unicodedata.name(character, "").startswith("CJK UNIFIED") else ""
