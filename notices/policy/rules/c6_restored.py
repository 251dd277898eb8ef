"""C6: a restored report has the time of recovery, the ground for the judgement, who judged, and nothing left over.

Until then no report says in its own words that it works again, except of a service that does, or of a named part.

Bad:  「【復旧】復旧作業を終了しました。なお、通信の制限を続けています。」, or 「復旧しました。」 in a follow-up
Good: 「【復旧】18時04分に復旧しました。全国の監視で正常を確認し、ネットワーク運用部門が判断しました。」
Clauses: S000-2015-recovery-basis (high), S000-2015-what-users-feel (high),
KDDI2022-work-over-is-not-restored (medium).
"""

from collections.abc import Iterator
from dataclasses import replace

from notices.domain.finding import Finding, Severity
from notices.domain.impact import ImpactStatus
from notices.domain.notice_content import NoticeKind
from notices.policy.phrases import load_phrases, sentences
from notices.policy.rule import Rule, RuleInput

_EARLIER = frozenset({NoticeKind.FIRST, NoticeKind.UPDATE, NoticeKind.CORRECTION})


def check(given: RuleInput) -> Iterator[Finding]:
    """Refuses a restored report that lacks a part of the judgement, or while something is still hit or restricted.

    In other reports it refuses words that call a service restored which the same report states as hit, and asks about
    those that name no part. What is left over may not stand under the label of recovery either (C1).
    """
    content = given.content
    if content.kind in _EARLIER:
        yield from _claims(given)
    if content.kind is NoticeKind.UPDATE and content.labelled_kind is NoticeKind.RESTORED and given.wording.residual:
        left = given.wording.residual
        yield Finding("C6", Severity.BLOCK, matched=left, where="residual", message="finding.c6_something_left")
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


DENIED_WITHIN = 8
"""Characters behind a claim in which it may be taken back."""


def _claims(given: RuleInput) -> Iterator[Finding]:
    still = {i.service_name for i in given.content.impacts if i.status is ImpactStatus.ACTIVE}
    again = {i.service_name for i in given.content.stated_impacts} - still
    phrases = load_phrases()
    for item in ("situation", "progress", "note"):
        text = getattr(given.wording, item)
        for sentence in sentences(text) if still else ():
            match = phrases["says_restored"].search(sentence)
            # only a denial right behind it takes the claim back: 「復旧しましたので、影響はありません」 does not
            if match is None or phrases["denied"].search(sentence[match.end() : match.end() + DENIED_WITHIN]):
                continue
            said = sentence[: match.start()]
            if phrases["partial"].search(said) or any(name in said for name in again):
                continue
            start = text.index(sentence) + match.start()
            finding = Finding(
                "C6", Severity.WARN, match.group(), start, start + len(match.group()), where=item,
                message="finding.c6_restored_in_words",
            )  # fmt: skip
            named = next((name for name in sorted(still) if name in said), None)
            if named is not None:
                finding = replace(
                    finding, severity=Severity.BLOCK, message="finding.c6_hit_service_called_restored", note=named
                )
            yield finding


RULE = Rule(
    "C6",
    ("S000-2015-recovery-basis", "S000-2015-what-users-feel", "KDDI2022-work-over-is-not-restored"),
    check,
    severities=(Severity.BLOCK, Severity.WARN),
)
