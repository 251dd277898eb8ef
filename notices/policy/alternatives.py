"""What people can use instead (代替手段): never a means that shares the failed part (A2), never nothing said (A3).

`docs/alternatives.md` tells the choice in words. Pure: the same incident and services give the same offer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from notices.domain.carrier import Service, ServiceKind
from notices.domain.impact import Area, Effect, EmergencyStatus, ImpactStatus, ServiceImpact
from notices.domain.incident import Incident
from notices.domain.network_part import NetworkPart
from notices.policy.alternative import Alternative, Opening, Purpose, load_alternatives
from notices.policy.failed_parts import OWN_PARTS, FailedParts, failed_parts_of

__all__ = ["NONE_CONFIRMED", "NONE_NEEDED", "NOT_EVERYWHERE", "Offer", "alternatives_for", "load_alternatives"]

NONE_CONFIRMED = "none_confirmed"
NONE_NEEDED = "none_needed"
NOT_EVERYWHERE = "not_everywhere"

_LOST: dict[ServiceKind, set[Purpose]] = {
    ServiceKind.MOBILE_VOICE: {Purpose.VOICE},
    ServiceKind.MOBILE_DATA: {Purpose.DATA},
    ServiceKind.MOBILE: {Purpose.VOICE, Purpose.DATA},
    ServiceKind.FIXED_VOICE: {Purpose.VOICE},
    ServiceKind.FIXED_INTERNET: {Purpose.DATA},
    ServiceKind.MESSAGING: {Purpose.MESSAGES},
    ServiceKind.MAIL: {Purpose.MAIL},
    ServiceKind.IOT: set(),  # machines have a line of their own in reserve, or nothing: no news to people
    ServiceKind.OTHER: {Purpose.VOICE, Purpose.DATA},
}


@dataclass(frozen=True, slots=True)
class Offer:
    """Ids of what may be offered, for everyday use and for calls to 110, 118 and 119; `areas`: where an opened one is
    open, if not everywhere."""

    general: tuple[str, ...]
    emergency: tuple[str, ...] = ()
    areas: tuple[tuple[str, tuple[Area, ...]], ...] = ()


def alternatives_for(incident: Incident, services: Sequence[Service]) -> Offer:
    """What may be offered while the incident is as it is; `services`: all of the carrier's.

    As long as nobody has said what is hit, anything may be. A recovery that nobody has judged changes nothing (T7).
    """
    is_over = incident.is_withdrawn or incident.judgement is not None
    if is_over or (incident.impacts and not any(impact.is_present for impact in incident.impacts)):
        return Offer((NONE_NEEDED,))
    situation = _situation(incident, services)
    general, emergency = _general(situation), _emergency(situation)
    areas = tuple(
        (opened.alternative_id, opened.areas)
        for opened in incident.opened_alternatives
        if opened.areas is not None and opened.alternative_id in (*general, *emergency)
    )
    return Offer(general, emergency, areas)


@dataclass(frozen=True, slots=True)
class _Situation:
    """`has_cut_off`: users of a service hit may not reach 110, 118 or 119. `confirmed`: means said to be open.

    `untouched`: those of `working` that this incident never hit, so that one may say so of them.
    """

    hit: tuple[Service, ...]
    working: tuple[Service, ...]
    untouched: tuple[Service, ...]
    has_cut_off: bool
    parts: FailedParts
    confirmed: frozenset[str]
    closed: frozenset[str]


def _situation(incident: Incident, services: Sequence[Service]) -> _Situation:
    known = {service.id: service for service in services}
    impacts = [impact for impact in incident.impacts if impact.is_present]
    impacts = impacts or [ServiceImpact(service_id, Effect.UNKNOWN) for service_id in known or ("",)]
    hit = {impact.service_id: known.get(impact.service_id) or _stranger(impact.service_id) for impact in impacts}
    working = tuple(service for service in services if service.id not in hit)
    over = {impact.service_id for impact in incident.impacts if impact.status is ImpactStatus.RESTORED}
    untouched = tuple(service for service in working if service.id not in over)
    parts = failed_parts_of(incident, tuple(hit.values()), working)
    has_cut_off = any(_is_cut_off(impact, hit[impact.service_id]) for impact in impacts)
    return _Situation(
        tuple(hit.values()), working, untouched, has_cut_off or NetworkPart.ANSWERING_SIDE in parts.stated, parts,
        frozenset(opened.alternative_id for opened in incident.opened_alternatives),
        frozenset(incident.closed_alternatives),
    )  # fmt: skip


def _stranger(service_id: str) -> Service:
    """A service that the profile does not know may be any, and may carry emergency calls."""
    return Service(service_id, service_id, ServiceKind.OTHER, (), has_emergency_calls=True)


def _is_cut_off(impact: ServiceImpact, service: Service) -> bool:
    """A service whose emergency calls failed carries them, whatever the profile says."""
    calls = impact.emergency_calls
    states = {calls.police, calls.coast_guard, calls.fire}
    return EmergencyStatus.AFFECTED in states or (service.has_emergency_calls and EmergencyStatus.UNKNOWN in states)


def _general(situation: _Situation) -> tuple[str, ...]:
    """Where a use that was lost has no means, that is said beside those of the others (A3)."""
    kinds = {service.kind for service in situation.hit}
    useful = [means for means in load_alternatives() if means.purposes and means.audience & kinds]
    offered = _without_stand_ins([means for means in useful if _works(means, situation)], kinds)
    served = {purpose for means in offered if not means.is_for_few for purpose in means.purposes}
    lost = {purpose for service in situation.hit for purpose in _LOST[service.kind]}
    ids = [means.id for means in offered]
    if any(_is_doubtful(means, situation) for means in offered):
        ids.append(NOT_EVERYWHERE)
    if not served or lost - served:
        ids.append(NONE_CONFIRMED)
    return tuple(ids)


def _emergency(situation: _Situation) -> tuple[str, ...]:
    """A means in doubt is told: trying it costs a moment, not trying it may cost a life. One that failed is not."""
    if not situation.has_cut_off:
        return ()
    offered = [
        means for means in load_alternatives()
        if means.emergency is not None
        and _stands(means, situation) and _escapes(means, means.emergency_fate, situation)
    ]  # fmt: skip
    ids = {means.id for means in offered}
    return tuple(means.id for means in offered if not ids & set(means.in_place_of))


def _works(means: Alternative, situation: _Situation) -> bool:
    if not (_stands(means, situation) and _escapes(means, means.shared_fate, situation)):
        return False
    has_own = any(service.kind in means.own_services for service in situation.working)
    return has_own or means.is_offered_in_doubt or not _is_doubtful(means, situation)


def _stands(means: Alternative, situation: _Situation) -> bool:
    """Whether it is open, and goes through no service that is hit."""
    if (means.is_switched and means.id in situation.closed) or (
        means.opening is Opening.OPENED and means.id not in situation.confirmed
    ):
        return False
    if means.only_when_failed and means.only_when_failed not in situation.parts.stated:
        return False
    if means.is_own and not any(service.kind in means.own_services for service in situation.untouched):
        return False
    return not any(_goes_through(means, service) for service in situation.hit)


def _goes_through(means: Alternative, service: Service) -> bool:
    """A home router on the mobile network is no fixed line: the same kind counts where a part is shared, too.

    A service without tags shares whatever there is; one of no known kind may be any.
    """
    if service.id == means.id or service.kind in means.not_while_hit:
        return True
    is_kin = service.kind in means.own_services or (service.kind is ServiceKind.OTHER and bool(means.own_services))
    return is_kin and (not service.fate_tags or bool(means.shared_fate & set(service.fate_tags)))


def _escapes(means: Alternative, fate: frozenset[str], situation: _Situation) -> bool:
    """Somebody's word that it works outweighs what is presumed, never what somebody said has failed.

    Parts of its own are in no one's way at a carrier without such a service: the means is then other companies'.
    """
    if fate & situation.parts.stated:
        return False
    presumed = situation.parts.presumed
    if means.own_services and not any(s.kind in means.own_services for s in (*situation.hit, *situation.working)):
        presumed -= OWN_PARTS
    return means.id in situation.confirmed or not fate & presumed


def _is_doubtful(means: Alternative, situation: _Situation) -> bool:
    """Nobody's word yet; of its own service that is not hit, the carrier knows that it works."""
    is_known = means.id in situation.confirmed or means.is_own
    return not is_known and bool(means.shared_fate & situation.parts.doubtful)


def _without_stand_ins(offered: Sequence[Alternative], kinds: set[ServiceKind]) -> list[Alternative]:
    """Without those that only stand in for others which are offered to the same people."""
    audience_of = {means.id: means.audience for means in offered}
    kept = []
    for means in offered:
        served = {kind for name in means.in_place_of for kind in audience_of.get(name, ())}
        if (means.audience & kinds) - served:
            kept.append(means)
    return kept
