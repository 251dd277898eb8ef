"""The Jinja environment of the site: every value is escaped, and a missing one is an error."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from notices.domain.rendition import MASTER_LANGUAGE
from notices.rendering.formats import format_datetime, format_iso
from notices.rendering.site import paths
from notices.rendering.site.words import site_words
from notices.rendering.words import load_words
from notices.resources import templates_dir


@cache
def site_environment(language: str) -> Environment:
    """One environment per language. `frozen` marks a report's finished HTML, which was escaped when it was made."""
    environment = Environment(
        # what another language does not draw otherwise, it draws like the master, with its own words
        loader=FileSystemLoader([templates_dir() / folder / "site" for folder in (language, MASTER_LANGUAGE)]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(datetime=format_datetime, iso=format_iso, frozen=Markup)
    environment.globals.update(
        paths=paths, words=site_words(language), site_words=site_words, common=load_words(language)
    )
    return environment
