"""W5: what makes a text hard to read is told to its writer, with the sentence that should be split.

Bad:  one sentence of 120 characters that holds cause, area and progress, joined by 「ため、」「ており、」
Good: three sentences of at most 60 characters, each with one thing to say
Clauses: S001-6-plain-words (high), OURS-readability (low).
"""

from collections.abc import Iterator
from dataclasses import replace

from notices.domain.finding import Finding, Severity
from notices.domain.rendition import MASTER_LANGUAGE, Form
from notices.policy.page_text import visible_text
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """A report, never a gate: every finding is for the record alone.

    A person's words by item; the page as a whole, in every language, without what was told of the words already.
    """
    own = given.wording.items() if given.language == MASTER_LANGUAGE else []
    told = ""
    for item, text in own:
        told += text
        for finding in given.find_hard(text):
            yield replace(finding, severity=Severity.INFO, where=item)
    for finding in given.find_hard(visible_text(given.texts.get(Form.PAGE, ""))):
        if finding.matched not in told:
            yield replace(finding, severity=Severity.INFO, where=Form.PAGE)


RULE = Rule(
    "W5", ("S001-6-plain-words", "OURS-readability"), check, is_for_every_language=True, severities=(Severity.INFO,)
)
