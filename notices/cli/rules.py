"""`shuchi rules [RULE]`: what every notice is checked for, on whose demand, and what may be let stand."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from notices.domain.errors import InputError
from notices.messages import say

if TYPE_CHECKING:
    from notices.policy.rule import Rule

PIPED_WIDTH = 200
COLUMNS = ("id", "title", "severities", "clauses", "languages", "override")


@click.command("rules", help=say("rules.help"))
@click.argument("rule", metavar="[RULE]", required=False)
@click.option("--json", "is_json", is_flag=True, help=say("option.json"))
@click.option("--markdown", "is_markdown", is_flag=True, help=say("rules.option.markdown"))
def command(rule: str | None, *, is_json: bool, is_markdown: bool) -> None:
    """All of them, or one in full."""
    from notices.policy.checker import WORDING_RULES
    from notices.policy.rules import RULES

    # the glossary's findings bear the requirement they come from (W1 to W4), and one rule reads them all
    wanted = None if rule is None else "w" if rule.upper() in WORDING_RULES else rule.lower()
    rules = [each for each in RULES if wanted is None or each.id.lower() == wanted]
    if not rules:
        raise InputError("unknown_rule", rule=rule, known=", ".join(each.id for each in RULES))
    if is_json:
        click.echo(json.dumps({"rules": [_row(each) for each in rules]}, ensure_ascii=False, indent=2).encode("utf-8"))
    elif is_markdown:
        from notices.cli.rules_markdown import markdown_of

        click.echo(markdown_of(rules).encode("utf-8"), nl=False)
    elif rule is None:
        _print_table(rules)
    else:
        _print_rule(rules[0])


def _row(rule: "Rule") -> dict[str, Any]:
    from notices.policy.rule_document import document_of

    document = document_of(rule)
    return {
        "id": rule.id,
        "title": document.title,
        "text": document.text,
        "severities": [severity.value for severity in rule.severities],
        "clauses": [{"id": each, "confidence": _confidence(each)} for each in rule.clause_ids],
        "is_for_every_language": rule.is_for_every_language,
        "is_overridable": rule.is_overridable,
        "bad": document.bad,
        "good": document.good,
        "behaviour": document.behaviour,
    }


def _confidence(clause_id: str) -> str:
    from notices.policy.clause import load_clauses

    return next(clause.confidence.value for clause in load_clauses() if clause.id == clause_id)


def _clauses(rule: "Rule") -> list[str]:
    return [f"{each} ({say(f'confidence.{_confidence(each)}')})" for each in rule.clause_ids]


def _severities(rule: "Rule") -> str:
    return ", ".join(say(f"severity.{severity.value}") for severity in rule.severities)


def _print_table(rules: Sequence["Rule"]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() else PIPED_WIDTH)
    table = Table(show_lines=True)
    for column in COLUMNS:
        table.add_column(say(f"rules.{column}"), overflow="fold", no_wrap=column == "id")
    for rule in rules:
        languages = say("rules.every_language" if rule.is_for_every_language else "rules.master_language")
        override = say("rules.may_stand" if rule.is_overridable else "rules.must_be_mended")
        table.add_row(
            rule.id, say(f"rule.{rule.id}"), _severities(rule), "\n".join(_clauses(rule)), languages, override
        )
    console.print(table, markup=False)
    console.print(say("rules.count", count=len(rules)), markup=False, highlight=False)


def _print_rule(rule: "Rule") -> None:
    from notices.policy.rule_document import document_of

    document = document_of(rule)
    click.echo(f"{rule.id}: {say(f'rule.{rule.id}')}")
    for text in (document.text, document.behaviour):
        if text:
            click.echo(f"\n{text}")
    click.echo()
    for name, value in (
        ("bad", document.bad),
        ("good", document.good),
        ("severities", _severities(rule)),
        ("clauses", ", ".join(_clauses(rule))),
        ("languages", say("rules.every_language" if rule.is_for_every_language else "rules.master_language")),
        ("override", say("rules.may_stand" if rule.is_overridable else "rules.must_be_mended")),
    ):
        click.echo(f"{say(f'rules.{name}')}: {value}")
