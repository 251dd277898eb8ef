"""O3: no text is longer than its channel takes; it is mended before approval, never cut on the way.

Bad:  a post that counts 312 where X takes 280.
Good: 「【障害発生】第2報（14時30分時点）モバイル通信が全国で利用しづらい状況です。次回更新15時30分 https://…」
Clauses: OURS-never-cut (low).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """Refuses each text over its limit; `where` is the channel, `note` the length and the limit."""
    for channel, measure in given.measures.items():
        if measure.is_too_long:
            length = f"{measure.units} > {measure.limit}"
            yield Finding("O3", Severity.BLOCK, where=channel, message="finding.o3_too_long", note=length)


RULE = Rule("O3", ("OURS-never-cut",), check, is_for_every_language=True)
