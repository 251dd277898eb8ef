"""Whether every template is there: a broken installation is told at the start, not at the first outage."""

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

from jinja2 import Environment, TemplateError, meta

from notices.domain.authority import AuthorityReportKind
from notices.domain.errors import ConfigurationError
from notices.domain.notice_content import NoticeKind
from notices.domain.rendition import MASTER_LANGUAGE, PUBLIC_FORMS
from notices.rendering.environment import html_environment, text_environment
from notices.rendering.languages import LANGUAGES
from notices.rendering.readings import load_reader
from notices.rendering.renderer import FILES
from notices.rendering.ruby import has_ruby
from notices.rendering.site.environment import site_environment
from notices.rendering.site.words import site_words
from notices.resources import templates_dir

log = logging.getLogger(__name__)

# named by the kind of notice where it is included, so that nothing leads to it by its whole name
LEAD = "lead.j2"
SITE_PAGES = ("top.html", "incident.html", "report.html", "archive.html", "archive_month.html", "brand.html")


OTHER_SITE_PAGES = ("other_language.html",)


def check_templates() -> frozenset[Path]:
    """The templates of every language that were looked at; a fault of another language than the master's is logged.

    Raises ConfigurationError, naming the file, for one that is missing, unreadable or no template.
    """
    seen = _check_language(MASTER_LANGUAGE)
    for language in LANGUAGES[1:]:
        try:
            seen |= _check_language(language)
        except ConfigurationError as error:
            log.error("notices will not be written in %s: %s %s", language, error, error.details)  # noqa: TRY400
    return frozenset(seen)


def _check_language(language: str) -> set[Path]:
    folder = templates_dir() / language
    seen: set[Path] = set()
    is_master = language == MASTER_LANGUAGE
    if has_ruby(language):
        load_reader(language)
    forms = tuple(FILES) if is_master else PUBLIC_FORMS
    reports = [f"authorities/{kind}{part}.txt" for kind in AuthorityReportKind for part in ("_title", "")]
    for environment, ending in ((text_environment(language), ".txt"), (html_environment(language), ".html")):
        own = [FILES[form] for form in forms if FILES[form].endswith(ending)]
        names = [f"{kind}/{name}" for kind in NoticeKind for name in (*own, LEAD)]
        seen |= _check(environment, [folder], names)
    if is_master:
        seen |= _check(text_environment(language), [folder], reports)
    site_words(language)
    places = [folder / "site", templates_dir() / MASTER_LANGUAGE / "site"]
    return seen | _check(site_environment(language), places, SITE_PAGES if is_master else OTHER_SITE_PAGES)


def _check(environment: Environment, folders: Sequence[Path], names: Iterable[str]) -> set[Path]:
    """Each, and whatever it includes, imports or extends; looked for in one folder after the other."""
    open_names, seen, read = list(names), set[str](), set[Path]()
    while open_names:
        name = open_names.pop()
        if name in seen:
            continue
        seen.add(name)
        path = next((folder / name for folder in folders if (folder / name).is_file()), folders[0] / name)
        read.add(path)
        try:
            text = path.read_text(encoding="utf-8")
            referred = meta.find_referenced_templates(environment.parse(text, name))
            open_names += [each for each in referred if each is not None]
        except (OSError, ValueError, TemplateError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise ConfigurationError("installation_broken", path=path, reason=reason) from error
    return read
