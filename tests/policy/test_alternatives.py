"""What people can use instead, by situation (`tests/policy/alternatives/`) and as laws that hold in every one."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy.situations import incident_of, load_situations, services_of

from notices.domain.errors import ConfigurationError
from notices.domain.impact import EmergencyStatus, ServiceImpact
from notices.domain.network_part import NetworkPart
from notices.policy.alternative import EmergencyUse, Opening, read_alternatives
from notices.policy.alternatives import NONE_CONFIRMED, alternatives_for, load_alternatives
from notices.policy.failed_parts import stated_parts
from notices.rendering.words import load_words

SITUATIONS = load_situations()
CATALOGUE = {means.id: means for means in load_alternatives()}
PROFILES = ("whole", "mobile", "lte", "fixed", "payphones", "post", "satellite", "untagged", "half-tagged", "none")
CALLS = ("affected", "unknown", "not_affected")


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: f"{s['file']}: {s['name']}")
def test_a_situation_offers_what_its_file_says(situation: dict[str, Any]) -> None:
    """Both lists in their order, and where what was opened is open (A1, A2, A3)."""
    offer = alternatives_for(incident_of(situation["facts"]), services_of(situation["profile"]))
    areas = {name: [area.code for area in where] for name, where in offer.areas}
    expected = (situation["general"], situation["emergency"], situation.get("areas", {}))
    assert expected == (list(offer.general), list(offer.emergency), areas)


def test_every_means_is_offered_somewhere_and_left_out_somewhere() -> None:
    """A means or statement that no situation knows is not tested."""
    offers = [{*situation["general"], *situation["emergency"]} for situation in SITUATIONS]
    assert set.union(*offers) == set(CATALOGUE)
    assert set.intersection(*offers) == set()


def facts() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Any facts in any order, about services that a carrier has and about one that it has not."""
    ids = sorted({service.id for profile in PROFILES for service in services_of(profile)} | {"unheard-of"})
    some = st.lists(st.sampled_from(ids), min_size=1, max_size=4, unique=True)
    named = st.sampled_from(sorted(CATALOGUE))
    hit = st.fixed_dictionaries(
        {"hit": some, "effect": st.sampled_from(["unusable", "hard_to_use", "data_lost", "unknown"])},
        optional={"calls": st.sampled_from(CALLS), "cut": st.booleans(), "areas": st.just(["13"])},
    )
    fact = st.one_of(
        hit,
        hit,
        st.fixed_dictionaries({"failed": st.lists(st.sampled_from([part.value for part in NetworkPart]), max_size=3)}),
        st.fixed_dictionaries({"opened": named}),
        st.fixed_dictionaries({"closed": named}),
        st.fixed_dictionaries({"kind": st.sampled_from(["outage", "disaster", "third_party", "congestion"])}),
        st.fixed_dictionaries({"cause": st.sampled_from(["power", "disaster", "third_party", "equipment"])}),
        st.fixed_dictionaries({"recovered": st.just([])}),
        st.fixed_dictionaries({"retracted": some}),
        st.just({"restored": True}),
    )
    return st.lists(fact, max_size=6)


def calls_of(impact: ServiceImpact) -> set[EmergencyStatus]:
    """What is said of 110, 118 and 119 at one service."""
    calls = impact.emergency_calls
    return {calls.police, calls.coast_guard, calls.fire}


