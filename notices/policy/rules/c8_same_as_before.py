"""C8: a follow-up says something new; one identical in substance to the report before it is asked about.

Bad:  「第7報: 引き続き復旧作業を行っています。」 word for word as 第6報, hour after hour.
Good: 「第7報: 新しい情報は、復旧の見通しです。21時ごろの復旧を見込んでいます（根拠: 予備電源へ切り替えるため）。」
Clauses: S000-2018-follow-ups-fit (high), KDDI2022-hourly-without-news (low).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.domain.notice_content import NoticeKind
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """Warns a person. The clock's own update says openly that it has no news (T7), so there it is only recorded."""
    content = given.content
    if content.kind is NoticeKind.UPDATE and not content.has_news:
        severity = Severity.INFO if given.is_automatic else Severity.WARN
        yield Finding("C8", severity, where="situation", message="finding.c8_same_as_before")


RULE = Rule("C8", ("S000-2018-follow-ups-fit", "KDDI2022-hourly-without-news"), check)
