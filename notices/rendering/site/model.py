"""What the site is made from: everything published, and the time at which it is looked at."""

import re
from dataclasses import dataclass
from datetime import datetime

from notices.domain.carrier import Carrier
from notices.domain.incident_event import Mode
from notices.domain.notice_content import NoticeContent, NoticeKind, Stage

_LEAD = re.compile(r'<p class="lead">.*?</p>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """One published notice with its frozen texts: `page` and `entry` are finished HTML, `payload` is JSON."""

    content: NoticeContent
    title: str
    page: str
    entry: str
    payload: str
    published_at: datetime

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
class IncidentHistory:
    """All reports of one incident, oldest first (at least one).

    `is_current_until` None: not over, so it stays on the top page; otherwise it leaves at that moment (T9).
    """

    incident_id: str
    reports: tuple[PublishedReport, ...]
    brand_ids: tuple[str, ...]
    is_current_until: datetime | None

    @property
    def first(self) -> PublishedReport:
        """The oldest report."""
        return self.reports[0]

    @property
    def latest(self) -> PublishedReport:
        """The newest report."""
        return self.reports[-1]

    @property
    def status(self) -> str:
        """How far recovery has come: a `Stage` value, or "cancelled" once a report took the incident back."""
        if any(report.content.kind is NoticeKind.CANCELLATION for report in self.reports):
            return "cancelled"
        return self.latest.content.stage.value

    @property
    def is_over(self) -> bool:
        """Whether users have nothing to wait for any more."""
        return self.status in ("cancelled", Stage.RESTORED.value)

    @property
    def corrections(self) -> dict[int, int]:
        """Number of a corrected report → number of the latest report that corrects it (C7)."""
        return {r.content.corrects_number: r.number for r in self.reports if r.content.corrects_number is not None}

    def is_current(self, now: datetime) -> bool:
        """Whether it still belongs on the top page."""
        return self.is_current_until is None or now < self.is_current_until


@dataclass(frozen=True, slots=True)
class SiteState:
    """Everything published, seen at `now` (aware UTC). `mode` is the whole site's (C12)."""

    carrier: Carrier
    histories: tuple[IncidentHistory, ...]
    now: datetime
    mode: Mode

    @property
    def updated_at(self) -> datetime | None:
        """When anything was last published; None: nothing yet. The only "as of" that pages show."""
        return max((history.latest.published_at for history in self.histories), default=None)
