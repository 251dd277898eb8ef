"""C2E: a line answers its question or says that the answer is not known yet; it does not decline, nor talk around it.

Bad:  「原因: 回答を差し控えます」「復旧見通し: 状況が分かり次第お知らせします」
Good: 「原因: 調査中」「復旧見通し: 未定」「復旧見通し: 18時ごろ。変わるときは分かり次第お知らせします」
Clauses: S000-2015-unknown-is-stated (high), S000-2015-what-users-feel (high), OURS-no-evasion (low).
"""

from collections.abc import Iterator
from re import Pattern

from notices.domain.finding import Finding, Severity
from notices.policy.phrases import load_phrases
from notices.policy.rule import Rule, RuleInput

MOST_LEFT = 2
"""So many letters may be left over beside the phrases before a text counts as saying something of its own."""

ASKED = frozenset({"situation", "cause", "outlook", "residual"})


def check(given: RuleInput) -> Iterator[Finding]:
    """Declining blocks until a person answers for it; a line that only puts the reader off is asked about.

    A carrier may have to keep back how it was attacked while the police look into it, so a block may be overridden.
    """
    withheld = load_phrases()["withheld"]
    for item, text in given.wording.items():
        for match in withheld.finditer(text):
            yield Finding(
                "C2E", Severity.BLOCK, match.group(), match.start(), match.end(), where=item,
                message="finding.c2e_withheld",
            )  # fmt: skip
        if item in ASKED and withheld.search(text) is None and _only_puts_off(text):
            yield Finding("C2E", Severity.WARN, text, 0, len(text), where=item, message="finding.c2e_only_later")


def _only_puts_off(text: str) -> bool:
    phrases = load_phrases()
    if phrases["only_later"].search(text) is None or phrases["states_unknown"].search(text):
        return False
    rest = _without(phrases["filler"], _without(phrases["only_later"], text))
    return sum(map(str.isalnum, rest)) <= MOST_LEFT


def _without(pattern: Pattern[str], text: str) -> str:
    return pattern.sub(" ", text)


RULE = Rule(
    "C2E",
    ("S000-2015-unknown-is-stated", "S000-2015-what-users-feel", "OURS-no-evasion"),
    check,
    is_overridable=True,
    severities=(Severity.BLOCK, Severity.WARN),
)
