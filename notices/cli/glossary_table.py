"""The glossary as people read it: one line an entry, or one entry with everything that is known of it."""

import sys
from collections.abc import Iterable, Iterator

import click

from notices.glossary import Entry, Glossary
from notices.messages import say

_COLUMNS = ("term", "reading", "rule", "severity", "status", "plain", "source")


def print_table(entries: Iterable[Entry]) -> None:
    """A table on a terminal, columns parted by tabs in a pipe."""
    headings = [say(f"glossary.{column}") for column in _COLUMNS]
    rows = [_cells(entry) for entry in entries]
    if not sys.stdout.isatty():
        click.echo("\n".join("\t".join(row) for row in (headings, *rows)))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console().print(table, markup=False)
    click.echo(say("glossary.count", count=len(rows)))


def entry_lines(entry: Entry, glossary: Glossary) -> Iterator[str]:
    """Everything of one entry; fields that it has not are left out."""
    yield f"{entry.term}（{entry.reading}）"
    source = glossary.sources.get(entry.source, "")
    until = f" – {entry.valid_to}" if entry.valid_to else " –"
    fields = {
        "rule": say(f"glossary.{entry.rule.value.lower()}"),
        "severity": say(f"severity.{entry.severity.value}"),
        "plain": entry.plain or ("" if entry.note and entry.rule.value == "W3" else say("glossary.find_words")),
        "verb": entry.verb,
        "note": entry.note,
        "variants": ", ".join(entry.variants),
        "exceptions": ", ".join(entry.exceptions),
        "status": say(f"glossary.{entry.status.value}"),
        "source": f"{entry.source} {source}".strip(),
        "validity": f"{entry.valid_from}{until}",
    }
    for name, value in fields.items():
        if value:
            yield f"  {say(f'glossary.{name}')}: {value}"
    if entry.phrases:
        yield f"  {say('glossary.phrases')}:"
    for phrase in entry.phrases:
        yield f"    {phrase.text} → {phrase.plain}"
    yield f"  {say('glossary.specs')}:"
    for spec in entry.specs:
        is_changed = spec.source != spec.target
        yield f"    {spec.source} → {spec.target}" if is_changed else f"    {spec.source} (=)"


def _cells(entry: Entry) -> list[str]:
    return [
        entry.term,
        entry.reading,
        entry.rule.value,
        say(f"severity.{entry.severity.value}"),
        say(f"glossary.{entry.status.value}"),
        entry.plain or "–",
        entry.source,
    ]
