"""`shuchi check FILE|-`: what is found in a text, how it reads, and what can be mended unseen."""

import json
import sys
from pathlib import Path

import click

from notices.domain.errors import InputError
from notices.messages import say
from notices.resources import readability_languages

STDIN = "-"
PROFILE = ".toml"
SOMETHING_BLOCKS = 1


@click.command("check", help=say("check.help"))
@click.argument("file", metavar="FILE")
@click.option("--fix", "is_fix", is_flag=True, help=say("option.fix"))
@click.option("--diff", "is_diff", is_flag=True, help=say("option.diff"))
@click.option(
    "--language",
    type=click.Choice(readability_languages()),
    default="ja",
    metavar="LANGUAGE",
    help=say("option.text_language"),
)
@click.option("--json", "is_json", is_flag=True, help=say("option.json"))
@click.pass_context
def command(context: click.Context, file: str, *, is_fix: bool, is_diff: bool, language: str, is_json: bool) -> None:
    """Exit status 1 where a finding blocks, or still does after --fix (with --diff: still would)."""
    if Path(file).suffix == PROFILE:
        if is_fix or is_diff:
            raise InputError("fix_needs_text", file=file)
        _check_profile(Path(file))
        return
    from notices.cli.checked import Checked
    from notices.cli.fix import diff_of
    from notices.cli.whole_file import write_whole

    name = say("check.stdin") if file == STDIN else file
    text = _decode(_read(file), name)
    checked = Checked.of(name, text, language)
    now = checked.mended() if is_fix or is_diff else checked
    if is_fix and not is_diff and file != STDIN and now.text != text:
        write_whole(file, now.text)
    changed = {"text": now.text} if is_fix and file == STDIN and not is_diff else {}
    if is_diff:
        changed = {"diff": diff_of("stdin" if file == STDIN else file, text, checked.mending)}
    if is_json:
        document = now.document() | changed
        if now is not checked:
            document["applied"] = checked.applied_rows()
        click.echo(json.dumps(document, ensure_ascii=False).encode("utf-8"))
    elif changed:
        # the text or the change alone goes to standard output, so that it can be piped on
        click.echo(next(iter(changed.values())).encode("utf-8"), nl=False)
        click.echo("\n".join(now.report(checked, is_written=not is_diff)), err=True)
    else:
        click.echo("\n".join(now.report(checked, is_written=is_fix)))
    context.exit(SOMETHING_BLOCKS if now.blocks() else 0)


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
