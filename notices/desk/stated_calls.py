"""What a report may say of calls to 110, 118 and 119, over all services that are hit. Pure.

A number is free only where nobody's call is known or feared to fail (S000-2018-emergency-and-alternatives): a service
that carries such calls and of which nobody has said how they fare keeps the line open.
"""

from collections.abc import Collection

from notices.domain.carrier import Carrier
from notices.domain.impact import EmergencyCalls, EmergencyStatus, ImpactStatus, ServiceImpact
from notices.domain.incident import Incident
from notices.domain.network_part import NetworkPart
from notices.policy.failed_parts import stated_parts

NUMBERS = ("police", "coast_guard", "fire")

# of several services the one that is worse off speaks for the number
_WORST_FIRST = (
    EmergencyStatus.AFFECTED,
    EmergencyStatus.UNKNOWN,
    EmergencyStatus.RESTORED,
    EmergencyStatus.NOT_AFFECTED,
)


def stated_calls(view: Incident, carrier: Carrier, *, is_automatic: bool) -> EmergencyCalls:
    """The line as it is printed. `view` must already be cut to the audience's scope (P1).

    The clock never calls a number free whose answering desks are cut off, and never keeps a report back for it: it says
    that this is being checked. A person is asked by rule E1.
    """
    stated = [impact for impact in view.impacts if impact.status is not ImpactStatus.RETRACTED]
    calls = EmergencyCalls(*(_worst([_of(i, number, carrier) for i in stated]) for number in NUMBERS))
    states = {getattr(calls, number) for number in NUMBERS}
    is_cut = NetworkPart.ANSWERING_SIDE.value in stated_parts(view)
    if is_automatic and is_cut and EmergencyStatus.AFFECTED not in states:
        return EmergencyCalls()
    return calls


def _worst(states: Collection[EmergencyStatus | None]) -> EmergencyStatus:
    return next((status for status in _WORST_FIRST if status in states), EmergencyStatus.UNKNOWN)


def _of(impact: ServiceImpact, number: str, carrier: Carrier) -> EmergencyStatus | None:
    """None: of no weight, since the service carries no such calls or works again."""
    is_over = impact.status is ImpactStatus.RESTORED
    calls = impact.emergency_calls.restored() if is_over else impact.emergency_calls
    status: EmergencyStatus = getattr(calls, number)
    if status is not EmergencyStatus.UNKNOWN:
        return status
    service = carrier.service(impact.service_id)
    may_carry = service is None or service.has_emergency_calls
    return status if may_carry and not is_over else None
