"""Whether a post that X shows is the text that we wrote: X wraps links and escapes signs."""

import html
import re
import unicodedata
from typing import Any

from twitter_text import extract_urls_with_indices


def is_found(shown: str, entities: dict[str, Any] | None, written: str) -> bool:
    """For posts read with their `entities`, which say what each t.co link stands for."""
    for link in (entities or {}).get("urls", ()):
        shown = shown.replace(link["url"], link["expanded_url"])
    return _comparable(html.unescape(shown)) == _comparable(written)


def is_answered(shown: str, written: str) -> bool:
    """For the answer to a new post, which does not say where its t.co links lead: letters and digits outside of links.

    Signs do not count: to ask whether a post stands that does is waste, and no other post has our very words.
    """
    return _words(html.unescape(shown)) == _words(written)


def _comparable(text: str) -> str:
    """Without what X changes on its own account: Unicode form, white space, a URL's scheme and last slash."""
    words = unicodedata.normalize("NFC", text).split()
    return " ".join(re.sub(r"https?://", "", word).rstrip("/") for word in words)


def _words(text: str) -> str:
    for found in reversed(extract_urls_with_indices(text)):
        start, end = found["indices"]
        text = text[:start] + text[end:]
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())
