"""What people let the public know since the last report, put into a new draft: nobody has to write it twice (P1)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from notices.domain import incident_event as ev
from notices.domain.incident import visible_to
from notices.domain.incident_event import IncidentEvent
from notices.domain.notice_content import NoticeKind, Wording
from notices.domain.sharing_scope import SharingScope

_ONGOING = ("cause", "outlook", "progress", "residual", "user_actions")
FILLED: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.FIRST: _ONGOING,
    NoticeKind.UPDATE: _ONGOING,
    NoticeKind.CORRECTION: _ONGOING,
    NoticeKind.RESTORED: ("cause", "user_actions"),
    NoticeKind.CAUSE: ("cause",),
    NoticeKind.CANCELLATION: (),
}
"""Which items of each kind are filled in; an outlook comes with its kind and basis."""


def prefilled(wording: Wording, kind: NoticeKind, events: Sequence[IncidentEvent], since: datetime | None) -> Wording:
    """The wording with what it leaves empty taken from public texts that became known, or public, after `since`.

    None: nothing was published yet. An item that the writer worded stays; the latest text of an item counts.
    """
    told = Wording()
    for event in visible_to(events, SharingScope.PUBLIC):
        if since is None or _public_at(event, events) > since:
            told = _with(told, event.fact)
    for item in FILLED[kind]:
        if getattr(wording, item) or not getattr(told, item):
            continue
        if item == "outlook":
            told_of = {"outlook_kind": told.outlook_kind, "outlook": told.outlook, "outlook_basis": told.outlook_basis}
            wording = replace(wording, **told_of)  # type: ignore[arg-type]  # each member keeps its own type
        else:
            wording = replace(wording, **{item: getattr(told, item)})
    return wording


def _public_at(event: IncidentEvent, events: Sequence[IncidentEvent]) -> datetime:
    if event.scope is SharingScope.PUBLIC:
        return event.reported_at
    widened = (e.reported_at for e in events if isinstance(e.fact, ev.ScopeWidened) and e.fact.event_id == event.id)
    return max((event.reported_at, *widened))


def _with(wording: Wording, fact: ev.AnyFact) -> Wording:
    match fact:
        case ev.CauseStated():
            return replace(wording, cause=fact.text)
        case ev.OutlookStated():
            return replace(wording, outlook_kind=fact.kind, outlook=fact.text, outlook_basis=fact.basis or "")
        case ev.ProgressMade():
            return replace(wording, progress=fact.text, residual=fact.residual or "")
        case ev.UserActionAdvised():
            return replace(wording, user_actions=(*wording.user_actions, fact.text))
    return wording
