"""What is new in a report since the one before, in the order in which readers need it. Pure."""

from collections.abc import Iterator, Sequence

from notices.areas.overlap import is_apart
from notices.areas.simplify import simplify
from notices.areas.table import AreaTable
from notices.domain.impact import Area, Effect, EmergencyCalls, EmergencyStatus, ImpactStatus
from notices.domain.incident_event import OutlookKind
from notices.domain.notice_content import Development, NoticeContent, Stage, StatedImpact
from notices.domain.notice_content import DevelopmentKind as Kind
from notices.policy.alternative import load_alternatives

_OVER = (ImpactStatus.RESTORED, ImpactStatus.RECOVERY_REPORTED)
_ORDER = list(Kind)


def developments_since(previous: NoticeContent, content: NoticeContent, table: AreaTable) -> tuple[Development, ...]:
    """Everything that the report says and the one before did not, the weightiest first."""
    found = [*_services(previous, content, table), *_emergency(previous, content), *_statements(previous, content)]
    return tuple(sorted(found, key=lambda development: _ORDER.index(development.kind)))


def _services(previous: NoticeContent, content: NoticeContent, table: AreaTable) -> Iterator[Development]:
    """Services with the same news are told of together."""
    grouped: dict[tuple[Kind, tuple[Area, ...]], list[StatedImpact]] = {}
    for impact in content.impacts:
        for kind, areas in _of_service(previous, impact, table):
            grouped.setdefault((kind, areas), []).append(impact)
    for (kind, areas), impacts in grouped.items():
        yield Development(kind, impacts=tuple(impacts), areas=areas)


def _of_service(
    previous: NoticeContent, impact: StatedImpact, table: AreaTable
) -> Iterator[tuple[Kind, tuple[Area, ...]]]:
    earlier = [i for i in previous.impacts if i.service_id == impact.service_id]
    before = next((i for i in earlier if i.effect is impact.effect), earlier[0] if earlier else None)
    if impact.status is ImpactStatus.RETRACTED:
        if before is not None and before.status is not ImpactStatus.RETRACTED:
            yield Kind.NEVER_HIT, ()
        return
    if before is None or before.status is ImpactStatus.RETRACTED:
        yield Kind.SERVICE_HIT, ()
        return
    if impact.status is not before.status:
        turned = {ImpactStatus.RESTORED: Kind.RESTORED, ImpactStatus.RECOVERY_REPORTED: Kind.RECOVERY_REPORTED}
        kind = turned.get(impact.status, Kind.HIT_AGAIN)
        yield kind, ()
        if kind is Kind.HIT_AGAIN:
            return  # how and where is told with it: against what was over, nothing widened or narrowed
    if impact.status in _OVER:
        return
    if impact.effect is not before.effect and not any(i.effect is impact.effect for i in earlier):
        yield Kind.EFFECT_CHANGED, ()
    if impact.areas != before.areas and impact.areas:
        yield from _of_areas(before.areas, impact.areas, table)


def _of_areas(
    before: tuple[Area, ...] | None, after: tuple[Area, ...], table: AreaTable
) -> Iterator[tuple[Kind, tuple[Area, ...]]]:
    """Nothing where the same land is only named otherwise. What is said to be over lies nowhere in what is left."""
    if not before:
        yield Kind.AREA_FOUND, tuple(sorted(after))
        return
    old, new = simplify(before, table), simplify(after, table)
    both = simplify((*old, *new), table)
    came, went = (tuple(a for a in new if a not in old), tuple(a for a in old if a not in new))
    if old == new:
        return
    if both == new and came:
        yield Kind.AREA_WIDENED, came
    elif both == old and not came and all(is_apart(gone, new, table) for gone in went):
        yield Kind.AREA_NARROWED, went
    else:
        yield Kind.AREA_CHANGED, tuple(sorted(after))


def _emergency(previous: NoticeContent, content: NoticeContent) -> Iterator[Development]:
    told = {
        EmergencyStatus.AFFECTED: Kind.EMERGENCY_AFFECTED,
        EmergencyStatus.NOT_AFFECTED: Kind.EMERGENCY_FREE,
        EmergencyStatus.RESTORED: Kind.EMERGENCY_FREE,
    }
    if content.stage is Stage.RESTORED:
        return
    before, after = _by_number(previous.emergency_calls), _by_number(content.emergency_calls)
    for kind in dict.fromkeys(told.values()):
        numbers = tuple(
            number for number, status in after.items() if told.get(status) is kind and before[number] is not status
        )
        if numbers:
            yield Development(kind, numbers=numbers)


def _by_number(calls: EmergencyCalls) -> dict[str, EmergencyStatus]:
    return {"police": calls.police, "coast_guard": calls.coast_guard, "fire": calls.fire}


def _statements(previous: NoticeContent, content: NoticeContent) -> Iterator[Development]:
    if content.stage is not Stage.RESTORED and content.residual != previous.residual:
        yield Development(Kind.RESTRICTED if content.residual else Kind.RESTRICTION_LIFTED)
    if _cause(content) and _cause(content) != _cause(previous):
        yield Development(Kind.CAUSE_STATED)
    if content.outlook.text and content.outlook.text != previous.outlook.text:
        is_slip = bool(previous.outlook.text) and previous.outlook.kind is not OutlookKind.UNDETERMINED
        yield Development(Kind.OUTLOOK_SLIPPED if is_slip else Kind.OUTLOOK_STATED)
    if content.user_actions and content.user_actions != previous.user_actions:
        yield Development(Kind.ACTIONS_ADVISED)
    yield from _alternatives(previous, content)
    if (content.onset_at, content.is_onset_known) != (previous.onset_at, previous.is_onset_known):
        yield Development(Kind.ONSET_CHANGED)
    if content.users is not None and content.users != previous.users:
        yield Development(Kind.USERS_CHANGED)
    said = (content.situation, content.progress)
    if any(said) and said != (previous.situation, previous.progress):
        yield Development(Kind.PROGRESS)


def _cause(content: NoticeContent) -> tuple[str, str]:
    return (content.cause, content.cause_category or "")


def _alternatives(previous: NoticeContent, content: NoticeContent) -> Iterator[Development]:
    """Only while something is hit: afterwards nobody needs them, and that they went is no news."""
    if content.stage is Stage.RESTORED or not any(i.effect is not Effect.UNKNOWN for i in content.present_impacts):
        return
    old, new = _offered(previous), _offered(content)
    came, went = [a for a in new if a not in old], [a for a in old if a not in new]
    if came:
        yield Development(Kind.ALTERNATIVES_ADDED, alternatives=tuple(came))
    if went:
        yield Development(Kind.ALTERNATIVES_ENDED, alternatives=tuple(went))


def _offered(content: NoticeContent) -> Sequence[str]:
    """The means, without the catalogue's statements that there is none, or none needed.

    What an earlier version offered and the catalogue no longer knows has no words any more, and is passed over.
    """
    means = {means.id for means in load_alternatives() if not means.is_statement}
    offered = dict.fromkeys((*content.emergency_alternatives, *content.alternatives))
    return [each for each in offered if each in means]
