"""C2: the page has a line for every required item, and every line says something: an unknown is stated as unknown.

Bad:  a first report without the line 「原因」 because nobody knows it yet, or with nothing beside it.
Good: 「原因: 調査中」「復旧見通し: 未定」
Clauses: S001-2-onset (high), S001-2-areas (high), S001-2-services (high), S001-2-cause (high), S001-2-outlook (high),
S001-2-alternatives (high), NIK22-2-emergency-calls (medium), YOMI-2-contacts (medium),
S000-2015-unknown-is-stated (high), S000-2015-what-users-feel (high), S000-2018-emergency-and-alternatives (high),
OURS-as-of-and-apology (low), OURS-alternatives-never-empty (low).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.domain.rendition import Form
from notices.policy.kinds import load_kinds
from notices.policy.page_text import lines_of
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """A line that is missing, or holds nothing but dashes and dots, is refused; `proposal` is its label."""
    lines = lines_of(given.texts.get(Form.PAGE, ""))
    for item in load_kinds()[given.content.kind].required_items:
        label = given.item_labels[item]
        if label not in lines:
            yield Finding("C2", Severity.BLOCK, proposal=label, where=item, message="finding.c2_line_missing")
        elif not any(character.isalnum() for character in lines[label]):
            yield Finding("C2", Severity.BLOCK, proposal=label, where=item, message="finding.c2_line_empty")


RULE = Rule(
    "C2",
    (
        "S001-2-onset",
        "S001-2-areas",
        "S001-2-services",
        "S001-2-cause",
        "S001-2-outlook",
        "S001-2-alternatives",
        "NIK22-2-emergency-calls",
        "YOMI-2-contacts",
        "S000-2015-unknown-is-stated",
        "S000-2015-what-users-feel",
        "S000-2018-emergency-and-alternatives",
        "OURS-as-of-and-apology",
        "OURS-alternatives-never-empty",
    ),
    check,
    is_for_every_language=True,
)
