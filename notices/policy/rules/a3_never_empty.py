"""A3: while something is hit, the alternatives are never nothing: where none is known to work, that is said.

Bad:  「代替手段とその使い方:」 with nothing beside it, because every means known shares the fault
Good: 「代替手段とその使い方: 確実に使えると確認できた手段はありません。確認でき次第お知らせします。」
Clauses: S001-2-alternatives (high), OURS-alternatives-never-empty (low).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.domain.impact import Effect
from notices.domain.notice_content import NoticeKind, Stage
from notices.policy.rule import Rule, RuleInput

_AFTERWARDS = frozenset({NoticeKind.RESTORED, NoticeKind.CAUSE, NoticeKind.CANCELLATION})


def check(given: RuleInput) -> Iterator[Finding]:
    """Refuses a report that offers nothing and does not say so; C2 looks at the line as printed."""
    content = given.content
    is_over = content.kind in _AFTERWARDS or content.stage is Stage.RESTORED
    is_hit = any(impact.effect is not Effect.UNKNOWN for impact in content.present_impacts)
    if is_hit and not is_over and not content.alternatives:
        yield Finding("A3", Severity.BLOCK, where="alternatives", message="finding.a3_nothing_said")


RULE = Rule("A3", ("S001-2-alternatives", "OURS-alternatives-never-empty"), check)
