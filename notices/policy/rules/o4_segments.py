"""O4: a text message fits two segments; each further one is billed and may arrive apart from the others.

Bad:  an SMS of 3 segments that lists every municipality.
Good: 「【障害発生】第2報 モバイル通信が全国で利用しづらい状況です。110・119も影響あり。次回15時30分 https://…」
Clauses: OURS-two-segments (low).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.policy.rule import Rule, RuleInput

MOST_SEGMENTS = 2


def check(given: RuleInput) -> Iterator[Finding]:
    """Asks about more than two segments; a text over the limit is already refused by O3."""
    for channel, measure in given.measures.items():
        if measure.segments > MOST_SEGMENTS and not measure.is_too_long:
            yield Finding(
                "O4", Severity.WARN, where=channel, message="finding.o4_many_segments", note=str(measure.segments)
            )


RULE = Rule("O4", ("OURS-two-segments",), check, is_for_every_language=True, severities=(Severity.WARN,))
