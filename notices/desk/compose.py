"""From an incident and a person's wording to what the notice says, as data. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from notices.areas.table import load_areas
from notices.desk.changes import changes_between, news_since
from notices.desk.developments import developments_since
from notices.desk.stated_calls import stated_calls
from notices.domain.carrier import Carrier
from notices.domain.impact import ImpactStatus, ServiceImpact, UserCount
from notices.domain.incident import Incident, IncidentStatus
from notices.domain.incident_event import CHECKED_BY, IncidentKind, OutlookKind, RecoveryReported
from notices.domain.notice_content import (
    Development,
    NoticeContent,
    NoticeKind,
    Stage,
    StatedImpact,
    StatedOutlook,
    StatedRecovery,
    Wording,
)
from notices.policy.alternatives import alternatives_for


@dataclass(frozen=True, slots=True)
class Brief:
    """What is to be said beside the facts: kind, number, times, a person's wording, and what was said before.

    `previous`: the last published content. `corrected`: the content a correction corrects (C7).
    """

    kind: NoticeKind
    number: int
    as_of: datetime
    next_update_at: datetime | None = None
    wording: Wording = field(default_factory=Wording)
    previous: NoticeContent | None = None
    corrected: NoticeContent | None = None
    is_automatic: bool = False


def compose(view: Incident, brief: Brief, carrier: Carrier) -> NoticeContent:
    """What the notice states. `view` must already be cut to the audience's scope (P1).

    Facts that people worded and published stay stated until replaced: a later report never takes a known cause back to
    「調査中」. A clock-issued report adds no wording of its own (T12).
    """
    wording, previous = brief.wording, brief.previous
    if brief.is_automatic:
        # the clock never says that it works again: until a person's report says so, word of it is being checked
        view = _unjudged(view, previous)
    impacts = _stated_impacts(view, carrier)
    onset = view.onset
    offer = alternatives_for(view, carrier.services)
    residual = wording.residual or ("" if wording.progress or previous is None else previous.residual)
    is_over = brief.kind is NoticeKind.RESTORED or view.status is IncidentStatus.RESTORED
    content = NoticeContent(
        incident_id=view.id,
        kind=brief.kind,
        number=brief.number,
        mode=view.mode,
        incident_kind=view.kind,
        carrier_name=carrier.name,
        as_of=brief.as_of,
        onset_at=onset.at,
        is_onset_known=onset.is_known,
        is_onset_approximate=onset.is_approximate,
        stage=_stage(view, residual, is_over=is_over),
        impacts=impacts,
        users=_users(view.impacts),
        emergency_calls=stated_calls(view, carrier, is_automatic=brief.is_automatic),
        page_url=f"{carrier.site_url.rstrip('/')}/incidents/{view.id}/",
        cause_category=view.cause_category,
        cause=wording.cause or (previous.cause if previous else ""),
        outlook=_outlook(wording, previous),
        situation=wording.situation,
        progress=wording.progress,
        residual="" if is_over else residual,
        user_actions=wording.user_actions or (previous.user_actions if previous else ()),
        alternatives=offer.general,
        emergency_alternatives=offer.emergency,
        alternative_areas=offer.areas,
        contacts=carrier.contacts,
        official_accounts=carrier.official_accounts,
        recovery_reported_at=view.recovery.recovered_at if view.recovery is not None else None,
        recovery=_recovery(view, wording),
        prevention=wording.prevention,
        note=wording.note,
        next_update_at=None if is_over else brief.next_update_at,
        last_checked_at=max((t for t in (view.last_checked_at, view.last_changed_at) if t), default=None),
        last_checked_by=_last_checked_by(view),
        is_automatic=brief.is_automatic,
        corrects_number=brief.corrected.number if brief.corrected is not None else None,
        apology=carrier.apology,
        carrier_names=carrier.names,
    )
    content = replace(content, outlook_due_at=_outlook_due_at(view, content, carrier))
    content = _with_onset_readings(content, previous)
    news = news_since(previous, content)
    developments = _developments(previous, content)
    changes = changes_between(brief.corrected, content) if brief.corrected is not None else ()
    has_news = bool(news) or bool(changes) or bool(developments)
    return replace(content, news=news, developments=developments, has_news=has_news, changes=changes)


def _developments(previous: NoticeContent | None, content: NoticeContent) -> tuple[Development, ...]:
    return developments_since(previous, content, load_areas()) if previous is not None else ()


def _outlook_due_at(view: Incident, content: NoticeContent, carrier: Carrier) -> datetime | None:
    """By when a disaster's outlook is to be shown, while there is none (T5)."""
    is_open = content.outlook.kind is OutlookKind.UNDETERMINED and content.stage is not Stage.RESTORED
    if view.kind is not IncidentKind.DISASTER or not is_open:
        return None
    due_at = view.onset.at + timedelta(days=carrier.clock.disaster_outlook_days)
    return due_at if due_at > content.as_of else None


