"""The bodies told besides the public (関係機関): the ministry, and those that answer emergency calls (T3)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AuthorityRole(StrEnum):
    """総務省, 警察（110）, 海上保安庁（118）, 消防（119）."""

    MINISTRY = "ministry"
    POLICE = "police"
    COAST_GUARD = "coast_guard"
    FIRE = "fire"


class AuthorityReportKind(StrEnum):
    """総務省への速報 (S001 ①), and the word to the bodies that answer emergency calls (S001 ①)."""

    QUICK_REPORT = "quick_report"
    EMERGENCY_BODIES = "emergency_bodies"

    @property
    def channel(self) -> str:
        """The way out that carries it; each has an audience of its own, and so a sharing scope (P1)."""
        return {
            AuthorityReportKind.QUICK_REPORT: "ministry",
            AuthorityReportKind.EMERGENCY_BODIES: "emergency_bodies",
        }[self]

    @property
    def roles(self) -> frozenset[AuthorityRole]:
        """Who is told."""
        if self is AuthorityReportKind.QUICK_REPORT:
            return frozenset({AuthorityRole.MINISTRY})
        return frozenset({AuthorityRole.POLICE, AuthorityRole.COAST_GUARD, AuthorityRole.FIRE})


@dataclass(frozen=True, slots=True)
class Authority:
    """One body with its addresses; `hours` says when and to whom its telephone leads."""

    id: str
    name: str
    role: AuthorityRole
    mail: str = ""
    phone: str = ""
    fax: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class AuthorityReport:
    """What one kind of authority was told at one moment (第N報); never changed afterwards, like a published notice.

    `notice_number`: the public report that it passes on, None for the ministry's own. `author_id`: account or "clock".
    """

    id: str
    incident_id: str
    kind: AuthorityReportKind
    number: int
    title: str
    text: str
    author_id: str
    sent_at: datetime
    notice_number: int | None = None


@dataclass(frozen=True, slots=True)
class CallSheet:
    """One body that a person must reach for one deadline (連絡票); the tick is a record of its own (O6, T3).

    `script`: what was to be said, kept as it read when the sheet was ticked; until then it follows the facts.
    """

    id: str
    incident_id: str
    deadline_key: str
    authority: Authority
    opened_at: datetime
    ticked_at: datetime | None = None
    ticked_by: str = ""
    outcome: str = ""
    script: str = ""
