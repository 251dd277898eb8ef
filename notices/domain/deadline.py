"""What is due when, and by which clause (期限)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class DeadlineState(StrEnum):
    """A missed deadline stays missed, also once the notice has come: only by how much is learnt."""

    PENDING = "pending"
    MET = "met"
    MISSED = "missed"
    VOID = "void"


class TimerKind(StrEnum):
    """What the clock does at a moment, exactly once each (T11)."""

    REMIND = "remind"
    ANNOUNCE = "announce"
    ISSUE = "issue"
    MISS = "miss"
    REFRESH_SITE = "refresh_site"
    JUDGE = "judge"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One demand of a clause on one incident. `key` is unique per incident ("first_report", "next_update:3").

    `is_hard`: binding for this carrier (指定公共機関); otherwise a target under the same clock (T2).
    `readings`: every due time it ever had with the onset that gave it, oldest first (T10).
    `met_by_number`: the report that answers it, once published; `met_at` only once that stands on the web.
    `has_passed_before_detection`: it was over before anyone at the carrier knew.
    """

    key: str
    clause: str
    what: str
    is_hard: bool
    due_at: datetime
    state: DeadlineState = DeadlineState.PENDING
    met_at: datetime | None = None
    met_by_number: int | None = None
    has_passed_before_detection: bool = False
    readings: tuple[datetime, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Timer:
    """One thing the clock must do. `key` is unique per incident; `deadline_key` names the deadline it serves."""

    key: str
    kind: TimerKind
    due_at: datetime
    deadline_key: str | None = None
    minutes_left: int | None = None