def _unjudged(view: Incident, previous: NoticeContent | None) -> Incident:
    """The incident as it would stand without a judgement that no report has told: word of recovery is being checked.

    A service that was judged to work before another was hit is told of in the same way.
    """
    told = {i.service_id for i in previous.impacts if i.status is ImpactStatus.RESTORED} if previous else set()
    is_judged = view.judgement is not None
    impacts = tuple(
        replace(impact, status=ImpactStatus.RECOVERY_REPORTED)
        if impact.status is ImpactStatus.RESTORED and (is_judged or impact.service_id not in told)
        else impact
        for impact in view.impacts
    )
    recovery = view.recovery
    if recovery is None and view.judgement is not None:
        recovery = RecoveryReported(view.judgement.recovered_at)
    return replace(view, judgement=None, impacts=impacts, recovery=recovery)


def _stated_impacts(view: Incident, carrier: Carrier) -> tuple[StatedImpact, ...]:
    """Services that carry emergency calls first: whoever reads one line must read that one."""
    ordered = sorted(view.impacts, key=lambda impact: not _carries_emergency_calls(impact, carrier))
    return tuple(_stated(impact, carrier) for impact in ordered)


def _carries_emergency_calls(impact: ServiceImpact, carrier: Carrier) -> bool:
    service = carrier.service(impact.service_id)
    return service is not None and service.has_emergency_calls


def _stated(impact: ServiceImpact, carrier: Carrier) -> StatedImpact:
    service = carrier.service(impact.service_id)
    return StatedImpact(
        service_id=impact.service_id,
        service_name=service.name if service is not None else impact.service_id,
        brand_ids=service.brand_ids if service is not None else (),
        effect=impact.effect,
        areas=impact.areas,
        users=impact.users,
        status=impact.status,
        service_kind=service.kind if service is not None else "",
        short_name=service.short_name if service is not None else "",
        names=service.names if service is not None else (),
        has_emergency_calls=service is not None and service.has_emergency_calls,
    )


def _stage(view: Incident, residual: str, *, is_over: bool) -> Stage:
    if is_over:
        return Stage.RESTORED
    if view.status in (IncidentStatus.RECOVERY_REPORTED, IncidentStatus.RESTORED):
        return Stage.RECOVERY_REPORTED
    statuses = {impact.status for impact in view.impacts}
    if ImpactStatus.RECOVERY_REPORTED in statuses and ImpactStatus.ACTIVE not in statuses:
        # of what is left, word of recovery came service by service, or a service hit since was never hit
        return Stage.RECOVERY_REPORTED
    if residual:
        return Stage.RESTRICTED
    mended = statuses & {ImpactStatus.RESTORED, ImpactStatus.RECOVERY_REPORTED}
    return Stage.PARTLY_RESTORED if mended and ImpactStatus.ACTIVE in statuses else Stage.ONGOING


def _last_checked_by(view: Incident) -> str:
    """Who stands for the facts as they are (T7): whoever checked them last, or brought the last change since."""
    if view.last_checked_by is not None and view.last_checked_at == view.last_changed_at:
        return view.last_checked_by
    source = view.last_changed_by.source if view.last_changed_by is not None else ""
    return source if source in CHECKED_BY else "noc"


def _users(impacts: Sequence[ServiceImpact]) -> UserCount | None:
    """The largest count of any service: the same lines may be hit twice, so counts are never added."""
    counts = [i.users for i in impacts if i.users is not None and i.status is not ImpactStatus.RETRACTED]
    return max(counts, key=lambda count: count.value, default=None)


def _outlook(wording: Wording, previous: NoticeContent | None) -> StatedOutlook:
    before = previous.outlook if previous is not None else StatedOutlook(OutlookKind.UNDETERMINED)
    if wording.outlook_kind is OutlookKind.UNDETERMINED and not wording.outlook:
        return before
    slipped = before.text and before.text != wording.outlook
    earlier = (*before.earlier, before.text) if slipped else before.earlier
    return StatedOutlook(wording.outlook_kind, wording.outlook, wording.outlook_basis, earlier)


def _recovery(view: Incident, wording: Wording) -> StatedRecovery | None:
    if view.judgement is None:
        return None
    basis = wording.recovery_basis or view.judgement.basis
    return StatedRecovery(view.judgement.recovered_at, basis, view.judgement.judged_by)


def _with_onset_readings(content: NoticeContent, previous: NoticeContent | None) -> NoticeContent:
    """A corrected onset is shown with the reading before it, also in the reports after the next (T10)."""
    if previous is None:
        return content
    if previous.onset_at != content.onset_at:
        return replace(content, is_onset_corrected=True, onset_before=previous.onset_at)
    return replace(content, is_onset_corrected=previous.is_onset_corrected, onset_before=previous.onset_before)
