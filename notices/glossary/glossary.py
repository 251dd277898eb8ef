"""The glossary of one language: finds its words in a text and proposes what to write instead."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from notices.domain.finding import Finding, Severity
from notices.glossary.entry import Entry, LanguageRules, WordRule
from notices.glossary.fold import FoldedText, fold
from notices.glossary.matching import Hit, Matcher

_MESSAGES = {
    (WordRule.UNCLEAR, True): "finding.w2_unclear",
    (WordRule.UNCLEAR, False): "finding.w2_unclear_find_words",
    (WordRule.NEEDS_NOTE, True): "finding.w3_needs_note",
    (WordRule.MISLEADS, True): "finding.w4_misleads",
    (WordRule.MISLEADS, False): "finding.w4_misleads_find_words",
}

# more characters than any verb ending has, however it is written
_LONGEST_ENDING = 8


class Glossary:
    """Immutable once made, and safe to share between threads."""

    def __init__(
        self, entries: Sequence[Entry], language: LanguageRules, sources: Mapping[str, str] | None = None
    ) -> None:
        self.entries = tuple(entries)
        self.language = language
        self.sources = dict(sources or {})
        self._annotated = language.annotated
        self._verb_endings = tuple(fold(ending).text for ending in language.verb_endings)
        self._note_opens = tuple(fold(bracket).text for bracket in language.note_opens)
        ends = "".join(re.escape(mark) for mark in language.sentence_ends)
        self._sentence = re.compile(rf"[^{ends}]*[{ends}]\s*|[^{ends}]+")
        self._matcher = Matcher(self.entries, language)

    def find(self, text: str, on: date | None = None) -> list[Finding]:
        """The words a reader may not understand, in the order of the text; offsets are code points of `text`.

        Only entries in force on that day are used; without a day, those that have no last day. A word of rule W3 is
        reported at its first mention alone, and not where its note already stands.
        """
        folded = fold(text)
        findings: list[Finding] = []
        mentioned: set[str] = set()
        for hit in self._matcher.hits(folded, on):
            entry = hit.spelling.entry
            if entry.rule is WordRule.NEEDS_NOTE:
                is_known = entry.term in mentioned or folded.text.startswith(self._note_opens, hit.end)
                mentioned.add(entry.term)
                if is_known:
                    continue
            findings.append(self._finding(text, folded, hit))
        return findings

    def is_verb_at(self, text: str, end: int) -> bool:
        """Whether what follows that place makes a verb of the word before it."""
        return fold(text[end : end + _LONGEST_ENDING]).text.startswith(self._verb_endings)

    def plain(self, text: str, on: date | None = None) -> str:
        """The text with every proposal accepted."""
        for finding in reversed(self.find(text, on)):
            if finding.proposal is not None:
                text = text[: finding.start] + finding.proposal + text[finding.end :]
        return text

    def plain_or_drop(self, text: str, on: date | None = None) -> str:
        """The text with every proposal accepted, without the sentences that block and have no proposal; may be ""."""
        sentences: list[str] = self._sentence.findall(text)
        return self.plain("".join(s for s in sentences if not self._is_hopeless(s, on)), on)

    def _is_hopeless(self, sentence: str, on: date | None) -> bool:
        return any(f.severity is Severity.BLOCK and f.proposal is None for f in self.find(sentence, on))

    def _finding(self, text: str, folded: FoldedText, hit: Hit) -> Finding:
        entry = hit.spelling.entry
        start, end = folded.span(hit.start, hit.end)
        proposal = self._proposal(text[start:end], folded, hit)
        return Finding(
            rule=entry.rule.value,
            severity=entry.severity,
            matched=text[start:end],
            start=start,
            end=end,
            proposal=proposal,
            message=_MESSAGES[entry.rule, proposal is not None],
            note=entry.note,
        )

    def _proposal(self, matched: str, folded: FoldedText, hit: Hit) -> str | None:
        spelling, entry = hit.spelling, hit.spelling.entry
        if entry.rule is WordRule.NEEDS_NOTE:
            return self._annotated.replace("{note}", entry.note or "").replace("{term}", matched)
        if spelling.is_word and entry.verb and folded.text.startswith(self._verb_endings, hit.end):
            return entry.verb
        return spelling.plain
