"""Makes up the facts without which a replay could tell nothing, and marks them, so that they are printed as assumed."""

from dataclasses import replace

from notices.sandbox.replay.fiction import fiction
from notices.sandbox.replay.scenario import Scenario, ScenarioFact

MADE_UP = "made_up"


def complete(scenario: Scenario) -> Scenario:
    """The scenario with a detection and at least one service that is hit.

    Without a detection the first fact's time stands in. What a supplier knew before is told when the carrier knew.
    """
    facts = list(scenario.facts)
    known_at = next((fact.at for fact in facts if fact.what == "detected"), None)
    if known_at is None:
        known_at = facts[0].at
        facts.insert(0, ScenarioFact(known_at, "detected", {MADE_UP: True}))
    if not any(fact.what == "service" for fact in facts):
        facts.append(ScenarioFact(known_at, "service", {**fiction()["made_up"], "area": (), MADE_UP: True}))
    known = (ScenarioFact(max(fact.at, known_at), fact.what, fact.data) for fact in facts)
    ordered = sorted(known, key=lambda fact: (fact.at, fact.what != "detected", fact.what != "service"))
    return replace(scenario, facts=tuple(ordered))
