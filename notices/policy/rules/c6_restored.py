"""C6: a restored report has the time of recovery, the ground for the judgement, who judged, and nothing left over.

Bad:  「【復旧】復旧作業を終了しました。なお、通信の制限を続けています。」
Good: 「【復旧】18時04分に復旧しました。全国の監視で正常を確認し、ネットワーク運用部門が判断しました。」
Clauses: S000-2015-recovery-basis (high), S000-2015-what-users-feel (high),
KDDI2022-work-over-is-not-restored (medium).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.domain.notice_content import NoticeKind
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """Refuses a restored report that lacks a part of the judgement, or while something is still hit or restricted."""
    content = given.content
    if content.kind is not NoticeKind.RESTORED:
        return
    recovery = content.recovery
    if recovery is None:
        yield Finding("C6", Severity.BLOCK, where="recovered", message="finding.c6_not_judged")
    else:
        if not recovery.basis:
            yield Finding("C6", Severity.BLOCK, where="recovery_basis", message="finding.c6_basis_missing")
        if not recovery.judged_by:
            yield Finding("C6", Severity.BLOCK, where="judgement", message="finding.c6_judge_missing")
    residual = given.wording.residual or content.residual
    if residual:
        yield Finding("C6", Severity.BLOCK, matched=residual, where="residual", message="finding.c6_something_left")
    for impact in content.present_impacts:
        yield Finding(
            "C6", Severity.BLOCK, matched=impact.service_name, where="services", message="finding.c6_service_still_hit"
        )


RULE = Rule(
    "C6",
    ("S000-2015-recovery-basis", "S000-2015-what-users-feel", "KDDI2022-work-over-is-not-restored"),
    check,
)
