"""What shuchi says to its own users (CLI, errors, findings): gettext catalogues in `locale/<language>/*.po`.

A message is named by a code ("error.notice_move"); the sentence stands in the catalogues only. The .po files are read
as they are, so no compiled copy can grow stale.
"""

import os
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from notices.domain.errors import ShuchiError

_LOCALE = Path(__file__).resolve().parent / "locale"
LANGUAGES = ("ja", "en")


@cache
def catalogue(language: str) -> dict[str, str]:
    """All messages of one language by code. Raises KeyError for a language that has no folder."""
    folder = _LOCALE / language
    if not folder.is_dir():
        raise KeyError(language)
    messages: dict[str, str] = {}
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale=language):
                if entry.id and isinstance(entry.id, str) and isinstance(entry.string, str) and entry.string:
                    messages[entry.id] = entry.string
    return messages


def say(code: str, language: str | None = None, /, **details: object) -> str:
    """The sentence for a code, its places filled. An unknown code is shown as it is, with its details."""
    text = catalogue(language or default_language()).get(code)
    if text is None:
        return f"{code} {details}" if details else code
    return text.format(**details) if details else text


def explain(error: ShuchiError, language: str | None = None) -> str:
    """The sentence for an error: what happened, to what, what to do next."""
    return say(f"error.{error.code}", language, **error.details)


def default_language() -> str:
    """`SHUCHI_LANGUAGE`, else the shell's language, else Japanese."""
    wanted = os.environ.get("SHUCHI_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "ja"
    return "en" if wanted.lower().startswith("en") else "ja"
