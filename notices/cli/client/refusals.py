"""What the API refused, as its sentence, with the places it names underlined as `shuchi check` does."""

import json
import shutil
from collections.abc import Mapping, Sequence
from typing import Any

import click

from notices.cli.client.api import Refused
from notices.cli.client.shown import JSON_ASKED, plain
from notices.cli.usage import Group
from notices.messages import say

SOMETHING_BLOCKS = 1
BAD_INPUT = 2
INDENT = "    "
MOST_MARKED = 20


class ClientGroup(Group):
    """Commands whose refusals by the API are told: exit status 1 where findings block a text, 2 otherwise."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except Refused as refused:
            if ctx.meta.get(JSON_ASKED):
                click.echo(json.dumps(refused.problem, ensure_ascii=False).encode("utf-8"), err=True)
            else:
                click.echo("\n".join(_lines(refused)), err=True)
            ctx.exit(SOMETHING_BLOCKS if refused.problem.get("findings") else BAD_INPUT)


def finding_lines(findings: Sequence[Mapping[str, Any]], texts: Mapping[str, Sequence[str]]) -> list[str]:
    """Each finding with its place in the text it stands in. `texts`: by the name of the item or form."""
    from notices.cli.place import show_place

    lines = []
    for finding in findings:
        severity = say(f"severity.{finding['severity']}")
        lines.append(plain(f"{finding['where'] or '-'}: {finding['rule']} {severity}: {finding['detail']}"))
        start, end = finding["start"], finding["end"]
        for text in texts.get(finding["where"], ()):
            if finding["matched"] and text[start:end] == finding["matched"]:
                place = show_place(plain(text), start, end, _width())
                lines += [INDENT + place.excerpt, INDENT + place.marks]
                break
        if finding["proposal"]:
            lines.append(INDENT + say("check.proposal", proposal=finding["proposal"]))
        if finding["overridden_by"]:
            by, reason = finding["overridden_by"], finding["override_reason"]
            lines.append(plain(INDENT + say("client.let_stand", by=by, reason=reason)))
    return lines


def _lines(refused: Refused) -> list[str]:
    problem = refused.problem
    lines = [plain(str(problem.get("detail") or problem.get("title") or problem["code"]))]
    for error in problem.get("errors", ()):
        pointer = error.get("pointer")
        lines.append(plain(f"{pointer or error.get('parameter', '-')}: {error['detail']}"))
        lines += _underlined(refused.sent, pointer) if pointer else []
    findings = problem.get("findings", ())
    lines += finding_lines(findings, refused.texts)
    return [*lines, say("client.may_be_let_stand")] if any(f["is_overridable"] for f in findings) else lines


def _underlined(sent: Any, pointer: str) -> list[str]:
    """The member a pointer (RFC 6901) names, as it was sent, marked; nothing where there is none."""
    from notices.cli.place import show_place

    shown, start = "", 0
    value = sent
    for step in pointer.split("/")[1:]:
        try:
            inner = value[int(step)] if isinstance(value, list) else value[step]
        except (LookupError, ValueError, TypeError):
            return []
        if isinstance(value, dict):
            shown = f"{json.dumps(step)}: {json.dumps(inner, ensure_ascii=False)}"
            start = len(shown) - len(json.dumps(inner, ensure_ascii=False))
        else:
            before = json.dumps(value[: int(step)], ensure_ascii=False)
            start += len(before) - 1 + (2 if int(step) else 0)
        value = inner
    marked = min(len(json.dumps(value, ensure_ascii=False)), MOST_MARKED)
    place = show_place(plain(shown), start, start + marked, _width())
    return [INDENT + place.excerpt, INDENT + place.marks]


def _width() -> int:
    return shutil.get_terminal_size().columns - len(INDENT)
