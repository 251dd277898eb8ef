"""The glossary as rules of prh, which editors and textlint read (W6).

A rule of prh is one wording with the pattern of what it replaces; its `specs` are tried when the file is loaded. So an
entry becomes one rule for each wording it proposes, and a spec travels with the rule that fulfils it alone.
Format: prh 5, README and misc/prh.yml of its repository. Text of the file's head and remarks: `glossary/prh-ja.toml`.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from notices.domain.errors import ConfigurationError
from notices.glossary.entry import Entry, Spec, WordRule
from notices.glossary.fold import fold
from notices.glossary.glossary import Glossary
from notices.glossary.lookup import entry_of
from notices.glossary.prh_patterns import Guarded, any_of, guarded, touching, words_pattern
from notices.glossary.spellings import Spelling, spellings_of
from notices.resources import glossary_dir

# in `expected`: the word as it was written; the first group holds an exception
AS_WRITTEN = "$2"
EXCEPTION = "$1"


@dataclass(frozen=True, slots=True)
class PrhRule:
    """`exceptions` and `words` are patterns. Only notes have `no_mention_before`, their guard of the first mention, and
    only words without a wording `mark_behind`.
    """

    expected: str
    exceptions: str
    words: str
    no_mention_before: str = ""
    mark_behind: str = ""
    message: str = ""
    specs: tuple[Spec, ...] = ()

    @property
    def pattern(self) -> str:
        """As JavaScript reads it; without an exception the first group is there and empty."""
        return f"{_first_group(self.exceptions)}{self.no_mention_before}({self.words}){self.mark_behind}"


def as_prh(glossary: Glossary, language: str = "ja") -> str:
    """The whole file, as YAML. Raises ConfigurationError where the remarks of that language are missing or wrong."""
    path = glossary_dir() / f"prh-{language}.toml"
    in_force = [entry for entry in glossary.entries if entry.is_in_force(None)]
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        rules = [rule for entry in in_force for rule in _rules_of(entry, glossary, said)]
        head = said["head"].format(entries=len(in_force), rules=len(rules), rewrite=said["rewrite"])
    except (OSError, ValueError, KeyError) as error:
        raise ConfigurationError("glossary_unreadable", path=path, reason=error) from error
    lines = [f"# {line}".rstrip() for line in head.strip().splitlines()]
    lines += ["version: 1", "rules:"]
    for rule in rules:
        lines += _yaml(rule)
    return "\n".join(lines) + "\n"


def _rules_of(entry: Entry, glossary: Glossary, said: dict[str, Any]) -> Iterator[PrhRule]:
    spellings = list(spellings_of(entry))
    exceptions = [spelling.text for spelling in spellings if spelling.is_exception]
    by_wording: dict[str | None, list[Guarded]] = {}
    for spelling in spellings:
        for wording, word in _wordings(spelling, exceptions, glossary):
            by_wording.setdefault(wording, []).append(word)
    message = said["message"].format(
        rule=entry.rule.value,
        severity=said["severity"][entry.severity.value],
        status=said["status"][entry.status.value],
        source=entry.source,
        note=entry.note or "",
    )
    for wording, words in by_wording.items():
        caught = touching(exceptions, words)
        rule = _rule(entry, wording, words, caught, glossary, said)
        specs = tuple(
            spec
            for spec in _specs(entry, wording, rule.expected, glossary)
            if _alone(rule.expected, words, caught, spec.source) == spec.target
        )
        yield replace(rule, message=message.strip(), specs=specs)


def _rule(
    entry: Entry, wording: str | None, words: list[Guarded], caught: list[str], glossary: Glossary, said: dict[str, Any]
) -> PrhRule:
    pattern = words_pattern(words)
    if entry.rule is WordRule.NEEDS_NOTE:
        brackets = any_of(fold(bracket).text for bracket in glossary.language.note_opens)
        return PrhRule(
            expected=glossary.language.annotated.replace("{note}", entry.note or "").replace("{term}", AS_WRITTEN),
            exceptions=any_of(caught),
            words=f"(?:{pattern})(?!{brackets})",
            no_mention_before=f"(?<!(?:{any_of(word.word for word in words)})[^]*)",
        )
    if wording is None:
        mark = said["rewrite"]
        # a word that is marked already is found once more, mark and all: it still asks for a person
        return PrhRule(AS_WRITTEN + mark, any_of(caught), pattern, mark_behind=f"(?:{mark})?")
    return PrhRule(wording, any_of(caught), pattern)


def _wordings(spelling: Spelling, exceptions: list[str], glossary: Glossary) -> Iterator[tuple[str | None, Guarded]]:
    """What the spelling is replaced by, and where; nothing for one that begins with an exception: it is never meant."""
    if spelling.is_exception or any(spelling.text.startswith(exception) for exception in exceptions):
        return
    verb = spelling.entry.verb if spelling.is_word else None
    if verb is not None:
        yield verb, guarded(spelling, exceptions, glossary.language, is_verb=True)
    is_verb = None if verb is None else False
    yield spelling.plain, guarded(spelling, exceptions, glossary.language, is_verb=is_verb)


def _specs(entry: Entry, wording: str | None, expected: str, glossary: Glossary) -> Iterator[Spec]:
    """What accepting this one wording makes of the entry's specs; unchanged where nothing at all is found."""
    for spec in entry.specs:
        found = glossary.find(spec.source)
        places = [
            finding
            for finding in found
            if entry_of(finding, glossary) is entry
            and (entry.rule is WordRule.NEEDS_NOTE or finding.proposal == wording)
        ]
        target = spec.source
        for place in reversed(places):
            target = target[: place.start] + expected.replace(AS_WRITTEN, place.matched) + target[place.end :]
        if places or not found:
            yield Spec(spec.source, target)


def _alone(expected: str, words: list[Guarded], exceptions: list[str], text: str) -> str:
    """What the rule makes of a text when it is tried alone; only what the text holds is tried, for speed."""
    folded = fold(text).text

    def said(match: re.Match[str]) -> str:
        return match.group() if match.group(1) else expected.replace(AS_WRITTEN, match.group(2))

    there = [word for word in words if word.word in folded]
    if not there:
        return text
    caught = any_of(exception for exception in exceptions if exception in folded)
    return re.sub(f"{_first_group(caught)}({words_pattern(there)})", said, text)


def _first_group(exceptions: str) -> str:
    return f"({exceptions})|" if exceptions else "()"


def _yaml(rule: PrhRule) -> Iterator[str]:
    yield f"  - expected: {_quoted(rule.expected)}"
    yield f"    pattern: {_quoted(f'/{rule.pattern}/')}"
    if rule.exceptions:
        yield f"    regexpMustEmpty: {EXCEPTION}"
    yield f"    prh: {_quoted(rule.message)}"
    if rule.specs:
        yield "    specs:"
    for spec in rule.specs:
        yield f"      - from: {_quoted(spec.source)}"
        yield f"        to: {_quoted(spec.target)}"


def _quoted(text: str) -> str:
    """A text of one line in YAML's single quotes, where nothing but the quote itself has a meaning."""
    return "'" + " ".join(text.splitlines()).replace("'", "''") + "'"
