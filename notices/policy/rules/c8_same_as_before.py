"""C8: a follow-up says something new; one identical in substance to the report before it is asked about.

Bad:  「第7報: 引き続き復旧作業を行っています。」 word for word as 第6報, hour after hour.
Good: 「第7報: 新しい情報は、復旧の見通しです。21時ごろの復旧を見込んでいます（根拠: 予備電源へ切り替えるため）。」
Clauses: S000-2018-follow-ups-fit (high), KDDI2022-hourly-without-news (low).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.domain.notice_content import DevelopmentKind, NoticeContent, NoticeKind
from notices.policy.phrases import folded
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """Warns a person, also where all that is new are words that stood in an earlier report.

    The clock's own update says openly that it has no news (T7), so there it is only recorded.
    """
    content = given.content
    if content.kind is not NoticeKind.UPDATE:
        return
    if not content.has_news:
        severity = Severity.INFO if given.is_automatic else Severity.WARN
        yield Finding("C8", severity, where="situation", message="finding.c8_same_as_before")
    elif {development.kind for development in content.developments} == {DevelopmentKind.PROGRESS}:
        said = _words(content)
        earlier = next((report for report in given.published if _words(report) == said), None)
        if earlier is not None:
            number = str(earlier.number)
            yield Finding("C8", Severity.WARN, where="situation", message="finding.c8_said_before", note=number)


def _words(content: NoticeContent) -> str:
    return folded(content.situation + content.progress)


RULE = Rule(
    "C8", ("S000-2018-follow-ups-fit", "KDDI2022-hourly-without-news"), check, severities=(Severity.WARN, Severity.INFO)
)
