"""E1: what is said of calls to 110, 118 and 119 fits the services that are hit and the desks that answer them.

Bad:  「音声通話: 全国で利用できない　110番: 影響なし」
Good: 「音声通話: 全国で利用できない　110番: 影響あり（お近くの固定電話か公衆電話から）」
Clauses: NIK22-2-emergency-calls (medium), S000-2018-emergency-and-alternatives (high).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.domain.impact import NATIONWIDE, Effect, EmergencyStatus, ImpactStatus
from notices.domain.network_part import NetworkPart
from notices.domain.notice_content import NoticeKind, StatedImpact
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """Refuses to call a number free whose answering desks are cut off: lives hang on it, whoever issues the report.

    Other contradictions a person looks at: handsets may reach another network in an emergency.
    """
    content = given.content
    if content.kind is NoticeKind.CANCELLATION:
        return
    calls = content.emergency_calls
    states = {calls.police, calls.coast_guard, calls.fire}
    if NetworkPart.ANSWERING_SIDE in given.failed_parts:
        if states == {EmergencyStatus.NOT_AFFECTED}:
            yield _finding(Severity.BLOCK, "finding.e1_answering_side_cut")
        elif EmergencyStatus.AFFECTED not in states:
            yield _finding(Severity.WARN, "finding.e1_answering_side_unsaid")
        return
    dead = [impact for impact in content.impacts if _is_dead_everywhere(impact)]
    if dead and EmergencyStatus.NOT_AFFECTED in states:
        yield _finding(Severity.WARN, "finding.e1_service_dead_but_calls_free", dead[0].service_name)
    carries = any(impact.has_emergency_calls for impact in content.present_impacts)
    if EmergencyStatus.AFFECTED in states and not carries:
        yield _finding(Severity.WARN, "finding.e1_affected_without_service")


def _is_dead_everywhere(impact: StatedImpact) -> bool:
    is_dead = impact.effect is Effect.UNUSABLE and impact.status is ImpactStatus.ACTIVE
    return impact.has_emergency_calls and is_dead and NATIONWIDE in (impact.areas or ())


def _finding(severity: Severity, message: str, matched: str = "") -> Finding:
    return Finding("E1", severity, matched, where="emergency_calls", message=message)


RULE = Rule(
    "E1",
    ("NIK22-2-emergency-calls", "S000-2018-emergency-and-alternatives"),
    check,
    severities=(Severity.BLOCK, Severity.WARN),
)
