"""Writes what authorities are told (T3): the ministry's quick report by its items, and the word to emergency bodies.

The items of the quick report are those of the ministry's page on reporting accidents (facts known in part: the rows
after the cause could not be read, so what follows them here is ours and marked so in the template).
"""

from dataclasses import dataclass
from datetime import datetime

from notices.domain.authority import AuthorityReportKind
from notices.domain.notice_content import NoticeContent
from notices.rendering.environment import text_environment
from notices.rendering.fit import Detail
from notices.rendering.plain_text import fold_all, tidy
from notices.rendering.view import NoticeView
from notices.rendering.words import load_words

IN_REPORT = Detail(services=1000, areas=1000)


@dataclass(frozen=True, slots=True)
class PublicReport:
    """One report the public was given; `on_web_at` None: it does not stand on the web yet."""

    number: int
    title: str
    published_at: datetime
    on_web_at: datetime | None


@dataclass(frozen=True, slots=True)
class AuthorityFacts:
    """What a report to authorities says. `content` is cut to its audience's sharing scope (P1).

    `severity`: sentences on the criteria of serious accidents; `remarks`: a person's own words for this report.
    """

    kind: AuthorityReportKind
    number: int
    content: NoticeContent
    reported_at: datetime
    reporter: str = ""
    equipment: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    outlooks: tuple[str, ...] = ()
    public_reports: tuple[PublicReport, ...] = ()
    partner_names: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    remarks: str = ""


def write_report(facts: AuthorityFacts, language: str = "ja") -> tuple[str, str]:
    """Title and text. Every item has its line; what is not known is said to be (C2's rule, kept here too)."""
    folded = fold_all(facts)
    words = load_words(language)
    environment = text_environment(language)
    given = {
        "report": folded,
        "notice": folded.content,
        "view": NoticeView(folded.content),
        "mark": words["marks"][folded.content.mode],
        "detail": IN_REPORT,
    }
    title = environment.get_template(f"authorities/{facts.kind}_title.txt").render(given)
    text = environment.get_template(f"authorities/{facts.kind}.txt").render(given, title="".join(title.split("\n")))
    return "".join(title.split("\n")).strip(), tidy(text)
