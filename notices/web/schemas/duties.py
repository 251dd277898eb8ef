"""Deadlines, deliveries, standing approvals as they are answered."""

from datetime import datetime

from pydantic import BaseModel

from notices.domain.authority import AuthorityReportKind
from notices.domain.deadline import DeadlineState
from notices.domain.delivery import DeliveryStatus
from notices.domain.notice_content import NoticeKind


class DeadlineOut(BaseModel):
    """What is due when, and by which clause. `is_held`: a person stopped its countdown.

    `issue_at`: the moment at which the clock publishes, or sends a report, for it by itself; null where it does neither
    (held, unconfirmed, no standing approval, a failed attempt). `will_issue`: whether it does so as things stand; false
    also while everything is held (`GET /clock`), and then it does so as soon as it may.
    """

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
    issue_at: datetime | None
    will_issue: bool


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
    """One recipient's delivery of a notice, or of a report to authorities.

    The address stays inside: `recipient_id` says nothing about the person behind it.
    """

    id: str
    notice_id: str | None
    report_id: str | None
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
    """The deliveries of one incident, or of one notice.

    `pending_channels`: ways out whose recipients are not all written down yet, so that more deliveries will follow; any
    other way out without a delivery has nobody to tell.
    """

    deliveries: list[DeliveryOut]
    pending_channels: tuple[str, ...]


class StandingApprovalOut(BaseModel):
    """What was approved in advance, by which post, until when."""

    id: str
    approved_by: str
    kinds: tuple[NoticeKind, ...]
    reports: tuple[AuthorityReportKind, ...]
    channels: tuple[str, ...]
    incident_kinds: tuple[str, ...]
    expires_at: datetime
    is_in_force: bool


class StandingApprovals(BaseModel):
    """As the carrier's profile has them."""

    standing_approvals: list[StandingApprovalOut]
