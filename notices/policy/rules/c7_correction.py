"""C7: a correction names the report it corrects and shows each changed fact as it was and as it is.

Bad:  「【訂正】先のお知らせに誤りがありました。正しくは固定電話の着信のみです。」
Good: 「【訂正】第1報を訂正します。訂正前: 電話の発信・着信とインターネット　訂正後: 固定電話の着信のみ」
Clauses: S000-2017-before-and-after (high).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.domain.notice_content import Change, NoticeKind
from notices.policy.phrases import folded
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """Refuses a correction without a number of an earlier report, without any change, or with a side of one missing."""
    content = given.content
    if content.kind is not NoticeKind.CORRECTION:
        return
    if content.corrects_number is None:
        yield Finding("C7", Severity.BLOCK, where="changes", message="finding.c7_number_missing")
    elif content.corrects_number not in range(1, content.number):
        number = str(content.corrects_number)
        yield Finding("C7", Severity.BLOCK, matched=number, where="changes", message="finding.c7_number_unknown")
    if not content.changes:
        yield Finding("C7", Severity.BLOCK, where="changes", message="finding.c7_nothing_changed")
    for change in content.changes:
        if not (change.before.says_something and change.after.says_something):
            yield Finding("C7", Severity.BLOCK, where=change.item, message="finding.c7_side_missing")
        elif _reads_alike(change):
            yield Finding("C7", Severity.WARN, where=change.item, message="finding.c7_reads_alike")


def _reads_alike(change: Change) -> bool:
    """Times are printed to the minute: two within one minute would read the same before and after."""
    before, after = change.before, change.after
    if before.at is not None and after.at is not None:
        return before.at.replace(second=0, microsecond=0) == after.at.replace(second=0, microsecond=0)
    return bool(before.text) and folded(before.text) == folded(after.text)


RULE = Rule("C7", ("S000-2017-before-and-after",), check, severities=(Severity.BLOCK, Severity.WARN))
