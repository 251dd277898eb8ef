"""What differs between two reports: the news of a follow-up, and before/after of a correction (C7, C8). Pure."""

from collections.abc import Iterator

from notices.domain.impact import EmergencyCalls, EmergencyStatus, ImpactStatus
from notices.domain.notice_content import Change, NoticeContent, Side, Stage, StatedImpact

_ITEMS = ("onset", "impacts", "emergency_calls", "cause", "outlook", "progress", "user_actions", "recovery")


def news_since(previous: NoticeContent | None, content: NoticeContent) -> tuple[str, ...]:
    """The items that say something new, in the order of the page; everything stated is new in a first report."""
    if previous is None:
        return tuple(item for item in _ITEMS if _value(content, item))
    return tuple(item for item in _ITEMS if _is_new(previous, content, item))


def changes_between(corrected: NoticeContent, content: NoticeContent) -> tuple[Change, ...]:
    """Every fact the corrected report stated otherwise. What it left open, and what only moved on, was no error."""
    return tuple(_changes(corrected, content))


def _changes(corrected: NoticeContent, content: NoticeContent) -> Iterator[Change]:
    before, after = corrected.stated_impacts, content.stated_impacts
    if _said(corrected) != _said(content):
        yield Change("impacts", Side(impacts=before), Side(impacts=after, is_unknown=not after))
    if corrected.users is not None and corrected.users != content.users:
        yield Change("users", Side(users=corrected.users), Side(users=content.users, is_unknown=content.users is None))
    if corrected.onset_at != content.onset_at:
        yield Change("onset", Side(at=corrected.onset_at), Side(at=content.onset_at))
    if _is_otherwise(corrected.emergency_calls, content.emergency_calls):
        calls = Side(emergency_calls=corrected.emergency_calls), Side(emergency_calls=content.emergency_calls)
        yield Change("emergency_calls", *calls)
    if corrected.cause and corrected.cause != content.cause:
        yield Change("cause", Side(text=corrected.cause), Side(text=content.cause, is_unknown=not content.cause))
    if corrected.outlook.text and _outlook(corrected) != _outlook(content):
        yield Change("outlook", Side(outlook=corrected.outlook), Side(outlook=content.outlook))
    if corrected.user_actions and corrected.user_actions != content.user_actions:
        actions = Side(user_actions=content.user_actions, is_unknown=not content.user_actions)
        yield Change("user_actions", Side(user_actions=corrected.user_actions), actions)
    recovered_at = content.recovery.recovered_at if content.recovery is not None else None
    if corrected.recovery is not None and corrected.recovery.recovered_at != recovered_at:
        recovered = Side(at=recovered_at, is_unknown=recovered_at is None)
        yield Change("recovery", Side(at=corrected.recovery.recovered_at), recovered)


def _said(content: NoticeContent) -> list[tuple[object, ...]]:
    """Services with effects and areas; a count of their own only where it is not the overall one."""
    return [
        (i.service_id, i.effect, i.areas, i.users if i.users != content.users else None)
        for i in content.stated_impacts
    ]  # fmt: skip


def _is_otherwise(before: EmergencyCalls, after: EmergencyCalls) -> bool:
    """Whether a number was said to stand otherwise: not that it was unknown, nor that it works again since."""
    moved_on = (EmergencyStatus.AFFECTED, EmergencyStatus.RESTORED)
    pairs = [
        (before.police, after.police),
        (before.coast_guard, after.coast_guard),
        (before.fire, after.fire),
    ]
    return any(old is not EmergencyStatus.UNKNOWN and old is not new and (old, new) != moved_on for old, new in pairs)


def _outlook(content: NoticeContent) -> tuple[object, ...]:
    return (content.outlook.kind, content.outlook.text, content.outlook.basis)


def _is_new(previous: NoticeContent, content: NoticeContent, item: str) -> bool:
    if item == "progress":
        is_told = bool(content.situation or content.progress)
        is_same = (content.situation, content.progress) == (previous.situation, previous.progress)
        is_over = content.stage is Stage.RESTORED
        return (is_told and not is_same) or (content.residual != previous.residual and not is_over)
    value = _value(content, item)
    return bool(value) and value != _value(previous, item)


def _value(content: NoticeContent, item: str) -> object:
    match item:
        case "onset":
            return (content.onset_at, content.is_onset_known)
        case "impacts":
            return [(*_impact(i), i.status is ImpactStatus.RETRACTED) for i in content.impacts]
        case "emergency_calls":
            return content.emergency_calls
        case "cause":
            return (content.cause, content.cause_category) if content.cause or content.cause_category else None
        case "outlook":
            return content.outlook.text
        case "progress":
            return content.situation or content.progress or content.residual
        case "user_actions":
            return content.user_actions
        case _:
            is_told = content.stage in (Stage.RECOVERY_REPORTED, Stage.RESTORED)
            return (content.recovery_reported_at, content.recovery) if is_told else None


def _impact(impact: StatedImpact) -> tuple[object, ...]:
    return (impact.service_id, impact.effect, impact.areas, impact.users)
