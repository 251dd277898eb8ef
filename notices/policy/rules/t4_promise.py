"""T4: until the restored report, every report promises the time of its next update, at most 60 minutes ahead.

Bad:  「次回更新予定: 状況が分かり次第」「情報の時点: 14時00分　次回更新予定: 17時00分」
Good: 「情報の時点: 14時02分　次回更新予定: 15時00分」
Clauses: S001-4-hourly-update (high), NIK22-3-disaster-updates (medium), OURS-promise (low).
"""

from collections.abc import Iterator
from datetime import timedelta

from notices.domain.finding import Finding, Severity
from notices.domain.incident_event import IncidentKind
from notices.domain.notice_content import NoticeKind, Stage
from notices.policy.rule import Rule, RuleInput

LONGEST = timedelta(minutes=60)
LONGEST_IN_DISASTER = timedelta(hours=5)
LONGEST_TO_CHOOSE = timedelta(hours=8)
"""The longest that a profile may set (three a day): the clock must be able to keep what its carrier chose."""

_PROMISING = frozenset({NoticeKind.FIRST, NoticeKind.UPDATE, NoticeKind.CORRECTION})


def check(given: RuleInput) -> Iterator[Finding]:
    """Refuses a missing or a distant promise. In a disaster a carrier may have chosen 3 to 5 hours (draft stage).

    Three a day is less often than that, so more than 5 hours are asked about.
    """
    content = given.content
    if content.kind not in _PROMISING or content.stage is Stage.RESTORED:
        return
    is_disaster = content.incident_kind is IncidentKind.DISASTER
    longest = LONGEST_TO_CHOOSE if is_disaster else LONGEST
    if content.next_update_at is None:
        yield Finding("T4", Severity.BLOCK, where="next_update", message="finding.t4_promise_missing")
    elif content.next_update_at - content.as_of > longest:
        yield Finding("T4", Severity.BLOCK, where="next_update", message="finding.t4_promise_too_far")
    elif is_disaster and content.next_update_at - content.as_of > LONGEST_IN_DISASTER:
        yield Finding("T4", Severity.WARN, where="next_update", message="finding.t4_promise_far_in_disaster")


RULE = Rule(
    "T4",
    ("S001-4-hourly-update", "NIK22-3-disaster-updates", "OURS-promise"),
    check,
    severities=(Severity.BLOCK, Severity.WARN),
)
