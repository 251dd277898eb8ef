"""C4: a cause published as unknown stays an open item until a report closes it; what was known does not become unknown.

Bad:  「【原因】原因: 調査中」, or 「原因: 調査中」 in 第5報 where 第4報 had 「通信設備の故障」
Good: 「【復旧】原因: 調査中（分かり次第お知らせします）」, later 「【原因】原因: 通信設備の故障　再発防止策: 二重化」
Clauses: S000-2019-root-cause (high), S000-2015-unknown-is-stated (high).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.domain.notice_content import NoticeKind
from notices.policy.open_items import is_cause_known, open_items
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """Refuses a cause report without one and a cause taken back unsaid; names what a restored report leaves open."""
    content = given.content
    if content.kind is NoticeKind.CAUSE:
        if not is_cause_known(content):
            yield Finding("C4", Severity.BLOCK, where="cause", message="finding.c4_cause_missing")
        elif not content.cause:
            yield Finding("C4", Severity.WARN, where="cause", message="finding.c4_cause_is_category_alone")
        if not content.prevention:
            yield Finding("C4", Severity.WARN, where="prevention", message="finding.c4_prevention_open")
    elif content.kind in (NoticeKind.FIRST, NoticeKind.UPDATE, NoticeKind.RESTORED):
        was_known = given.previous is not None and is_cause_known(given.previous)
        if was_known and not is_cause_known(content):
            yield Finding("C4", Severity.BLOCK, where="cause", message="finding.c4_cause_unknown_again")
    if content.kind is NoticeKind.RESTORED:
        for left in open_items((*given.published, content)):
            if left.item == "cause":
                since = str(left.since_number)
                yield Finding("C4", Severity.INFO, where="cause", message="finding.c4_cause_open", note=since)


RULE = Rule(
    "C4",
    ("S000-2019-root-cause", "S000-2015-unknown-is-stated"),
    check,
    severities=(Severity.BLOCK, Severity.WARN, Severity.INFO),
)
