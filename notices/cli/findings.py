"""Findings in a text as they are shown: to people with the place underlined, to programs as rows."""

import re
import shutil
from collections.abc import Collection, Sequence

from notices.domain.finding import Finding
from notices.messages import say

INDENT = "    "
MOST_QUOTED = 30
_BREAK = re.compile(r"\s*[\r\n]\s*")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def finding_lines(name: str, text: str, findings: Sequence[Finding]) -> list[str]:
    """Each as `file:line:column:`, which editors open, with its place below and the proposal."""
    from notices.cli.place import show_place

    width = shutil.get_terminal_size().columns - len(INDENT)
    lines = []
    for finding in findings:
        place = show_place(text, finding.start, finding.end, width)
        severity = say(f"severity.{finding.severity.value}")
        lines.append(f"{name}:{place.line}:{place.column}: {finding.rule} {severity}: {sentence_of(finding)}")
        lines += [INDENT + place.excerpt, INDENT + place.marks]
        if finding.proposal:
            lines.append(INDENT + say("check.proposal", proposal=one_line(finding.proposal)))
        lines.append("")
    return lines


def finding_row(text: str, finding: Finding, safe: Collection[Finding]) -> dict[str, object]:
    """`start` and `end` are code points of the text; line and column count from 1, columns in code points, too."""
    from notices.cli.place import line_and_column

    line, column = line_and_column(text, finding.start)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "matched": finding.matched,
        "start": finding.start,
        "end": finding.end,
        "line": line,
        "column": column,
        "proposal": finding.proposal,
        "message": sentence_of(finding),
        "note": finding.note,
        "is_safe": finding in safe,
    }


def sentence_of(finding: Finding) -> str:
    """What is wrong, in the user's language; a long place is quoted by its beginning."""
    matched = one_line(finding.matched)
    quoted = matched if len(matched) <= MOST_QUOTED else matched[:MOST_QUOTED] + "…"
    proposal, note = one_line(finding.proposal or ""), one_line(finding.note or "")
    return say(finding.message, matched=quoted, proposal=proposal, note=note).rstrip()


def one_line(text: str) -> str:
    """Without line breaks, and without what would steer a terminal."""
    return _CONTROL.sub("\ufffd", _BREAK.sub("", text).replace("\t", " "))
