"""Reads an incident's present state inside a transaction: the fold, what was published, what stands on the web."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from notices.desk.ports import Records
from notices.domain.errors import InputError
from notices.domain.impact import Effect, ImpactStatus, ServiceImpact
from notices.domain.incident import Incident, fold, visible_to
from notices.domain.incident_event import IncidentEvent, Opened, ReporterKind, ScopeWidened
from notices.domain.notice import ON_ITS_WAY, Notice, NoticeStatus
from notices.domain.notice_content import NoticeContent, NoticeKind, Stage, StatedImpact
from notices.domain.sharing_scope import SharingScope
from notices.policy.deadlines import Published


def full_incident(records: Records, incident_id: str) -> Incident:
    """The incident as the desk sees it. Raises InputError when there is none of that id."""
    events = records.incidents.events(incident_id)
    if not events:
        raise InputError("unknown_incident", incident=incident_id)
    return fold(incident_id, events)


def incident_for(
    records: Records, incident_id: str, audience_scope: SharingScope, *, is_automatic: bool = False
) -> Incident:
    """The incident as an audience may see it: narrower facts never enter the fold (P1).

    `is_automatic`: nobody reads the text before it goes, so nothing enters that nobody has vouched for (T6).
    """
    events = vouched_events(records, incident_id) if is_automatic else records.incidents.events(incident_id)
    return fold(incident_id, visible_to(events, audience_scope))


def vouched_events(records: Records, incident_id: str) -> list[IncidentEvent]:
    """What the clock may tell by itself (T6): told by somebody who vouches, or known before a person last spoke.

    A person speaks by reporting something, or by submitting a text that was published.
    """
    events = records.incidents.events(incident_id)
    by_people = [n for n in published_notices(records, incident_id) if not n.is_automatic]
    read_at = max((notice.submitted_at for notice in by_people if notice.submitted_at is not None), default=None)
    last = max((n for n, e in enumerate(events) if e.reported_by.kind is ReporterKind.PERSON), default=-1)
    return [
        event
        for n, event in enumerate(events)
        if n <= last
        or event.reported_by.vouches
        or isinstance(event.fact, Opened)
        or (read_at is not None and event.reported_at <= read_at)
    ]


def speakable_at(
    events: Sequence[IncidentEvent], audience_scope: SharingScope = SharingScope.PUBLIC
) -> datetime | None:
    """Since when an audience may be told of a harm that still stands; None while all of it is for fewer people (P1)."""
    widened: dict[str, datetime] = {}
    for event in events:
        if isinstance(event.fact, ScopeWidened) and event.fact.scope.may_reach(audience_scope):
            widened.setdefault(event.fact.event_id, event.reported_at)
    shown = [
        replace(event, reported_at=max(event.reported_at, widened.get(event.id, event.reported_at)))
        for event in visible_to(events, audience_scope)
    ]
    if not shown:
        return None
    view = fold(shown[0].incident_id, shown)
    return min((impact.reported_at for impact in view.impacts if is_harm(impact) and impact.reported_at), default=None)


def is_harm(impact: ServiceImpact | StatedImpact) -> bool:
    """Whether the impact says that users were hit by something."""
    return impact.status is not ImpactStatus.RETRACTED and impact.effect is not Effect.UNKNOWN


def published_notices(records: Records, incident_id: str) -> list[Notice]:
    """Published reports by number."""
    notices = [n for n in records.notices.of_incident(incident_id) if n.status is NoticeStatus.PUBLISHED]
    return sorted(notices, key=lambda notice: notice.number or 0)


def on_its_way(records: Records, incident_id: str) -> Notice | None:
    """The one notice that is submitted or approved, if any."""
    return next((n for n in records.notices.of_incident(incident_id) if n.status in ON_ITS_WAY), None)


def as_published(records: Records, incident_id: str, notices: list[Notice]) -> list[Published]:
    """What the clock needs of each published report."""
    on_web_at = _on_web_at(records, incident_id)
    return [
        Published(
            number=notice.number or 0,
            kind=notice.kind,
            published_at=notice.published_at,
            on_web_at=on_web_at.get(notice.number or 0),
            next_update_at=notice.next_update_at,
            outlook_kind=content_of(notice).outlook.kind,
            is_over=is_over(notice),
        )
        for notice in notices
        if notice.published_at is not None
    ]


def is_over(notice: Notice) -> bool:
    """Whether the report told of nothing that still goes on: restored, withdrawn, or said after that."""
    return notice.kind is NoticeKind.CANCELLATION or content_of(notice).stage is Stage.RESTORED


def _on_web_at(records: Records, incident_id: str) -> dict[int, datetime]:
    """When each report stood on the web. A later report's page carries the earlier ones, so its receipt counts too."""
    placed = records.deliveries.on_web_at(incident_id)
    return {
        number: min(at for later, at in placed.items() if later >= number)
        for number in range(1, max(placed, default=0) + 1)
    }


def content_of(notice: Notice) -> NoticeContent:
    """The frozen content of a submitted or published notice. Raises ValueError for a draft."""
    if notice.content is None:
        raise ValueError(f"notice {notice.id} has no content yet")
    return notice.content
