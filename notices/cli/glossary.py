"""`shuchi glossary`: the words that readers do not understand, listed, explained, and handed to editors (W1, W6)."""

import json

import click

from notices.cli.usage import Group
from notices.domain.errors import InputError
from notices.glossary import Entry, Glossary, load_glossary
from notices.messages import say


@click.group("glossary", cls=Group, help=say("glossary.help"))
def command() -> None:
    """The glossary as it is shipped."""


@command.command("list", help=say("glossary_list.help"))
@click.option("--json", "is_json", is_flag=True, help=say("option.json"))
def list_entries(*, is_json: bool) -> None:
    """At a terminal a table; in a pipe columns parted by tabs, headings first, every field of an entry on one line."""
    from notices.cli.glossary_table import print_table

    glossary = load_glossary()
    if is_json:
        _print_json({"entries": [_row(entry, glossary) for entry in glossary.entries]})
    else:
        print_table(glossary.entries)


@command.command("show", help=say("glossary_show.help"))
@click.argument("term", metavar="TERM")
@click.option("--json", "is_json", is_flag=True, help=say("option.json"))
def show(term: str, *, is_json: bool) -> None:
    """By its name, its reading or any way it may be written."""
    from notices.cli.glossary_table import entry_lines
    from notices.glossary.lookup import entries_for

    glossary = load_glossary()
    entries = entries_for(term, glossary)
    if not entries:
        raise InputError("unknown_term", term=term)
    if is_json:
        _print_json({"entries": [_row(entry, glossary) for entry in entries]})
        return
    click.echo("\n\n".join("\n".join(entry_lines(entry, glossary)) for entry in entries))


@command.command("export", help=say("glossary_export.help"))
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--prh", "is_prh", is_flag=True, help=say("option.prh"))
def export(file: str | None, *, is_prh: bool) -> None:
    """To standard output, or into a file that is replaced in one step."""
    from notices.cli.whole_file import write_whole
    from notices.glossary.prh import as_prh

    if not is_prh:
        raise InputError("no_export_format")
    text = as_prh(load_glossary())
    if file is None:
        click.echo(text.encode("utf-8"), nl=False)
        return
    write_whole(file, text)
    click.echo(say("glossary.exported", file=file))


def _print_json(document: dict[str, object]) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8"))


def _row(entry: Entry, glossary: Glossary) -> dict[str, object]:
    return {
        "term": entry.term,
        "reading": entry.reading,
        "variants": list(entry.variants),
        "exceptions": list(entry.exceptions),
        "rule": entry.rule.value,
        "severity": entry.severity.value,
        "status": entry.status.value,
        "plain": entry.plain,
        "verb": entry.verb,
        "phrases": {phrase.text: phrase.plain for phrase in entry.phrases},
        "note": entry.note,
        "source": entry.source,
        "source_text": glossary.sources.get(entry.source),
        "confidence": entry.confidence.value,
        "valid_from": entry.valid_from.isoformat(),
        "valid_to": entry.valid_to.isoformat() if entry.valid_to else None,
        "specs": [{"from": spec.source, "to": spec.target} for spec in entry.specs],
    }
