"""The rules, one per file; each file's docstring is the rule's documentation and shows a bad and a good notice.

A rule may import the domain and `notices.policy` beside it; it is given everything else (`RuleInput`).
Add a rule as `<id>_<noun>.py` with a `RULE`, one name in `RULES` below and cases in `tests/policy/cases/`.
"""

from notices.policy.rule import Rule, RuleInput
from notices.policy.rules import (
    c1_label,
    c2_items,
    c5_outlook,
    c6_restored,
    c7_correction,
    c8_same_as_before,
    c9_lost_data,
    c12_marks,
    o3_length,
    o4_segments,
    t1_times,
    t4_promise,
    w_wording,
)

__all__ = ["RULES", "Rule", "RuleInput"]

RULES: tuple[Rule, ...] = (
    c1_label.RULE,
    c2_items.RULE,
    c5_outlook.RULE,
    c6_restored.RULE,
    c7_correction.RULE,
    c8_same_as_before.RULE,
    c9_lost_data.RULE,
    c12_marks.RULE,
    t1_times.RULE,
    t4_promise.RULE,
    o3_length.RULE,
    o4_segments.RULE,
    w_wording.RULE,
)
