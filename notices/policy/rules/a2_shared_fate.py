"""A2: no alternative is offered that fails with the fault itself, is not open, is hit too, or cannot call for help.

Bad:  「110・119へは公衆電話から」 while the lines into the desks of police and fire brigade are cut
Good: 「どの電話からもつながらないことがあります。消防署・警察署・交番へ直接お知らせください。」
Clauses: S001-2-alternatives (high), OURS-alternatives-independent (low).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.domain.impact import ImpactStatus
from notices.policy.alternative import Alternative, Opening, load_alternatives
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """Refused: whoever follows such advice loses the minutes it was to save.

    A service of the carrier's own of a kind that is hit is asked about: another network may carry it.
    """
    known = {means.id: means for means in load_alternatives()}
    for where in ("alternatives", "emergency_alternatives"):
        for offered in getattr(given.content, where):
            means = known.get(offered)
            if means is None:
                yield _finding("finding.a2_unknown", where, offered)
            else:
                yield from _of(means, where, given)


def _of(means: Alternative, where: str, given: RuleInput) -> Iterator[Finding]:
    is_for_emergencies = where == "emergency_alternatives"
    if is_for_emergencies and means.emergency is None:
        yield _finding("finding.a2_cannot_call", where, means.id)
    shared = sorted((means.emergency_fate if is_for_emergencies else means.shared_fate) & given.failed_parts)
    if shared:
        yield _finding("finding.a2_fails_with_it", where, means.id, ", ".join(shared))
    if means.opening is Opening.OPENED and means.id not in given.open_alternatives:
        yield _finding("finding.a2_not_open", where, means.id)
    for impact in given.content.impacts:
        if impact.status is not ImpactStatus.ACTIVE:
            continue
        if impact.service_kind in means.not_while_hit:
            yield _finding("finding.a2_hit_too", where, means.id, impact.service_name)
        elif means.is_own and impact.service_kind in means.own_services:
            yield _finding("finding.a2_kind_hit_too", where, means.id, impact.service_name, Severity.WARN)


def _finding(
    message: str, where: str, matched: str, note: str | None = None, severity: Severity = Severity.BLOCK
) -> Finding:
    return Finding("A2", severity, matched, where=where, message=message, note=note)


RULE = Rule(
    "A2", ("S001-2-alternatives", "OURS-alternatives-independent"), check, severities=(Severity.BLOCK, Severity.WARN)
)
