"""The Jinja environment of the site: every value is escaped, and a missing one is an error."""

import re
from functools import cache, partial

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from notices.domain.rendition import MASTER_LANGUAGE
from notices.rendering.formats import format_datetime, format_iso
from notices.rendering.languages import LANGUAGES
from notices.rendering.ruby import add_ruby, has_ruby
from notices.rendering.site import paths
from notices.rendering.site.words import site_words
from notices.rendering.words import load_words
from notices.resources import templates_dir

_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
OTHER_LANGUAGES = tuple(language for language in LANGUAGES if language != MASTER_LANGUAGE)


@cache
def site_environment(language: str) -> Environment:
    """One environment per language. `frozen` marks a report's finished HTML, which was escaped when it was made.

    `shown` is for words of the site and the profile: with ruby where the language has it, marked as Japanese elsewhere.
    A page's words may be another language's: `shown("en")`.
    """
    environment = Environment(
        # what another language does not draw otherwise, it draws like the master, with its own words
        loader=FileSystemLoader([templates_dir() / folder / "site" for folder in (language, MASTER_LANGUAGE)]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(datetime=format_datetime, iso=format_iso, frozen=Markup, shown=partial(_shown, language))
    environment.globals.update(
        paths=paths, words=site_words(language), site_words=site_words, common=load_words(language),
        other_languages=OTHER_LANGUAGES,
    )  # fmt: skip
    return environment


def _shown(own_language: str, text: str, other_language: str | None = None) -> Markup:
    language = other_language or own_language
    if has_ruby(language):
        return Markup(add_ruby(str(escape(text)), language))  # noqa: S704 - escaped before the ruby goes in
    if site_words(language)["language"]["tag"] != MASTER_LANGUAGE and _JAPANESE.search(text):
        return Markup('<span lang="{}">{}</span>').format(MASTER_LANGUAGE, text)
    return escape(text)
