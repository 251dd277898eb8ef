"""`shuchi check FILE|-`: what the glossary and the rules find in a text."""

import json
import shutil
import sys
from pathlib import Path

import click

from notices.domain.errors import InputError
from notices.domain.finding import Finding
from notices.messages import say

STDIN = "-"
PROFILE = ".toml"
SOMETHING_BLOCKS = 1
INDENT = "    "


@click.command("check", help=say("check.help"))
@click.argument("file", metavar="FILE")
@click.option("--json", "is_json", is_flag=True, help=say("option.json"))
@click.pass_context
def command(context: click.Context, file: str, *, is_json: bool) -> None:
    """Exit status 1 where a finding blocks."""
    if Path(file).suffix == PROFILE:
        _check_profile(Path(file))
        return
    from notices.glossary import load_glossary
    from notices.policy.checker import blocks, check_text

    name = say("check.stdin") if file == STDIN else file
    text = _decode(_read(file), name)
    findings = check_text(text, load_glossary().find)
    if is_json:
        click.echo(_as_json(findings))
    else:
        click.echo(_as_lines(name, text, findings))
    context.exit(SOMETHING_BLOCKS if blocks(findings) else 0)


def _check_profile(file: Path) -> None:
    """A carrier's profile instead of a text: every mistake at once, as an error; a word of peace otherwise, and what it
    leaves undone."""
    from notices.cli.gaps import approval_gaps
    from notices.cli.input_table import check_input_table
    from notices.clock import SystemClock
    from notices.profile import load_carrier
    from notices.profile.inputs_toml import FILE_NAME

    if file.name == FILE_NAME:
        count, carrier_file = check_input_table(file)
        click.echo(say("check.inputs_sound", file=str(file), rows=count, carrier=str(carrier_file)))
        return
    carrier = load_carrier(file)
    click.echo(say("check.profile_sound", file=str(file), name=carrier.name, services=len(carrier.services)))
    for sentence in approval_gaps(carrier, SystemClock().now()):
        click.echo(sentence)


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()
    except FileNotFoundError as error:
        raise InputError("file_missing", file=file) from error
    except OSError as error:
        raise InputError("file_unreadable", file=file, reason=error.strerror) from error


def _decode(content: bytes, name: str) -> str:
    """The text as it stands, line ends included, so that offsets are those of the file."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("not_utf8", file=name, line=content.count(b"\n", 0, error.start) + 1) from error


def _as_json(findings: list[Finding]) -> bytes:
    """UTF-8 whatever the terminal's encoding: another program reads it."""
    rows = [
        {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "matched": finding.matched,
            "start": finding.start,
            "end": finding.end,
            "proposal": finding.proposal,
        }
        for finding in findings
    ]
    return json.dumps({"findings": rows}, ensure_ascii=False).encode("utf-8")


def _as_lines(name: str, text: str, findings: list[Finding]) -> str:
    from notices.cli.place import show_place

    width = shutil.get_terminal_size().columns - len(INDENT)
    lines = []
    for finding in findings:
        place = show_place(text, finding.start, finding.end, width)
        severity = say(f"severity.{finding.severity.value}")
        lines.append(f"{name}:{place.line}:{place.column}: {finding.rule} {severity}: {_sentence(finding)}")
        lines += [INDENT + place.excerpt, INDENT + place.marks]
        if finding.proposal:
            lines.append(INDENT + say("check.proposal", proposal=finding.proposal))
        lines.append("")
    count = sum(finding.severity.value == "block" for finding in findings)
    lines.append(say("check.summary", count=len(findings), blocking=count))
    return "\n".join(lines)


def _sentence(finding: Finding) -> str:
    sentence = say(finding.message, matched=finding.matched, proposal=finding.proposal or "", note=finding.note or "")
    return sentence.rstrip()
