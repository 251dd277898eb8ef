"""Whether every template is there: a broken installation is told at the start, not at the first outage."""

from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, TemplateError, meta

from notices.domain.authority import AuthorityReportKind
from notices.domain.errors import ConfigurationError
from notices.domain.notice_content import NoticeKind
from notices.rendering.environment import html_environment, text_environment
from notices.rendering.renderer import FILES
from notices.rendering.site.environment import site_environment
from notices.rendering.site.words import site_words
from notices.resources import templates_dir

# named by the kind of notice where it is included, so that nothing leads to it by its whole name
LEAD = "lead.j2"
SITE_PAGES = ("top.html", "incident.html", "report.html", "archive.html", "archive_month.html", "brand.html")


def check_templates(language: str = "ja") -> frozenset[Path]:
    """The templates that were looked at.

    Raises ConfigurationError, naming the file, for one that is missing, unreadable or no template.
    """
    folder = templates_dir() / language
    seen: set[Path] = set()
    reports = [f"authorities/{kind}{part}.txt" for kind in AuthorityReportKind for part in ("_title", "")]
    for environment, ending in ((text_environment(language), ".txt"), (html_environment(language), ".html")):
        own = [name for name in FILES.values() if name.endswith(ending)]
        names = [f"{kind}/{name}" for kind in NoticeKind for name in (*own, LEAD)]
        seen |= _check(environment, folder, names)
    seen |= _check(text_environment(language), folder, reports)
    site_words(language)
    return frozenset(seen | _check(site_environment(language), folder / "site", SITE_PAGES))


def _check(environment: Environment, folder: Path, names: Iterable[str]) -> set[Path]:
    """Each, and whatever it includes, imports or extends."""
    open_names, seen = list(names), set[str]()
    while open_names:
        name = open_names.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            text = (folder / name).read_text(encoding="utf-8")
            referred = meta.find_referenced_templates(environment.parse(text, name))
            open_names += [each for each in referred if each is not None]
        except (OSError, ValueError, TemplateError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise ConfigurationError("installation_broken", path=folder / name, reason=reason) from error
    return {folder / name for name in seen}
