"""C5: an outlook says what it is (estimate or target) and on what ground; one that slipped or passed shows so.

In a disaster one is owed within days (T5).

Bad:  「復旧目標: 西日本は7時15分、東日本は9時30分」, or at 8時 still 「復旧見込み: 7時15分」
Good: 「復旧目標: 9時30分（根拠: 設備の試験が9時に終わるため）（これまでのお知らせ: 7時15分）」「復旧見通し: 未定」
Clauses: S001-2-outlook (high), KDDI2022-outlook-basis (medium), S001-3-disaster-outlook (high).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.domain.incident_event import IncidentKind, OutlookKind
from notices.domain.notice_content import NoticeKind, Stage
from notices.policy.rule import Rule, RuleInput

_EXPECTING = frozenset({NoticeKind.FIRST, NoticeKind.UPDATE, NoticeKind.CORRECTION})


def check(given: RuleInput) -> Iterator[Finding]:
    """Refuses a baseless target and an outlook without words; asks about a baseless estimate and an untyped outlook."""
    outlook = given.content.outlook
    where = "outlook"
    before = given.previous.outlook.text if given.previous is not None else ""
    if before and before != outlook.text and before not in outlook.earlier:
        yield Finding("C5", Severity.BLOCK, matched=before, where=where, message="finding.c5_slip_hidden")
    if given.content.kind in _EXPECTING and given.content.stage is not Stage.RESTORED:
        yield from _too_late(given)
    if outlook.kind is OutlookKind.UNDETERMINED:
        if outlook.text:
            yield Finding("C5", Severity.WARN, matched=outlook.text, where=where, message="finding.c5_outlook_untyped")
        return
    if not outlook.text:
        yield Finding("C5", Severity.BLOCK, where=where, message="finding.c5_outlook_without_text")
    elif not outlook.basis and outlook.kind is OutlookKind.TARGET:
        yield Finding(
            "C5", Severity.BLOCK, matched=outlook.text, where=where, message="finding.c5_target_without_basis"
        )
    elif not outlook.basis:
        yield Finding(
            "C5", Severity.WARN, matched=outlook.text, where=where, message="finding.c5_estimate_without_basis"
        )


def _too_late(given: RuleInput) -> Iterator[Finding]:
    """An outlook whose hour is over, counted from the report that first gave it; none in a disaster past its days."""
    content = given.content
    outlook = content.outlook
    if outlook.text:
        first = next((c for c in given.published if c.outlook.text == outlook.text), content)
        moments = given.times_in(outlook.text, first.as_of)
        if moments and max(moments) < content.as_of:
            yield Finding(
                "C5", Severity.WARN, matched=outlook.text, where="outlook", message="finding.c5_outlook_passed"
            )
    elif (
        content.incident_kind is IncidentKind.DISASTER
        and outlook.kind is OutlookKind.UNDETERMINED
        and content.outlook_due_at is None  # composed only while it lies ahead
    ):
        yield Finding("C5", Severity.WARN, where="outlook", message="finding.c5_disaster_outlook_due")


RULE = Rule(
    "C5",
    ("S001-2-outlook", "KDDI2022-outlook-basis", "S001-3-disaster-outlook"),
    check,
    severities=(Severity.BLOCK, Severity.WARN),
)
