"""`shuchi clauses`: every demand the house knows, and what answers it; openly, with what is still only planned."""

import json
import sys

import click

from notices.messages import default_language, say
from notices.policy.clause import Clause

PIPED_WIDTH = 200


@click.command("clauses", help=say("clauses.help"))
@click.option("--json", "is_json", is_flag=True, help=say("option.json"))
@click.option("--planned", "is_planned", is_flag=True, help=say("option.planned"))
def command(*, is_json: bool, is_planned: bool) -> None:
    """The list claims no conformity, clause by clause."""
    from notices.policy.clause import load_clauses

    clauses = [clause for clause in load_clauses() if clause.planned or not is_planned]
    if is_json:
        document = {"clauses": [_row(clause) for clause in clauses], "note": say("clauses.footer")}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8"))
        return
    _print_table(clauses)


def _row(clause: Clause) -> dict[str, object]:
    return {
        "id": clause.id,
        "guideline": clause.guideline,
        "demand": _demand(clause),
        "source": clause.source,
        "confidence": clause.confidence.value,
        "valid_from": clause.valid_from.isoformat(),
        "valid_to": clause.valid_to.isoformat() if clause.valid_to else None,
        "answered_by": list(clause.answered_by),
        "planned": _reason(clause) or None,
    }


def _print_table(clauses: list[Clause]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() else PIPED_WIDTH)
    table = Table(show_lines=True)
    for column in ("id", "demand", "source", "confidence", "validity", "answer"):
        table.add_column(say(f"clauses.{column}"), overflow="fold")
    for clause in clauses:
        validity = f"{clause.valid_from} –{f' {clause.valid_to}' if clause.valid_to else ''}"
        answer = say("clauses.planned", reason=_reason(clause)) if clause.planned else "\n".join(clause.answered_by)
        confidence = say(f"confidence.{clause.confidence.value}")
        table.add_row(clause.id, _demand(clause), clause.source, confidence, validity, answer)
    console.print(table, markup=False)
    planned = sum(bool(clause.planned) for clause in clauses)
    console.print(say("clauses.count", count=len(clauses), planned=planned), markup=False, highlight=False)
    console.print(say("clauses.footer"), markup=False, highlight=False)


def _demand(clause: Clause) -> str:
    return {"ja": clause.demand, "en": clause.demand_en}[default_language()]


def _reason(clause: Clause) -> str:
    return {"ja": clause.planned, "en": clause.planned_en}[default_language()]
