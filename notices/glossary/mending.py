"""Accepts the proposals that nobody needs to look at, and leaves the others to a person (W3).

Safe is what reads on by itself: not in a quotation or an address, not grown together with its neighbours (「疎通率」),
not said twice, and of the form that a following verb ending asks for. What an entry's `specs` show is safe as well.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from notices.domain.finding import Finding, Severity
from notices.glossary.entry import WordRule
from notices.glossary.fold import fold
from notices.glossary.glossary import Glossary
from notices.glossary.lookup import entry_of

# an address may hold Japanese, so it ends at white space, punctuation or brackets alone
_ADDRESS = "https?://[^\\s\u3000-\u3002\u300c-\u300f\uff08\uff09]+|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+\\.[A-Za-z0-9.-]+"
_QUOTED = re.compile(rf"{_ADDRESS}|\u300c[^\u300c\u300d\n]*\u300d|\u300e[^\u300e\u300f\n]*\u300f")
_ASIDE = re.compile("\uff08[^\uff08\uff09\n]*\uff09|\\([^()\n]*\\)")
# letters, kanji and katakana grow together with the same into one word
_GROWS = re.compile("[A-Za-z\uff21-\uff3a\uff41-\uff5a\u3005\u30a1-\u30fa\u30fc\u4e00-\u9fff\uff66-\uff9f]")
_STUTTER = 2


@dataclass(frozen=True, slots=True)
class Mended:
    """`applied` have their places in the text as it was given, `left` in the text as it is now."""

    text: str
    applied: tuple[Finding, ...]
    left: tuple[Finding, ...]


def mend(text: str, glossary: Glossary) -> Mended:
    """The text with everything safe accepted; the findings that are left are exactly those that were not accepted."""
    findings = glossary.find(text)
    accepted = [finding for finding in findings if is_safe(finding, text, findings, glossary)]
    mended = _accept(text, accepted)
    left = glossary.find(mended)
    if _words(left) != _words([finding for finding in findings if finding not in accepted]):
        accepted = _one_by_one(text, findings, accepted, glossary)
        mended = _accept(text, accepted)
        left = glossary.find(mended)
    return Mended(mended, tuple(accepted), tuple(left))


def is_safe(finding: Finding, text: str, findings: Sequence[Finding], glossary: Glossary) -> bool:
    """Whether the proposal may be accepted unseen; `findings` are all those of the text."""
    is_note = finding.rule == WordRule.NEEDS_NOTE
    entry = entry_of(finding, glossary)
    if finding.proposal is None or (finding.severity is Severity.INFO and not is_note) or (entry and entry.needs_facts):
        return False
    if _is_within(_QUOTED, finding, text) or (is_note and _is_within(_ASIDE, finding, text)):
        return False
    if any(other.end == finding.start or other.start == finding.end for other in findings if other is not finding):
        return False
    return _fits(finding, text, glossary) and (is_note or not _stutters(finding, text))


def _one_by_one(text: str, findings: Sequence[Finding], wanted: Sequence[Finding], glossary: Glossary) -> list[Finding]:
    """Those of the wanted that can be accepted, from the last to the first, without making a new finding."""
    accepted: list[Finding] = []
    for finding in reversed(wanted):
        tried = [finding, *accepted]
        others = [each for each in findings if each not in tried]
        if _words(glossary.find(_accept(text, tried))) == _words(others):
            accepted = tried
    return accepted


def _accept(text: str, findings: Sequence[Finding]) -> str:
    for finding in reversed(findings):
        text = text[: finding.start] + (finding.proposal or "") + text[finding.end :]
    return text


def _words(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.matched) for finding in findings]


def _is_within(pattern: re.Pattern[str], finding: Finding, text: str) -> bool:
    return any(match.start() <= finding.start and finding.end <= match.end() for match in pattern.finditer(text))


def _fits(finding: Finding, text: str, glossary: Glossary) -> bool:
    """Whether the words on both sides go on as before: free edges, a verb's wording before its ending, or a spec."""
    entry = entry_of(finding, glossary)
    proofs = [fold(spec.source).text for spec in entry.specs] if entry else []
    word, old, new = fold(finding.matched).text, finding.matched, finding.proposal or ""
    before, behind = text[: finding.start][-1:], text[finding.end :][:1]
    if old[0] != new[0] and _grow(before, old[0]) and not any(fold(before).text + word in proof for proof in proofs):
        return False
    is_note = finding.rule == WordRule.NEEDS_NOTE
    is_verb = is_note or (entry is not None and new == entry.verb)
    needs_proof = (old[-1] != new[-1] and _grow(old[-1], behind)) or (
        glossary.is_verb_at(text, finding.end) and not is_verb
    )
    return not needs_proof or any(word + fold(behind).text in proof for proof in proofs)


def _grow(before: str, behind: str) -> bool:
    return bool(_GROWS.match(before) and _GROWS.match(behind))


def _stutters(finding: Finding, text: str) -> bool:
    """Whether the proposal would say again what stands right before or behind it (通信の通信の集中)."""
    proposal = finding.proposal or ""
    before, behind = text[: finding.start], text[finding.end :]
    lengths = range(_STUTTER, len(proposal) + 1)
    return any(before.endswith(proposal[:n]) or behind.startswith(proposal[-n:]) for n in lengths)
