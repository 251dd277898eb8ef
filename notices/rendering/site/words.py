"""The site's own words, kept in `templates/<language>/site/words.toml`."""

from functools import cache

from notices.rendering.words import Words, read_words
from notices.resources import templates_dir


@cache
def site_words(language: str) -> Words:
    """The words by table. A word that is missing is a ConfigurationError naming file and key."""
    return read_words(templates_dir() / language / "site" / "words.toml")
