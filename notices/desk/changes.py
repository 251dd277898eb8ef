"""What differs between two reports: the news of a follow-up, and before/after of a correction (C7, C8). Pure."""

from notices.domain.impact import ImpactStatus
from notices.domain.notice_content import Change, NoticeContent, Stage, StatedImpact

_ITEMS = ("onset", "impacts", "emergency_calls", "cause", "outlook", "progress", "user_actions", "recovery")


def news_since(previous: NoticeContent | None, content: NoticeContent) -> tuple[str, ...]:
    """The items that say something new, in the order of the page; everything stated is new in a first report."""
    if previous is None:
        return tuple(item for item in _ITEMS if _value(content, item))
    return tuple(item for item in _ITEMS if _value(content, item) and _value(content, item) != _value(previous, item))


def changes_between(corrected: NoticeContent, content: NoticeContent) -> tuple[Change, ...]:
    """Every fact the corrected report stated otherwise."""
    changes: list[Change] = []
    before, after = _hit(corrected), _hit(content)
    if _said(before) != _said(after):
        changes.append(Change("impacts", before=before, after=after))
    if corrected.onset_at != content.onset_at:
        changes.append(Change("onset", before_at=corrected.onset_at, after_at=content.onset_at))
    if corrected.cause and corrected.cause != content.cause:
        changes.append(Change("cause", before_text=corrected.cause, after_text=content.cause))
    return tuple(changes)


def _hit(content: NoticeContent) -> tuple[StatedImpact, ...]:
    return content.stated_impacts


def _said(impacts: tuple[StatedImpact, ...]) -> list[tuple[object, ...]]:
    return [(i.service_id, i.effect, i.areas, i.users) for i in impacts]


def _value(content: NoticeContent, item: str) -> object:
    match item:
        case "onset":
            return (content.onset_at, content.is_onset_known)
        case "impacts":
            return [(*_said((i,)), i.status is ImpactStatus.RETRACTED) for i in content.impacts]
        case "emergency_calls":
            return content.emergency_calls
        case "cause":
            return (content.cause, content.cause_category) if content.cause or content.cause_category else None
        case "outlook":
            return content.outlook.text
        case "progress":
            told = (content.situation, content.progress, content.residual)
            return told if content.situation or content.progress else None
        case "user_actions":
            return content.user_actions
        case _:
            is_told = content.stage in (Stage.RECOVERY_REPORTED, Stage.RESTORED)
            return (content.recovery_reported_at, content.recovery) if is_told else None
