"""What a machine's claim adds to what is said of a service already. A machine only widens; people narrow and mend."""

from dataclasses import replace

from notices.areas.simplify import simplify
from notices.areas.table import AreaTable
from notices.domain.impact import Area, Effect, EmergencyCalls, ImpactStatus, ServiceImpact, UserCount
from notices.domain.incident import Incident
from notices.domain.incident_event import ImpactChanged

# Data lost is another harm, not a milder or worse one.
WEIGHT = {Effect.UNUSABLE: 3, Effect.PARTLY_UNUSABLE: 2, Effect.HARD_TO_USE: 1, Effect.UNKNOWN: 0}

Areas = tuple[Area, ...] | None


def widened(view: Incident, claim: ImpactChanged, areas: AreaTable) -> ImpactChanged | None:
    """The fact to report, None when what stands says as much already.

    `view`: the incident as the claim's audience may know it, so that nothing narrower gets into a wider fact (P1).
    """
    standing = [i for i in view.impacts if i.service_id == claim.service_id and i.status is ImpactStatus.ACTIVE]
    same = next((i for i in standing if i.effect is claim.effect), None)
    calls = claim.emergency_calls
    if calls is not None and standing:
        calls = calls.merged_with(standing[-1].emergency_calls)
    told = replace(claim, emergency_calls=calls)
    if same is not None:
        told = replace(told, areas=joined(same.areas, claim.areas, areas), users=_larger(same.users, claim.users))
    if any(_covers(one, told, areas) for one in standing):
        return None
    milder = [i for i in standing if i is not same and not _is_worse(told, i, areas)]
    return replace(told, is_addition=bool(milder))


def joined(one: Areas, other: Areas, areas: AreaTable) -> Areas:
    """The land of both, each place once. Known places stand alone: an unknown one adds nothing to them."""
    if one is None or other is None:
        return other if one is None else one
    return simplify((*one, *other), areas)


def _larger(one: UserCount | None, other: UserCount | None) -> UserCount | None:
    """Counts are never added up; of two in one unit the larger stands, otherwise the one that was said first."""
    if one is None or other is None:
        return one or other
    return other if one.unit == other.unit and other.value > one.value else one


def _covers(standing: ServiceImpact, told: ImpactChanged, areas: AreaTable) -> bool:
    has_calls = told.emergency_calls in (None, standing.emergency_calls)
    has_users = told.users in (None, standing.users)
    return has_calls and has_users and _reaches(standing.effect, standing.areas, told.effect, told.areas, areas)


def _is_worse(told: ImpactChanged, standing: ServiceImpact, areas: AreaTable) -> bool:
    """Whether the milder statement need not stand beside the new one."""
    is_counted = standing.users is None or told.users is not None
    return is_counted and _reaches(told.effect, told.areas, standing.effect, standing.areas, areas)


def _reaches(effect: Effect, places: Areas, milder: Effect, inner: Areas, areas: AreaTable) -> bool:
    if effect is not milder and not (effect in WEIGHT and milder in WEIGHT and WEIGHT[effect] > WEIGHT[milder]):
        return False
    if places is None or inner is None:
        return inner is None
    return simplify((*places, *inner), areas) == simplify(places, areas)


def merged(one: ImpactChanged, other: ImpactChanged, areas: AreaTable) -> ImpactChanged:
    """Two claims of one effect on one service as one."""
    calls: EmergencyCalls | None = one.emergency_calls or other.emergency_calls
    if one.emergency_calls and other.emergency_calls:
        calls = one.emergency_calls.merged_with(other.emergency_calls)
    return replace(
        one, areas=joined(one.areas, other.areas, areas), users=_larger(one.users, other.users), emergency_calls=calls
    )
