"""What a judgement says in a sentence; the words stand in the catalogues (`severity.po`) and are passed in."""

from collections.abc import Callable
from datetime import datetime

from notices.policy.severity import Judgement, Reach, Verdict
from notices.policy.thresholds import Period

Say = Callable[..., str]
FormatAt = Callable[[datetime], str]


def tell(judgement: Judgement, say: Say, format_at: FormatAt, language: str) -> str:
    """The judgement and the criteria it rests on. `format_at` prints a moment in Japan's time."""
    return say(f"severity.verdict.{judgement.verdict}", language, **_details(judgement, say, format_at, language))


def tell_ministry(judgement: Judgement, say: Say, format_at: FormatAt, language: str) -> str:
    """The same as the ministry is told: without our rows' names, and without what our own people should check."""
    return say(f"authority.severity.{judgement.verdict}", language, **_details(judgement, say, format_at, language))


def tell_notes(judgement: Judgement, say: Say, language: str) -> tuple[str, ...]:
    """What a person must know beside it, one sentence each."""
    return tuple(say(f"severity.note.{note}", language) for note in judgement.notes)


def _details(judgement: Judgement, say: Say, format_at: FormatAt, language: str) -> dict[str, str]:
    reaches = judgement.reaches[:1] if judgement.verdict is not Verdict.USERS_UNKNOWN else judgement.reaches
    parts = [_reach(reach, say, format_at, language) for reach in reaches]
    return {
        "criteria": say(f"severity.criteria.{judgement.weight}", language),
        "service_class": say(f"severity.class.{judgement.service_class}", language),
        "basis": _basis(judgement.period, language),
        "clause": judgement.clause,
        "at": format_at(judgement.at) if judgement.at else "",
        "threshold": _threshold(judgement.reaches[0], say, language) if judgement.reaches else "",
        "reaches": say("severity.joint", language).join(parts),
    }


def _reach(reach: Reach, say: Say, format_at: FormatAt, language: str) -> str:
    threshold = _threshold(reach, say, language)
    return say("severity.reach", language, threshold=threshold, at=format_at(reach.at))


def _threshold(reach: Reach, say: Say, language: str) -> str:
    row = reach.row
    if row.users is None:
        return say("severity.threshold.all_stopped", language, hours=row.hours)
    return say(f"severity.threshold.{row.unit}", language, hours=row.hours, users=f"{row.users:,}")


def _basis(period: Period, language: str) -> str:
    return {"ja": period.basis, "en": period.basis_en}[language]
