"""Reading scenarios: all of ours, and what is wrong with others."""

import json

import pytest

from notices.domain.errors import InputError
from notices.resources import scenarios_dir
from notices.sandbox.replay.completion import MADE_UP, complete
from notices.sandbox.replay.scenario import parse_scenario, read_scenario

DETECTED = {"at": "2020-01-01T00:00:00", "what": "detected"}
OURS = sorted(scenarios_dir().glob("*.json"))


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_every_scenario_of_ours_reads(path):
    """Each has facts in order and a detection."""
    scenario = read_scenario(path)

    assert [f.at for f in scenario.facts] == sorted(f.at for f in scenario.facts)
    assert "detected" in {f.what for f in scenario.facts}


def test_a_scenario_may_lack_everything_but_one_fact():
    """The format says that any part may be missing."""
    scenario = parse_scenario({"facts": [{"at": "2020-01-01T00:00:00", "what": "detected"}]}, "x.json")

    assert (scenario.id, scenario.published, scenario.users) == ("x", (), None)
    assert scenario.facts[0].at.isoformat() == "2019-12-31T15:00:00+00:00"


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        ({}, "scenario_field", "facts"),
        ({"facts": []}, "scenario_field", "facts"),
        ({"facts": {}}, "scenario_field", "facts"),
        ({"facts": [{"what": "detected"}]}, "scenario_time", "facts[0].at"),
        ({"facts": [{"at": "yesterday", "what": "detected"}]}, "scenario_time", "facts[0].at"),
        ({"facts": [{"at": "2020-01-01T00:00:00"}]}, "scenario_field", "facts[0].what"),
        ({"facts": [DETECTED], "published": [3]}, "scenario_field", "published[0]"),
        ({"facts": [DETECTED], "users": {"approx": True}}, "scenario_field", "users.value"),
        ({"facts": [DETECTED], "carrier": {"brands": [3]}}, "scenario_field", "carrier.brands"),
        ({"facts": [{**DETECTED, "text": 5}]}, "scenario_field", "facts[0].text"),
        ({"facts": [{**DETECTED, "area": 5}]}, "scenario_field", "facts[0].area"),
        (
            {"facts": [{**DETECTED, "emergency_calls": {"911": "affected"}}]},
            "scenario_field",
            "facts[0].emergency_calls",
        ),
        ({"facts": [{**DETECTED, "emergency_calls": {"110": "yes"}}]}, "scenario_field", "facts[0].emergency_calls"),
        ({"facts": [{**DETECTED, "what": "outlook", "kind": "maybe"}]}, "scenario_field", "facts[0].kind"),
        ({"facts": [{**DETECTED, "what": "onset", "occurred_at": "noon"}]}, "scenario_time", "facts[0].occurred_at"),
    ],
)
def test_a_mistake_is_named_by_its_place(data, code, field):
    """The message says where, so that it can be mended."""
    with pytest.raises(InputError) as refused:
        parse_scenario(data, "x.json")

    assert (refused.value.code, refused.value.details["field"]) == (code, field)


def test_a_scenario_with_nothing_but_a_detection_is_made_whole_and_says_so():
    """The least the format allows still gives a first report: one service is made up, and marked as made up."""
    whole = complete(parse_scenario({"facts": [DETECTED]}, "x.json"))

    assert [(fact.what, fact.data.get(MADE_UP, False)) for fact in whole.facts] == [
        ("detected", False),
        ("service", True),
    ]
    assert complete(whole) == whole


def test_what_a_supplier_knew_before_is_told_when_the_carrier_knew():
    """softbank-mail 2018: the supplier knew 70 minutes earlier; to the carrier nothing had happened yet."""
    early = {"at": "2019-12-31T22:50:00", "what": "vendor_detected"}
    whole = complete(parse_scenario({"facts": [early, DETECTED]}, "x.json"))

    assert [fact.what for fact in whole.facts] == ["detected", "service", "vendor_detected"]
    assert {fact.at for fact in whole.facts} == {whole.facts[0].at}


def test_a_file_that_is_no_json_or_not_there_is_said_plainly(tmp_path):
    """Two sentences, no traceback."""
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")

    for path, code in ((broken, "scenario_not_json"), (tmp_path / "none.json", "scenario_unreadable")):
        with pytest.raises(InputError) as refused:
            read_scenario(path)
        assert refused.value.code == code


def test_the_files_are_valid_json_a_fact_a_line():
    """People read and diff them."""
    for path in OURS:
        lines = path.read_text(encoding="utf-8").splitlines()
        facts = json.loads(path.read_text(encoding="utf-8"))["facts"]
        assert sum('"what":' in line for line in lines) == len(facts)
