"""C5: an outlook says what it is (estimate or target) and on what ground; one that slipped shows what was said before.

Bad:  「復旧目標: 西日本は7時15分、東日本は9時30分」
Good: 「復旧目標: 9時30分（根拠: 設備の試験が9時に終わるため）（これまでのお知らせ: 7時15分）」「復旧見通し: 未定」
Clauses: S001-2-outlook (high), KDDI2022-outlook-basis (medium).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.domain.incident_event import OutlookKind
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """Refuses a baseless target and an outlook without words; asks about a baseless estimate and an untyped outlook."""
    outlook = given.content.outlook
    where = "outlook"
    before = given.previous.outlook.text if given.previous is not None else ""
    if before and before != outlook.text and before not in outlook.earlier:
        yield Finding("C5", Severity.BLOCK, matched=before, where=where, message="finding.c5_slip_hidden")
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


RULE = Rule("C5", ("S001-2-outlook", "KDDI2022-outlook-basis"), check)
