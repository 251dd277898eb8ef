"""The rules, one per file; each file's docstring is the rule's documentation and shows a bad and a good notice.

A rule may import the domain and `notices.policy` beside it; it is given everything else (`RuleInput`).
Add a rule as `<id>_<noun>.py` with a `RULE`, one name in `RULES` below and cases in `tests/policy/cases/`.
"""

from notices.policy.rule import Rule, RuleInput
from notices.policy.rules import (
    a2_shared_fate,
    a3_never_empty,
    c1_label,
    c2_items,
    c2e_evasive,
    c3_consistent,
    c4_open_items,
    c5_outlook,
    c6_restored,
    c7_correction,
    c8_same_as_before,
    c9_lost_data,
    c12_marks,
    e1_emergency,
    o3_length,
    o4_segments,
    o12_official,
    t1_times,
    t4_promise,
    w5_readability,
    w_wording,
)

__all__ = ["RULES", "Rule", "RuleInput"]

RULES: tuple[Rule, ...] = (
    c1_label.RULE,
    c2_items.RULE,
    c2e_evasive.RULE,
    c3_consistent.RULE,
    c4_open_items.RULE,
    c5_outlook.RULE,
    c6_restored.RULE,
    c7_correction.RULE,
    c8_same_as_before.RULE,
    c9_lost_data.RULE,
    c12_marks.RULE,
    t1_times.RULE,
    t4_promise.RULE,
    e1_emergency.RULE,
    a2_shared_fate.RULE,
    a3_never_empty.RULE,
    o3_length.RULE,
    o4_segments.RULE,
    o12_official.RULE,
    w_wording.RULE,
    w5_readability.RULE,
)
