"""T1: the times agree: onset before the time of the facts, recovery after it, next update ahead, no onset moved unsaid.

Bad:  「発生日時: 8時30分頃　情報の時点: 7時15分」, or 第2報 with 「8時30分頃」 where 第1報 had 7時10分, without a word.
Good: 「発生日時: 7時10分頃（第1報では8時30分頃とお知らせしていました）　情報の時点: 7時15分　次回更新予定: 8時15分」
Clauses: S001-2-onset (high), NTT2023-times-agree (medium), OURS-earliest-evidence (low).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """Any contradiction is refused: at least one of the times is wrong."""
    content = given.content
    if content.onset_at > content.as_of:
        yield Finding("T1", Severity.BLOCK, where="onset", message="finding.t1_onset_in_future")
    if given.previous is not None and given.previous.onset_at != content.onset_at and not content.is_onset_corrected:
        yield Finding("T1", Severity.BLOCK, where="onset", message="finding.t1_onset_moved_silently")
    if given.previous is not None and content.as_of < given.previous.as_of:
        yield Finding("T1", Severity.BLOCK, where="as_of", message="finding.t1_older_than_last_report")
    reported_at = content.recovery_reported_at if content.recovery is None else None
    if reported_at is not None and reported_at < content.onset_at:
        # word of machines whose clocks differ: the clock's own report must not fail for it
        yield Finding("T1", Severity.WARN, where="recovered", message="finding.t1_reported_before_onset")
    if content.next_update_at is not None and content.next_update_at <= content.as_of:
        yield Finding("T1", Severity.BLOCK, where="next_update", message="finding.t1_next_update_over")
    if content.recovery is not None:
        recovered_at = content.recovery.recovered_at
        if recovered_at < content.onset_at:
            yield Finding("T1", Severity.BLOCK, where="recovered", message="finding.t1_recovered_before_onset")
        if recovered_at > content.as_of:
            yield Finding("T1", Severity.BLOCK, where="recovered", message="finding.t1_recovered_in_future")


RULE = Rule(
    "T1",
    ("S001-2-onset", "NTT2023-times-agree", "OURS-earliest-evidence"),
    check,
    severities=(Severity.BLOCK, Severity.WARN),
)
