"""A folded word as a regular expression that JavaScript reads, in full and half width, capital and small letters."""

import re
import unicodedata

_HALF_WIDTH = range(0xFF66, 0xFFA0)
_VOICINGS = ("", "\uff9e", "\uff9f")
_TO_FULL_WIDTH = 0xFEE0
_PIECE = re.compile("[\u30a1-\u30fa\u30fc]+|.", re.DOTALL)
# what JavaScript lets one escape when the pattern is read as Unicode; everything else must stand bare
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")

KATAKANA = "\u30a1-\u30fa\u30fc-\u30fe\uff66-\uff9f"
LATIN = "A-Za-z\uff21-\uff3a\uff41-\uff5a"
KANJI = "\u3005\u4e00-\u9fff"


def word_pattern(folded: str) -> str:
    """Every way the word may be written, but for white space, middle dots and what cannot be seen inside it."""
    return "".join(_piece(piece) for piece in _PIECE.findall(folded))


def _piece(piece: str) -> str:
    if len(piece) > 1 or piece in _HALVES:
        half = "".join(_HALVES.get(character, character) for character in piece)
        return f"(?:{piece}|{half})"
    if piece == " ":
        return r"\s+"
    if not piece.isascii():
        return piece
    wide = chr(ord(piece) + _TO_FULL_WIDTH)
    if piece.isalnum():
        return "[" + "".join(dict.fromkeys(piece.upper() + piece + wide.upper() + wide.lower())) + "]"
    return rf"(?:\{piece}|{wide})" if piece in _SYNTAX else f"[{piece}{wide}]"


_HALVES = {
    unicodedata.normalize("NFKC", chr(code) + voicing): chr(code) + voicing
    for voicing in _VOICINGS
    for code in _HALF_WIDTH
    if len(unicodedata.normalize("NFKC", chr(code) + voicing)) == 1
}
