"""C7: a correction names the report it corrects and shows each changed fact as it was and as it is.

Bad:  「【訂正】先のお知らせに誤りがありました。正しくは固定電話の着信のみです。」
Good: 「【訂正】第1報を訂正します。訂正前: 電話の発信・着信とインターネット　訂正後: 固定電話の着信のみ」
Clauses: S000-2017-before-and-after (high).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.domain.notice_content import NoticeKind
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """Refuses a correction without its number, without any change, or with one side of a change missing."""
    content = given.content
    if content.kind is not NoticeKind.CORRECTION:
        return
    if content.corrects_number is None:
        yield Finding("C7", Severity.BLOCK, where="changes", message="finding.c7_number_missing")
    if not content.changes:
        yield Finding("C7", Severity.BLOCK, where="changes", message="finding.c7_nothing_changed")
    for change in content.changes:
        if not (change.before.says_something and change.after.says_something):
            yield Finding("C7", Severity.BLOCK, where=change.item, message="finding.c7_side_missing")


RULE = Rule("C7", ("S000-2017-before-and-after",), check)
