"""Runs every rule on a notice before it is frozen. The checker decides nothing by itself and changes no text."""

from collections.abc import Iterable
from dataclasses import replace

from notices.domain.finding import Finding, Override, Severity
from notices.domain.rendition import MASTER_LANGUAGE
from notices.policy.rule import FindTerms
from notices.policy.rules import RULES, RuleInput

WORDING_RULES = frozenset({"W1", "W2", "W3", "W4"})


def check_notice(rule_input: RuleInput) -> list[Finding]:
    """All findings against a notice in one language, in the order of the rules."""
    is_master = rule_input.language == MASTER_LANGUAGE
    return [
        replace(finding, language=rule_input.language)
        for rule in RULES
        if is_master or rule.is_for_every_language
        for finding in rule.check(rule_input)
    ]


def is_overridable(finding: Finding) -> bool:
    """Whether a named person may let this finding stand (W3). The glossary's findings bear its own rule ids."""
    rule_id = "W" if finding.rule in WORDING_RULES else finding.rule
    return any(rule.id == rule_id and rule.is_overridable for rule in RULES)


def check_text(text: str, find_terms: FindTerms) -> list[Finding]:
    """The findings that any text may have, outside a notice; offsets are code points of the text as given."""
    return find_terms(text)


def blocks(findings: Iterable[Finding], overrides: Iterable[Override] = ()) -> bool:
    """Whether any of them refuses submission."""
    return bool(blocking(findings, overrides))


def blocking(findings: Iterable[Finding], overrides: Iterable[Override] = ()) -> list[Finding]:
    """Those that refuse submission: what blocks, and nobody who may has let stand."""
    let_stand = list(overrides)
    return [
        finding
        for finding in findings
        if finding.severity is Severity.BLOCK
        and not (is_overridable(finding) and any(override.covers(finding) for override in let_stand))
    ]
