"""Turns what `tomllib` says about a file that is no TOML into a mistake with line and plain words."""

import re

from notices.profile.mistakes import Mistake

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")

# beginnings of tomllib's messages → our codes, the first that fits; what is not listed is "toml_statement"
_CODES = (
    ("Invalid value (at end of document)", "toml_unclosed"),
    ("Invalid value", "toml_value"),
    ("Invalid date or datetime", "toml_value"),
    ("Expected '='", "toml_equals"),
    ("Expected newline", "toml_rest_of_line"),
    ("Cannot ", "toml_twice"),
    ("Duplicate inline", "toml_twice"),
    ("Unclosed", "toml_unclosed"),
    ("Expected ']", "toml_unclosed"),
    ("Expected ", "toml_quote"),
    ("Unterminated", "toml_quote"),
    ("Illegal character '\\n'", "toml_quote"),
    ("Illegal character", "toml_character"),
    ("Found invalid character '\\n'", "toml_quote"),
    ("Found invalid character", "toml_character"),
    ("Unescaped", "toml_backslash"),
    ("Escaped", "toml_backslash"),
    ("Invalid hex value", "toml_backslash"),
)


def syntax_mistake(file: str, text: str, message: str) -> Mistake:
    """The mistake that `tomllib`'s message tells; without a place in the message, the last line is meant."""
    place = _PLACE.search(message)
    line = int(place[1]) if place else len(text.rstrip().splitlines()) or 1
    code = next((code for start, code in _CODES if message.startswith(start)), "toml_statement")
    return Mistake(file, line, "", code, {})


def encoding_mistake(file: str, content: bytes, error: UnicodeDecodeError) -> Mistake:
    """The mistake of a file that is not UTF-8 (often saved as Shift_JIS)."""
    return Mistake(file, content.count(b"\n", 0, error.start) + 1, "", "not_utf8", {})
