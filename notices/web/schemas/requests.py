"""What callers send."""

from typing import Annotated

from pydantic import Field, StringConstraints

from notices.desk.check_text import MOST_USER_ACTIONS
from notices.domain.incident_event import IncidentKind, OutlookKind
from notices.domain.notice_content import NoticeKind, Wording
from notices.web.schemas.facts import AnyFactGiven
from notices.web.schemas.fields import Body, Count, Id, Text, Time

FactsGiven = Annotated[list[AnyFactGiven], Field(min_length=1, max_length=100)]


class EventsGiven(Body):
    """Facts that became known together. `reported_at`: when, now where it is left out."""

    facts: FactsGiven
    reported_at: Time | None = None


class IncidentGiven(EventsGiven):
    """A new incident with its first facts."""

    kind: IncidentKind = IncidentKind.OUTAGE


class WordingGiven(Body):
    """A person's words for the public, by item; an empty one is left to the typed facts."""

    situation: Text = ""
    cause: Text = ""
    outlook_kind: OutlookKind = OutlookKind.UNDETERMINED
    outlook: Text = ""
    outlook_basis: Text = ""
    progress: Text = ""
    residual: Text = ""
    user_actions: Annotated[tuple[Text, ...], Field(max_length=MOST_USER_ACTIONS)] = ()
    recovery_basis: Text = ""
    prevention: Text = ""
    note: Text = ""

    def wording(self) -> Wording:
        """The same for the desk."""
        return Wording(**self.model_dump())


class DraftGiven(Body):
    """A new draft. `corrects_number`: the report that a correction corrects (C7)."""

    kind: NoticeKind
    wording: WordingGiven = WordingGiven()
    corrects_number: Count | None = None


class ApprovalGiven(Body):
    """`digest`: the fingerprint of the texts that were read, as the preview gives it (S1)."""

    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class ReasonGiven(Body):
    """Why."""

    reason: Text


class OverrideGiven(ReasonGiven):
    """Which finding a person lets stand, as the preview names it, and why (W3)."""

    rule: Id
    where: Annotated[str, StringConstraints(max_length=100)]
    matched: Text


class HoldGiven(ReasonGiven):
    """`deadline`: the key of the deadline whose countdown is to stop, such as "first_report" (T6)."""

    deadline: Id


class TextGiven(Body):
    """A text to be checked against the glossary."""

    text: Annotated[str, StringConstraints(max_length=50_000)]
