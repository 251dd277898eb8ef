"""C12: every text of a drill or replay begins with its mark, and no real text begins with one.

Bad:  a drill's post that begins 「【障害発生】第1報…」, or a real one that begins 「【訓練】…」
Good: 「【訓練】【障害発生】第1報…」 in a drill, 「【再現】【障害発生】第1報…」 in a replay.
Clauses: OURS-marks (low).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.domain.rendition import HTML_FORMS, Form
from notices.policy.page_text import visible_text
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """Looks at every text people read; the payload carries the mode as a field of its own."""
    mark = given.marks.get(given.content.mode, "")
    others = [other for other in given.marks.values() if other and other != mark]
    for form, text in given.texts.items():
        if form is Form.PAYLOAD:
            continue
        seen = visible_text(text) if form in HTML_FORMS else text
        if not seen.startswith(mark):
            yield Finding("C12", Severity.BLOCK, proposal=mark, where=form, message="finding.c12_mark_missing")
        for other in others:
            if seen.startswith(other):
                yield Finding("C12", Severity.BLOCK, matched=other, where=form, message="finding.c12_wrong_mark")


RULE = Rule("C12", ("OURS-marks",), check, is_for_every_language=True)
