"""Which parts have failed, must be taken to have failed, or are in doubt (A2): said by people, else derived."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from notices.domain.carrier import Service
from notices.domain.incident import Incident
from notices.domain.incident_event import CauseCategory, IncidentKind
from notices.domain.network_part import NetworkPart

OWN_PARTS = frozenset(part.value for part in NetworkPart if part.value.startswith("own-"))

_DISASTER_DOUBTS = frozenset(
    {NetworkPart.POWER, NetworkPart.OWN_RADIO, NetworkPart.OWN_FIXED, NetworkPart.OTHER_CARRIERS}
)
_THIRD_PARTY_DOUBTS = frozenset({NetworkPart.OTHER_CARRIERS, NetworkPart.INTERNET})


@dataclass(frozen=True, slots=True)
class FailedParts:
    """`stated`: somebody said so. `presumed`: what the services hit have in common with no service that works.

    `doubtful`: what a disaster, a power cut or another company's fault may have taken along.
    """

    stated: frozenset[str]
    presumed: frozenset[str]
    doubtful: frozenset[str]


def stated_parts(incident: Incident) -> frozenset[str]:
    """What somebody said has failed; the answering side of 110 and 119 may be said with a service, too."""
    is_cut = any(impact.is_answering_side_cut and impact.is_present for impact in incident.impacts)
    said = {part.value for part in incident.failed_parts or ()}
    return frozenset(said | ({NetworkPart.ANSWERING_SIDE.value} if is_cut else set()))


def failed_parts_of(incident: Incident, hit: Collection[Service], working: Sequence[Service]) -> FailedParts:
    """The parts as far as the incident tells. `hit`: the services that do not work as they should; `working`: the rest.

    What was said takes the place of what is derived (`PartsFailed`). Only a disaster goes on making other companies'
    networks doubtful: who speaks for one's own parts does not speak for theirs.
    """
    is_said = incident.failed_parts is not None
    tags = frozenset(tag for service in hit for tag in service.fate_tags)
    alive = frozenset(tag for service in working for tag in service.fate_tags)
    presumed = frozenset[str]() if is_said else tags - alive
    return FailedParts(stated_parts(incident), presumed, _doubts(incident, is_said=is_said))


def _doubts(incident: Incident, *, is_said: bool) -> frozenset[str]:
    doubts: set[NetworkPart] = set()
    if incident.kind is IncidentKind.DISASTER or incident.cause_category is CauseCategory.DISASTER:
        doubts |= _DISASTER_DOUBTS
    if not is_said and incident.cause_category is CauseCategory.POWER:
        doubts.add(NetworkPart.POWER)
    if not is_said and (
        incident.kind is IncidentKind.THIRD_PARTY or incident.cause_category is CauseCategory.THIRD_PARTY
    ):
        doubts |= _THIRD_PARTY_DOUBTS
    return frozenset(part.value for part in doubts)