@given(st.sampled_from(PROFILES), facts())
def test_laws_of_every_offer(profile: str, rows: list[dict[str, Any]]) -> None:
    """Nothing that fails with the fault, is hit, closed or unopened; never nothing; no call that cannot reach 110."""
    services, incident = services_of(profile), incident_of(rows)
    offer = alternatives_for(incident, services)
    general, emergency = [CATALOGUE[name] for name in offer.general], [CATALOGUE[name] for name in offer.emergency]
    hit = {impact.service_id for impact in incident.impacts if impact.is_present}
    opened = {fact.alternative_id for fact in incident.opened_alternatives}
    working = {service.kind for service in services if service.id not in hit}
    stated = stated_parts(incident)

    assert general != []
    assert [means.id for means in general if means.shared_fate & stated] == []
    assert [means.id for means in emergency if means.emergency_fate & stated] == []
    assert [means.id for means in emergency if means.emergency is None] == []
    switched = {means.id for means in (*general, *emergency) if means.is_switched}
    assert switched & (hit | set(incident.closed_alternatives)) == set()
    assert [m.id for m in (*general, *emergency) if m.opening is Opening.OPENED and m.id not in opened] == []
    assert [means.id for means in general if means.is_own and not means.own_services & working] == []
    calls = [calls_of(impact) for impact in incident.impacts if impact.is_present]
    is_cut = bool(calls) and NetworkPart.ANSWERING_SIDE in stated
    assert emergency or not (is_cut or any(EmergencyStatus.AFFECTED in states for states in calls))
    assert not emergency or any(means.emergency is EmergencyUse.IN_PERSON for means in emergency)
    assert not (is_cut and any(means.emergency is EmergencyUse.CALL for means in emergency))
    assert {name for name, _ in offer.areas} <= opened & {*offer.general, *offer.emergency}
    if all(means.is_statement or means.is_for_few for means in general) and hit:
        assert NONE_CONFIRMED in offer.general


@given(st.sampled_from(PROFILES), facts())
def test_what_nobody_vouched_for_never_shares_a_part_with_what_is_hit(profile: str, rows: list[dict[str, Any]]) -> None:
    """Unless a service that works has the same part, or the carrier has no such service that could fail (A2)."""
    services, incident = services_of(profile), incident_of(rows)
    hit = {impact.service_id for impact in incident.impacts if impact.is_present}
    dead = {tag for service in services if service.id in hit for tag in service.fate_tags}
    dead -= {tag for service in services if service.id not in hit for tag in service.fate_tags}
    kinds = {service.kind for service in services}
    opened = {fact.alternative_id for fact in incident.opened_alternatives}
    if incident.failed_parts is not None or incident.judgement is not None or not hit:
        return
    offered = [CATALOGUE[name] for name in alternatives_for(incident, services).general]
    bound = [means for means in offered if not means.own_services or means.own_services & kinds]
    assert [means.id for means in bound if means.id not in opened and means.shared_fate & dead] == []


def test_every_means_has_its_sentences_and_every_sentence_its_means() -> None:
    """The catalogue names what the words say: one table for everyday use, one for 110, 118 and 119."""
    words = load_words("ja")
    general = {means.id for means in CATALOGUE.values() if means.purposes or means.is_statement}
    emergency = {means.id for means in CATALOGUE.values() if means.emergency is not None}
    assert set(words["alternatives"].as_mapping()) == general | {"none_other_confirmed"}
    assert set(words["emergency_alternatives"].as_mapping()) == emergency


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ('purposes = ["telepathy"]', "purposes"),
        ('audience = ["everybody"]', "audience"),
        ('shared_fate = ["own-luck"]', "shared_fate"),
        ('opening = "ajar"', "opening"),
        ('is_own = "yes"', "is_own"),
        ('in_place_of = ["pigeon"]', "in_place_of"),
        ('only_when_failed = "own-luck"', "only_when_failed"),
        ('emergency = "letter"', "emergency"),
    ],
)
def test_a_mistake_in_the_catalogue_is_named_by_entry_and_field(tmp_path: Path, line: str, field: str) -> None:
    """Before anything is offered by it."""
    path = tmp_path / "alternatives.toml"
    path.write_text(f'[[alternative]]\nid = "drum"\nconfidence = "low"\nsource = "ours"\n{line}\n', encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_alternatives(path)
    assert (caught.value.details["entry"], caught.value.details["field"]) == ("drum", field)
