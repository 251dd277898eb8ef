"""From claims to the facts they add to an incident. What stands already is not said again."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial, reduce

from notices.areas.table import AreaTable
from notices.desk.record_event import Reported
from notices.desk.widen_impact import WEIGHT, merged, widened
from notices.domain import incident_event as ev
from notices.domain.impact import Effect
from notices.domain.incident import Incident
from notices.domain.incident_event import ImpactChanged, IncidentEvent, Reporter
from notices.domain.sharing_scope import SharingScope
from notices.domain.signal import Claim

# stands in for the reporter where the fold is only tried out
_NOBODY = Reporter("clock")


def harm_facts(
    view: Incident, claims: Sequence[Claim], scope: SharingScope, areas: AreaTable, now: datetime
) -> list[Reported]:
    """When it was known, when it began (where the table vouches for that) and who is hit, as claims of one scope say.

    The alert's time is when the carrier knew (T1). `view`: the incident as this scope may know it.
    """
    facts: list[ev.AnyFact] = []
    known_at = min((claim.started_at for claim in claims), default=now)
    if claims and (view.detected_at is None or known_at < view.detected_at):
        facts.append(ev.Detected(known_at))
    onsets = [claim.onset_at for claim in claims if claim.onset_at is not None]
    if onsets and not view.onsets:  # a person's reading stands
        facts.append(ev.OnsetEstimated(min(onsets), is_approximate=True))
    for impacts in _worst_first(claims):
        news = [impact for impact in impacts if widened(view, impact, areas) is not None]
        fact = widened(view, reduce(partial(merged, areas=areas), news), areas) if news else None
        if fact is not None:
            facts.append(fact)
            view = view.apply(IncidentEvent("", view.id, fact, _NOBODY, now, scope))
    return [Reported(fact, scope) for fact in facts]


def suspicions(incident: Incident | None, claims: Iterable[Claim]) -> list[Reported]:
    """The equipment that alerts name, for the house alone (P1)."""
    known = {suspicion.text for suspicion in incident.suspicions} if incident is not None else set()
    named = dict.fromkeys(claim.equipment for claim in claims if claim.equipment)
    return [Reported(ev.EquipmentSuspected(text), SharingScope.INTERNAL) for text in named if text not in known]


def _worst_first(claims: Sequence[Claim]) -> list[list[ImpactChanged]]:
    """The impacts of one service and one effect together, so that a milder one meets the worse one already told."""
    found: dict[tuple[str, Effect], list[ImpactChanged]] = {}
    for impact in (claim.impact for claim in claims if claim.impact is not None):
        found.setdefault((impact.service_id, impact.effect), []).append(impact)
    return sorted(found.values(), key=lambda impacts: -WEIGHT.get(impacts[0].effect, -1))
