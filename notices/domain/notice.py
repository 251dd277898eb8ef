"""A notice (お知らせ, 第N報): one numbered public statement about one incident, and the moves it may make."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from notices.domain.errors import ForbiddenMove
from notices.domain.finding import Override
from notices.domain.notice_content import NoticeContent, NoticeKind, Wording


class NoticeStatus(StrEnum):
    """Draft → submitted (frozen) → approved → published; returned for another try; discarded unpublished."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    DISCARDED = "discarded"


MOVES: dict[NoticeStatus, frozenset[NoticeStatus]] = {
    NoticeStatus.DRAFT: frozenset({NoticeStatus.SUBMITTED, NoticeStatus.DISCARDED}),
    NoticeStatus.SUBMITTED: frozenset({NoticeStatus.APPROVED, NoticeStatus.RETURNED}),
    NoticeStatus.RETURNED: frozenset({NoticeStatus.SUBMITTED, NoticeStatus.DISCARDED}),
    NoticeStatus.APPROVED: frozenset({NoticeStatus.PUBLISHED, NoticeStatus.RETURNED}),
    NoticeStatus.PUBLISHED: frozenset(),
    NoticeStatus.DISCARDED: frozenset(),
}

ON_ITS_WAY = frozenset({NoticeStatus.SUBMITTED, NoticeStatus.APPROVED})
EDITABLE = frozenset({NoticeStatus.DRAFT, NoticeStatus.RETURNED})


def check_move(now: NoticeStatus, then: NoticeStatus) -> None:
    """Raises ForbiddenMove, naming both ends, unless the table allows the move."""
    if then not in MOVES[now]:
        raise ForbiddenMove("notice_move", now=now.value, then=then.value)


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. A published notice never changes; a mistake is a new notice of kind `correction` (C7).

    `number` is given at submission: the last published plus one. `digest` covers all frozen texts (S1).
    `writer_ids`: everyone who wrote or submitted it; none of them may approve it.
    `approved_by` is a person's account id, or "standing:<id>" for an approval given in advance.
    `overrides`: blocking findings that a person let stand, each with its reason (W3).
    """

    id: str
    incident_id: str
    kind: NoticeKind
    status: NoticeStatus
    author_id: str
    created_at: datetime
    wording: Wording
    number: int | None = None
    corrects_number: int | None = None
    content: NoticeContent | None = None
    digest: str | None = None
    next_update_at: datetime | None = None
    submitted_at: datetime | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None
    published_at: datetime | None = None
    returned_reason: str | None = None
    channels: tuple[str, ...] = ()
    writer_ids: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    version: int = 1

    @property
    def is_automatic(self) -> bool:
        """Whether the clock issued it under a standing approval (T6, T7)."""
        return self.approved_by is not None and self.approved_by.startswith("standing:")
