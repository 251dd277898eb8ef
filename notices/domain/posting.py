"""Where one incident stands on the public site (掲載): what lists say of it, written down at each publication.

Lists, counts and feeds are made from this alone, so that a publication costs the same however long the archive is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from notices.domain.notice_content import NoticeContent, NoticeKind, Stage

CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Posting:
    """One incident in a list. `newest_id`, `number` and `last_published_at` are its newest report's.

    `status`: see `public_status`. `ended_at`: when the report that ended it was published; None while it goes on (T9).
    `brand_ids`: every brand that any report named. `month`: of the first report in Japan, as "2018-12". The records
    fill in `title`, the newest report's, and `place`: 1 for the month's first incident. Month and place never change.
    """

    incident_id: str
    newest_id: str
    number: int
    report_count: int
    status: str
    brand_ids: tuple[str, ...]
    first_published_at: datetime
    last_published_at: datetime
    ended_at: datetime | None
    month: str
    place: int = 0
    title: str = ""

    @property
    def is_over(self) -> bool:
        """Whether users have nothing to wait for any more."""
        return self.status in (CANCELLED, Stage.RESTORED.value)


@dataclass(frozen=True, slots=True)
class PostedEntry:
    """What a feed shows of one incident or one report: a report's frozen title and entry (finished HTML).

    `first_published_at` differs from `published_at` only where the entry stands for a whole incident.
    """

    incident_id: str
    number: int
    title: str
    html: str
    first_published_at: datetime
    published_at: datetime


def public_status(reports: Iterable[NoticeContent]) -> str:
    """How far recovery has come: a `Stage` value, or "cancelled" once a report took the incident back.

    `reports`: what all of them stated, oldest first. Raises ValueError when there is no report.
    """
    contents = list(reports)
    if not contents:
        raise ValueError("an incident without any report has no public status")
    if any(content.kind is NoticeKind.CANCELLATION for content in contents):
        return CANCELLED
    return contents[-1].stage.value
