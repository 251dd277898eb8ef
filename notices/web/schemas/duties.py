"""Deadlines, deliveries, standing approvals as they are answered."""

from datetime import datetime

from pydantic import BaseModel

from notices.domain.deadline import DeadlineState
from notices.domain.delivery import DeliveryStatus
from notices.domain.notice_content import NoticeKind


class DeadlineOut(BaseModel):
    """What is due when, and by which clause. `is_held`: the clock will not publish for it by itself."""

    key: str
    clause: str
    what: str
    is_hard: bool
    due_at: datetime
    state: DeadlineState
    met_at: datetime | None
    met_by_number: int | None
    has_passed_before_detection: bool
    is_held: bool


class Deadlines(BaseModel):
    """By due time."""

    deadlines: list[DeadlineOut]


class HoldOut(BaseModel):
    """Whether the clock may publish by itself for this deadline."""

    incident_id: str
    deadline: str
    is_held: bool


class ClockOut(BaseModel):
    """Whether automatic publication is held everywhere, because the machine's clocks parted (T11)."""

    is_held: bool


class DeliveryOut(BaseModel):
    """One recipient's delivery. The address stays inside: `recipient_id` says nothing about the person behind it."""

    id: str
    notice_id: str
    number: int
    channel: str
    recipient_id: str
    status: DeliveryStatus
    attempts: int
    attempted_at: datetime | None
    next_attempt_at: datetime | None
    settled_at: datetime | None
    detail: str


class Deliveries(BaseModel):
    """All deliveries of one incident."""

    deliveries: list[DeliveryOut]


class StandingApprovalOut(BaseModel):
    """What was approved in advance, by which post, until when."""

    id: str
    approved_by: str
    kinds: tuple[NoticeKind, ...]
    channels: tuple[str, ...]
    incident_kinds: tuple[str, ...]
    expires_at: datetime
    is_in_force: bool


class StandingApprovals(BaseModel):
    """As the carrier's profile has them."""

    standing_approvals: list[StandingApprovalOut]
