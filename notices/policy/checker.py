"""Runs every rule on a notice before it is frozen. The checker decides nothing by itself and changes no text."""

from collections.abc import Iterable

from notices.domain.finding import Finding, Severity
from notices.policy.rule import FindTerms
from notices.policy.rules import RULES, RuleInput


def check_notice(rule_input: RuleInput) -> list[Finding]:
    """All findings against a notice, in the order of the rules."""
    return [finding for rule in RULES for finding in rule.check(rule_input)]


def check_text(text: str, find_terms: FindTerms) -> list[Finding]:
    """The findings that any text may have, outside a notice; offsets are code points of the text as given."""
    return find_terms(text)


def blocks(findings: Iterable[Finding]) -> bool:
    """Whether any of them refuses submission."""
    return any(finding.severity is Severity.BLOCK for finding in findings)
