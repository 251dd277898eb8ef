"""Reads `glossary/<language>.toml`; every mistake in it is reported at once, by entry and field."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, reduce
from pathlib import Path

from notices.domain.errors import ConfigurationError
from notices.domain.finding import Severity
from notices.glossary.entry import Confidence, Entry, LanguageRules, Phrase, Spec, Status, WordRule
from notices.glossary.glossary import Glossary
from notices.glossary.spellings import spellings_of
from notices.glossary.table_reader import TableReader
from notices.resources import glossary_dir


@cache
def load_glossary(language: str = "ja") -> Glossary:
    """The glossary of that language, read once. Raises ConfigurationError, see `parse_glossary`."""
    path = glossary_dir() / f"{language}.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError("glossary_unreadable", path=path, reason=error) from error
    return parse_glossary(text, path)


def parse_glossary(text: str, path: Path) -> Glossary:
    """The glossary in that text. Raises ConfigurationError naming every entry and field that is wrong."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError("glossary_unreadable", path=path, reason=error) from error
    mistakes: list[str] = []
    language = _language(TableReader("[language]", given.pop("language", {}), mistakes))
    file = TableReader("", given, mistakes)
    sources = dict(file.pairs("sources"))
    entries = [_entry(reader, set(sources)) for reader in file.tables("entry", named_by="term")]
    file.refuse_others()
    mistakes += _written_twice(entries)
    if mistakes:
        raise ConfigurationError("glossary_mistakes", path=path, count=len(mistakes), mistakes="; ".join(mistakes))
    return Glossary(entries, language, sources)


def _language(table: TableReader) -> LanguageRules:
    rules = LanguageRules(
        verb_endings=table.texts("verb_endings"),
        sentence_ends=table.texts("sentence_ends", is_required=True),
        annotated=table.text("annotated") or "",
        note_opens=table.texts("note_opens", is_required=True),
        denials=_denials(table),
    )
    if rules.annotated and ("{term}" not in rules.annotated or "{note}" not in rules.annotated):
        table.wrong("annotated", rules.annotated, "… {term} … {note} …")
    table.refuse_others()
    return rules


def _denials(table: TableReader) -> tuple[str, ...]:
    """The expressions with their parts in place; a part may hold the parts written before it."""
    parts: dict[str, str] = {}
    for name, written in table.pairs("denial_parts"):
        parts[f"<{name}>"] = _with_parts(written, parts)
    denials = tuple(_with_parts(written, parts) for written in table.texts("denials"))
    for denial in denials:
        try:
            re.compile(denial)
        except re.error as error:
            table.wrong("denials", denial, str(error))
    return denials


def _with_parts(written: str, parts: Mapping[str, str]) -> str:
    return reduce(lambda text, name: text.replace(name, parts[name]), parts, written)


def _entry(table: TableReader, sources: set[str]) -> Entry:
    entry = Entry(
        term=table.text("term") or "",
        reading=table.text("reading") or "",
        rule=table.choice("rule", WordRule),
        severity=table.choice("severity", Severity),
        status=table.choice("status", Status),
        source=table.text("source") or "",
        confidence=table.choice("confidence", Confidence),
        valid_from=table.day("valid_from") or date.min,
        valid_to=table.day("valid_to", is_required=False),
        specs=tuple(_spec(spec) for spec in table.tables("specs")),
        variants=table.texts("variants"),
        tails=table.texts("tails"),
        exceptions=table.texts("exceptions"),
        plain=table.text("plain", is_required=False),
        verb=table.text("verb", is_required=False),
        phrases=tuple(Phrase(text, plain) for text, plain in table.pairs("phrases")),
        note=table.text("note", is_required=False),
        starts_word=table.flag("starts_word"),
        needs_facts=table.flag("needs_facts"),
    )
    if entry.source and entry.source not in sources:
        table.wrong("source", entry.source, " | ".join(sorted(sources)))
    if entry.valid_to is not None and entry.valid_to < entry.valid_from:
        table.wrong("valid_to", str(entry.valid_to), f">= {entry.valid_from}")
    if entry.rule is WordRule.NEEDS_NOTE:
        if entry.note is None:
            table.wrong("note", None, "text")
        for field in ("plain", "verb", "phrases"):
            if getattr(entry, field):
                table.wrong(field, getattr(entry, field), "∅")
    table.refuse_others()
    return entry


def _spec(table: TableReader) -> Spec:
    spec = Spec(source=table.text("from") or "", target=table.text("to") or "")
    table.refuse_others()
    return spec


def _written_twice(entries: Sequence[Entry]) -> list[str]:
    """The spellings that two entries claim for the same day."""
    claimed: dict[str, list[Entry]] = {}
    mistakes = []
    for entry in entries:
        for spelling in spellings_of(entry) if entry.term else ():
            if spelling.is_exception:
                continue
            others = claimed.setdefault(spelling.text, [])
            mistakes += [f"{entry.term}: {spelling.text!r} (≠ {other.term})" for other in others if _meet(entry, other)]
            others.append(entry)
    return mistakes


def _meet(one: Entry, other: Entry) -> bool:
    first, second = sorted((one, other), key=lambda entry: entry.valid_from)
    return first.valid_to is None or first.valid_to >= second.valid_from
