"""W: a person's words are plain ones; what the glossary finds is reported at its place with the wording it proposes.

Bad:  「トラヒックの輻輳のため流量規制を行っています。」
Good: 「通信の集中のため、通信の制限を行っています。」
Clauses: S001-6-plain-words (high), ZAIKAI-6-notes (medium), KDDI2022-work-over-is-not-restored (medium).
"""

from collections.abc import Iterator
from dataclasses import replace

from notices.domain.finding import Finding, Severity
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """The glossary's own findings (W2, W3, W4), each with the item it stands in; the glossary decides what blocks.

    Beside this report's wording it reads the ground of a recovery, which may come from the judgement as reported.
    Texts carried over from earlier reports were checked there.
    """
    items = given.wording.items()
    recovery = given.content.recovery
    if recovery is not None and recovery.basis != given.wording.recovery_basis:
        items.append(("recovery_basis", recovery.basis))
    for item, text in items:
        for finding in given.find_terms(text):
            yield replace(finding, where=item)


RULE = Rule(
    "W",
    ("S001-6-plain-words", "ZAIKAI-6-notes", "KDDI2022-work-over-is-not-restored"),
    check,
    is_overridable=True,
    severities=(Severity.BLOCK, Severity.WARN),
)
