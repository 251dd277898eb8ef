"""Finds the entry of a word, by the word itself or by what was found in a text."""

from functools import cache

from notices.domain.finding import Finding
from notices.glossary.entry import Entry
from notices.glossary.fold import fold
from notices.glossary.glossary import Glossary
from notices.glossary.spellings import Spelling, spellings_of


def spelling_of(finding: Finding, glossary: Glossary) -> Spelling | None:
    """The spelling that was found, None for a finding that is not this glossary's."""
    return _spellings(glossary).get((finding.rule, fold(finding.matched).text))


def entry_of(finding: Finding, glossary: Glossary) -> Entry | None:
    """The entry that found it."""
    spelling = spelling_of(finding, glossary)
    return spelling.entry if spelling else None


def entries_for(word: str, glossary: Glossary) -> list[Entry]:
    """Every entry that is called so, is read so, or may be written so; in the order of the file."""
    wanted = fold(word).text
    return [
        entry
        for entry in glossary.entries
        if wanted == fold(entry.reading).text
        or any(wanted == spelling.text for spelling in spellings_of(entry) if not spelling.is_exception)
    ]


@cache
def _spellings(glossary: Glossary) -> dict[tuple[str, str], Spelling]:
    return {
        (entry.rule.value, spelling.text): spelling
        for entry in glossary.entries
        for spelling in spellings_of(entry)
        if not spelling.is_exception and entry.is_in_force(None)
    }
