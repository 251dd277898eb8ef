"""C9: where data was lost, the report says what users should do about it.

Bad:  「一部のメールが失われました。ご迷惑をおかけしました。」
Good: 「失われたメールは元に戻せません。お心当たりのある方は、送信元へ再送をご依頼ください。」
Clauses: S000-2018-lost-data (high).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.domain.impact import Effect
from notices.domain.notice_content import NoticeKind
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """Refused in a person's later reports. A first report is too urgent to wait, and the clock cannot advise."""
    content = given.content
    is_lost = any(impact.effect is Effect.DATA_LOST for impact in content.stated_impacts)
    if not is_lost or content.user_actions or content.kind is NoticeKind.CANCELLATION:
        return
    may_wait = given.is_automatic or content.kind is NoticeKind.FIRST
    severity = Severity.WARN if may_wait else Severity.BLOCK
    yield Finding("C9", severity, where="user_actions", message="finding.c9_user_actions_missing")


RULE = Rule("C9", ("S000-2018-lost-data",), check, severities=(Severity.BLOCK, Severity.WARN))
