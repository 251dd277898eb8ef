"""Reports to authorities, call sheets and the criteria of serious accidents as they are asked for and answered."""

from datetime import datetime

from pydantic import BaseModel

from notices.domain.authority import AuthorityReportKind, AuthorityRole
from notices.domain.deadline import DeadlineState
from notices.policy.clause import Confidence
from notices.policy.severity import Verdict, Weight
from notices.policy.thresholds import ServiceClass
from notices.web.schemas.fields import Body, Text


class ReportGiven(Body):
    """`remarks`: a person's own words for this report, printed under its last item."""

    kind: AuthorityReportKind
    remarks: Text = ""


class ReportTextOut(BaseModel):
    """What the next report would say if it were sent now."""

    kind: AuthorityReportKind
    number: int
    title: str
    text: str


class ReportOut(ReportTextOut):
    """A report as it went out; it never changes. `notice_number`: the public report that it passed on."""

    id: str
    incident_id: str
    author_id: str
    sent_at: datetime
    notice_number: int | None


class Reports(BaseModel):
    """Oldest first."""

    reports: list[ReportOut]


class AuthorityOut(BaseModel):
    """A body with its addresses, as the profile has them."""

    id: str
    name: str
    role: AuthorityRole
    mail: str
    phone: str
    fax: str
    hours: str


class CallSheetOut(BaseModel):
    """Somebody a person must reach. `script`: what to say; once ticked, what was to be said then."""

    id: str
    incident_id: str
    deadline: str
    due_at: datetime
    state: DeadlineState
    authority: AuthorityOut
    opened_at: datetime
    ticked_at: datetime | None
    ticked_by: str
    outcome: str
    script: str


class CallSheets(BaseModel):
    """In the order they were opened."""

    call_sheets: list[CallSheetOut]


class TickGiven(Body):
    """`outcome`: who was reached (a post, never a person's name) and what was answered."""

    outcome: Text = ""


class JudgementOut(BaseModel):
    """One category of services under one version of the criteria. `at`: since when, or from when, it is met."""

    service_class: ServiceClass
    criteria: str
    clause: str
    verdict: Verdict
    weight: Weight
    at: datetime | None
    service_ids: tuple[str, ...]
    users: int | None
    elapsed_minutes: int
    is_running: bool
    sentence: str
    notes: tuple[str, ...]
    confidence: Confidence
    source: str


class Severity(BaseModel):
    """Whether the incident is a serious accident (重大な事故). `foreseen`: what will be met first if it goes on."""

    judgements: list[JudgementOut]
    foreseen: str | None
