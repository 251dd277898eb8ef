"""The page docs/rules.md, written from the rules themselves."""

from collections.abc import Iterable, Iterator

from notices.policy.clause import load_clauses
from notices.policy.rule import Rule
from notices.policy.rule_document import document_of

HEAD = """\
# What every notice is checked for

Written by `shuchi rules --markdown` from the rules in `notices/policy/rules/`; edit those, not this page. Their
cases, which anybody can add to, are data in `tests/policy/cases/`; the turns of phrase that C2E, C3, C5 and C6 look
for are data in `notices/policy/phrases.toml`.

A finding **blocks** (the notice cannot be submitted), **warns** (a person looks again) or is for the record
(**info**). What blocks under a rule marked *may stand* a named person may let stand for a reason: `shuchi notice
override`. It holds for one rule, place and wording of one notice; the approver, who must be somebody else, reads
name and reason, and the audit trail keeps them. What would be untrue, unmarked or unsendable nobody may let stand.
Rules for *every* language look at the translations, too; the others at the Japanese text, which the translations
follow.

No conformity with any guideline, clause by clause, is claimed: `shuchi clauses` lists the demands with their
sources.
"""


def markdown_of(rules: Iterable[Rule]) -> str:
    """The whole page, in English; examples stay in the language of the notices."""
    return "\n".join([HEAD, *_table(rules), *(line for rule in rules for line in _section(rule))])


def _table(rules: Iterable[Rule]) -> Iterator[str]:
    yield "| Rule | What it says | Severity | Languages | Override |"
    yield "|---|---|---|---|---|"
    for rule in rules:
        languages = "every" if rule.is_for_every_language else "master"
        override = "may stand" if rule.is_overridable else "–"
        yield f"| {rule.id} | {document_of(rule).title} | {_severities(rule)} | {languages} | {override} |"
    yield ""


def _section(rule: Rule) -> Iterator[str]:
    confidence = {clause.id: clause.confidence.value for clause in load_clauses()}
    document = document_of(rule)
    yield f"## {rule.id}\n"
    for text in (document.title, document.text, document.behaviour):
        if text:
            yield f"{text}\n"
    yield f"- Bad: {document.bad}"
    yield f"- Good: {document.good}"
    yield f"- Clauses: {', '.join(f'{each} ({confidence[each]})' for each in rule.clause_ids)}"
    yield ""


def _severities(rule: Rule) -> str:
    return ", ".join(severity.value for severity in rule.severities)
