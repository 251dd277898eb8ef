"""What the site is made from: the lists at the moment they are looked at, and an incident with all its reports."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from notices.domain.carrier import Carrier
from notices.domain.incident_event import Mode
from notices.domain.notice_content import NoticeContent
from notices.domain.posting import Posting
from notices.rendering.site.archive import MonthPage

_LEAD = re.compile(r'<p class="lead">.*?</p>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class TranslatedReport:
    """The same report in another language: `page` is finished HTML."""

    title: str
    page: str


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """One published notice with its frozen texts: `page` and `entry` are finished HTML, `payload` is JSON.

    `translations`: by language, those in which it was frozen.
    """

    content: NoticeContent
    title: str
    page: str
    entry: str
    payload: str
    published_at: datetime
    translations: Mapping[str, TranslatedReport] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """The N of 第N報."""
        return self.content.number

    @property
    def lead(self) -> str:
        """The page's leading sentences as finished HTML, or the whole entry where a page marks none."""
        marked = _LEAD.search(self.page)
        return marked[0] if marked else self.entry


@dataclass(frozen=True, slots=True)
class CurrentIncident:
    """One incident on the top page: its line and its newest report."""

    posting: Posting
    latest: PublishedReport


@dataclass(frozen=True, slots=True)
class IncidentHistory:
    """All reports of one incident, oldest first (at least one)."""

    posting: Posting
    reports: tuple[PublishedReport, ...]

    @property
    def latest(self) -> PublishedReport:
        """The newest report."""
        return self.reports[-1]

    @property
    def languages(self) -> tuple[str, ...]:
        """The other languages in which at least one report stands, in the order of the newest."""
        return tuple(dict.fromkeys(language for report in reversed(self.reports) for language in report.translations))

    @property
    def corrections(self) -> dict[int, int]:
        """Number of a corrected report → number of the latest report that corrects it (C7)."""
        return {r.content.corrects_number: r.number for r in self.reports if r.content.corrects_number is not None}

    def changed_since(self, shown: int) -> frozenset[int]:
        """Numbers of the reports whose pages differ from when report `shown` was the newest; 0: nothing was shown yet.

        What came later, the one that is the newest no longer, and what was corrected since.
        """
        later = [report for report in self.reports if report.number > shown]
        corrected = {r.content.corrects_number for r in later} - {None}
        return frozenset({r.number for r in self.reports if r.number >= shown or r.number in corrected})


@dataclass(frozen=True, slots=True)
class SiteState:
    """What all lists of the site are made from. `mode` is the whole site's (C12).

    `updated_at`: when anything was last published; None: nothing yet. The only "as of" that pages show.
    `brands_updated_at`: the same by brand; a brand that no incident hit is missing.
    `changed_brands`, `changed_pages`: whose pages are to be drawn. `months`: month → how many incidents, newest first.
    `lines`: the incidents of every page that is drawn, and of the newest page of every month that is listed in full.
    """

    carrier: Carrier
    mode: Mode
    current: tuple[CurrentIncident, ...]
    past: tuple[Posting, ...]
    updated_at: datetime | None
    brands_updated_at: Mapping[str, datetime]
    changed_brands: frozenset[str]
    months: Mapping[str, int]
    changed_pages: frozenset[MonthPage]
    lines: Mapping[MonthPage, tuple[Posting, ...]]
