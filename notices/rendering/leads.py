"""What the first sentences of a follow-up tell (C8): the weightiest news in a sentence each, the rest by name. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from notices.domain.impact import ImpactStatus
from notices.domain.notice_content import Development, NoticeContent, NoticeKind, Stage
from notices.domain.notice_content import DevelopmentKind as Kind

MOST_TOLD = 3
NO_MEANS = frozenset({"none_confirmed", "none_needed", "not_everywhere"})

# about the harm as it is now: told of what is hit, never of what may be over
_PRESENT = frozenset({Kind.HIT_AGAIN, Kind.SERVICE_HIT, Kind.EFFECT_CHANGED, Kind.AREA_WIDENED, Kind.AREA_NARROWED,
                      Kind.AREA_CHANGED, Kind.AREA_FOUND})  # fmt: skip
# what the sentence on the state says anyway, by the stage it is about
_SAID_BY_STATE = {
    Stage.RECOVERY_REPORTED: frozenset({Kind.RECOVERY_REPORTED}),
    Stage.RESTORED: frozenset({Kind.RESTORED, Kind.RECOVERY_REPORTED, Kind.EMERGENCY_FREE}),
}
# of no use to anybody once it is over
_PAST = frozenset({Kind.RESTRICTION_LIFTED, Kind.OUTLOOK_STATED, Kind.OUTLOOK_SLIPPED, Kind.ALTERNATIVES_ADDED,
                   Kind.ALTERNATIVES_ENDED})  # fmt: skip
# which item of a correction's before and after says it already
_CORRECTED_AS = {
    "impacts": frozenset({Kind.NEVER_HIT, Kind.USERS_CHANGED}) | _PRESENT,
    "users": frozenset({Kind.USERS_CHANGED}),
    "onset": frozenset({Kind.ONSET_CHANGED}),
    "emergency_calls": frozenset({Kind.EMERGENCY_AFFECTED, Kind.EMERGENCY_FREE}),
    "cause": frozenset({Kind.CAUSE_STATED}),
    "outlook": frozenset({Kind.OUTLOOK_STATED, Kind.OUTLOOK_SLIPPED}),
    "user_actions": frozenset({Kind.ACTIONS_ADVISED}),
    "recovery": frozenset({Kind.RESTORED, Kind.RECOVERY_REPORTED}),
}


@dataclass(frozen=True, slots=True)
class Lead:
    """`told`: each gets a sentence, the weightiest first. `named`: the rest, by name alone."""

    told: tuple[Development, ...] = ()
    named: tuple[Kind, ...] = ()


def lead_of(notice: NoticeContent) -> Lead:
    """Nothing in a first report: all of it is news."""
    tellable = list(_tellable(notice))
    told = () if notice.kind is NoticeKind.CORRECTION else tuple(d for d, is_short in tellable if not is_short)
    named = (d.kind for d, _ in tellable if d not in told[:MOST_TOLD])
    told_kinds = {development.kind for development in told[:MOST_TOLD]}
    return Lead(told[:MOST_TOLD], tuple(kind for kind in dict.fromkeys(named) if kind not in told_kinds))


def _tellable(notice: NoticeContent) -> Iterator[tuple[Development, bool]]:
    """What the sentence on the state leaves to be said, and whether its name must do."""
    is_over = notice.stage is Stage.RESTORED or notice.kind is NoticeKind.RESTORED
    stage = Stage.RESTORED if is_over else notice.stage
    dropped = set(_SAID_BY_STATE.get(stage, ())) | (_PAST if is_over else set()) | _corrected(notice)
    for development in notice.developments:
        if development.kind in dropped:
            continue
        told = _as_it_is_now(development, notice, is_over=is_over)
        if told is not None:
            yield told, False
        elif development.kind not in (Kind.ALTERNATIVES_ADDED, Kind.ALTERNATIVES_ENDED):
            yield development, True


def _corrected(notice: NoticeContent) -> set[Kind]:
    return {kind for change in notice.changes for kind in _CORRECTED_AS.get(change.item, ())}


def _as_it_is_now(development: Development, notice: NoticeContent, *, is_over: bool) -> Development | None:
    """The same about what it is still true of; None when that is nothing."""
    if development.kind in _PRESENT:
        active = tuple(i for i in development.impacts if i.status is ImpactStatus.ACTIVE)
        return replace(development, impacts=active) if active and not is_over else None
    if development.kind is Kind.EMERGENCY_AFFECTED:
        is_present = not is_over and notice.stage is not Stage.RECOVERY_REPORTED
        return development if is_present else None
    if development.kind in (Kind.ALTERNATIVES_ADDED, Kind.ALTERNATIVES_ENDED):
        means = tuple(_means(development.alternatives))
        return replace(development, alternatives=means) if means else None
    return development


def _means(names: Iterable[str]) -> Iterator[str]:
    """Without the sentences that say that there is none."""
    return (name for name in names if name not in NO_MEANS)
