"""What the house itself offers is never refused by its own rules: the clock could not publish it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from policy.situations import incident_of, load_situations, services_of

from notices.domain.finding import Severity
from notices.domain.notice_content import StatedImpact
from notices.policy.alternatives import alternatives_for
from notices.policy.failed_parts import stated_parts
from notices.policy.rules import RuleInput, a2_shared_fate, a3_never_empty


@pytest.mark.parametrize("situation", load_situations(), ids=lambda s: f"{s['file']}: {s['name']}")
def test_what_is_chosen_is_not_refused(situation: dict[str, Any], given: Callable[..., RuleInput]) -> None:
    """The choice and the rules that look at it agree, in every situation there is."""
    incident, services = incident_of(situation["facts"]), services_of(situation["profile"])
    kinds = {service.id: service.kind for service in services}
    offer = alternatives_for(incident, services)
    impacts = tuple(
        StatedImpact(
            service_id=impact.service_id,
            service_name=impact.service_id,
            brand_ids=(),
            effect=impact.effect,
            areas=impact.areas,
            users=None,
            status=impact.status,
            service_kind=kinds.get(impact.service_id, ""),
        )
        for impact in incident.impacts
    )
    content = replace(
        given({}).content, impacts=impacts, alternatives=offer.general, emergency_alternatives=offer.emergency
    )
    looked_at = replace(
        given({}),
        content=content,
        failed_parts=stated_parts(incident),
        open_alternatives=frozenset(opened.alternative_id for opened in incident.opened_alternatives),
    )
    found = [*a2_shared_fate.check(looked_at), *a3_never_empty.check(looked_at)]
    assert [finding for finding in found if finding.severity is Severity.BLOCK] == []
