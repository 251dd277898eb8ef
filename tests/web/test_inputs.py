"""Inputs over HTTP: what monitoring and ticket systems send as they send it, and what is refused."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from web.calls import Api
from worlds.house import WRITER
from worlds.inputs import INPUT_TABLE, alert, problem_event, ticket_event, webhook

from notices.sandbox.serving import serve
from notices.storage.access import Role
from notices.web.app import create_app

pytestmark = pytest.mark.slow

AM = "/inputs/alertmanager"


@pytest.fixture
def api(world):
    """The API of a house with a table of inputs; "noc" is trusted, "probe" is not."""
    with serve(create_app(world.house, world.clock, input_table=INPUT_TABLE)) as url:
        api = Api(url, world, {})
        api.add_key("noc", "noc", Role.MACHINE)
        api.add_key("probe", "probe", Role.MACHINE)
        api.add_key("viewer", "viewer-1", Role.VIEWER)
        api.add_key("writer", WRITER, Role.EDITOR)
        yield api


def facts(api, incident_id="20261121-1"):
    return [event["fact"] for event in api.get(f"/incidents/{incident_id}").json()["events"]]


def test_alertmanagers_own_message_opens_an_incident(api):
    """202 with what became of each alert; the same again changes nothing."""
    body = webhook(alert(), alert("Disk"), alert(severity="warning", prefecture="大阪府"))
    first = api.post(AM, body, by="noc")
    before = api.everything()
    again = api.post(AM, body, by="noc")

    voice, slow = "VoLTE-Registration-東京都-critical", "VoLTE-Registration-大阪府-warning"
    assert (first.status_code, first.json()) == (202, {
        "recorded": [voice, slow], "unchanged": [], "ignored": ["Disk-東京都-critical"],
        "incident_ids": ["20261121-1"], "truncated": 0,
    })  # fmt: skip
    assert again.json()["unchanged"] == [voice, slow]
    assert (api.everything(), facts(api)) == (before, ["Opened", "Detected", "ImpactChanged", "ImpactChanged"])


def test_a_body_as_alertmanager_writes_it_is_read(api):
    """Nanoseconds, a zone of its own, the year 1 for "not yet", no fingerprint in old versions."""
    given = {
        "status": "firing", "labels": {"alertname": "PacketCore"}, "endsAt": "0001-01-01T00:00:00Z",
        "startsAt": "2026-11-21T11:52:26.739266876+09:00",
    }  # fmt: skip
    [name] = api.post(AM, {"alerts": [given]}, by="noc").json()["recorded"]
    again = api.post(AM, {"alerts": [{**given, "annotations": {"x": "y"}}]}, by="noc").json()["unchanged"]

    assert ([name], len(name)) == (again, 16)
    assert api.get("/incidents/20261121-1").json()["detected_at"] == "2026-11-21T02:52:26.739266Z"


def test_sixteen_senders_at_once_open_one_incident(api):
    """A cluster of Alertmanagers sends everything more than once."""
    with ThreadPoolExecutor(16) as pool:
        calls = [pool.submit(api.post, AM, webhook(alert(), alert("PacketCore")), by="noc") for _ in range(16)]
        answers = [call.result() for call in calls]

    assert {answer.status_code for answer in answers} == {202}
    assert facts(api).count("ImpactChanged") == 2
    assert len(api.get("/incidents").json()["incidents"]) == 1


@pytest.mark.parametrize("path", ["/inputs/tmf656", "/inputs/tmf656/listener/serviceProblemCreateEvent"])
def test_a_service_problem_is_heard_with_204(api, path):
    """TMF630: a listener has nothing to say; with the event's own path and without."""
    heard = api.post(path, problem_event(), by="noc")

    assert (heard.status_code, heard.content) == (204, b"")
    assert facts(api) == ["Opened", "Detected", "ImpactChanged"]
    assert "山田" not in json.dumps(api.get("/incidents/20261121-1").json(), ensure_ascii=False)


def test_a_ticket_is_opened_and_closed(api):
    """TMF621: a restored service is only reported, never judged."""
    for what, status in (("Create", "acknowledged"), ("StatusChange", "inProgress"), ("Resolved", "resolved")):
        assert api.post("/inputs/tmf621", ticket_event(what, status), by="noc").status_code == 204

    found = api.get("/incidents/20261121-1").json()
    assert (facts(api), found["status"]) == (
        ["Opened", "Detected", "ImpactChanged", "RecoveryReported"], "recovery_reported",
    )  # fmt: skip


def test_only_a_trusted_machine_confirms(api):
    """T6: the input changes nothing about that; a person at the desk may send one, too."""
    api.post(AM, webhook(alert()), by="probe")
    status = api.get("/incidents/20261121-1").json()["status"]
    api.post(AM, webhook(alert("PacketCore")), by="writer")

    assert (status, api.get("/incidents/20261121-1").json()["status"]) == ("unconfirmed", "ongoing")


def alerts(**changes):
    return webhook({**alert(), **changes})


def without(name, given):
    return {key: value for key, value in given.items() if key != name}


def deep(levels):
    return '{"alerts":' + "[" * levels + "]" * levels + "}"


# by whom, where, with what body; then the status and the code of the problem
BAD = {
    "no alerts": ("noc", AM, without("alerts", webhook()), 422, "body_invalid"),
    "alerts of another kind": ("noc", AM, webhook("x"), 422, "body_invalid"),
    "no status": ("noc", AM, webhook(without("status", alert())), 422, "body_invalid"),
    "an unknown status": ("noc", AM, alerts(status="suppressed"), 422, "body_invalid"),
    "no beginning": ("noc", AM, webhook(without("startsAt", alert())), 422, "body_invalid"),
    "a beginning without a zone": ("noc", AM, alerts(startsAt="2026-11-21T12:00:00"), 422, "body_invalid"),
    "a beginning in seconds": ("noc", AM, alerts(startsAt=1795230000), 422, "body_invalid"),
    "no labels": ("noc", AM, webhook(without("labels", alert())), 422, "body_invalid"),
    "labels that are no texts": ("noc", AM, alerts(labels={"a": 1}), 422, "body_invalid"),
    "an endless fingerprint": ("noc", AM, alerts(fingerprint="f" * 201), 422, "body_invalid"),
    "one bad alert of two": ("noc", AM, webhook(alert(), {}), 422, "body_invalid"),
    "too many alerts": ("noc", AM, webhook(*[without("annotations", alert(n="x"))] * 1100), 422, "body_invalid"),
    "too large": ("noc", AM, webhook(*[without("annotations", alert(n="x"))] * 20_000), 413, "body_too_large"),
    "a list": ("noc", AM, [], 422, "body_invalid"),
    "no event": ("noc", "/inputs/tmf656", {"eventType": "ServiceProblemCreateEvent"}, 422, "body_invalid"),
    "no kind of event": ("noc", "/inputs/tmf656", {"event": {}}, 422, "input_event_unknown"),
    "an event of another API": ("noc", "/inputs/tmf656", ticket_event(), 422, "input_event_unknown"),
    "an event without its resource": (
        "noc",
        "/inputs/tmf621",
        {**ticket_event(), "event": {}},
        422,
        "input_without_id",
    ),
    "a ticket without an id": ("noc", "/inputs/tmf621", ticket_event(id=""), 422, "input_without_id"),
    "a ticket with half an id": ("noc", "/inputs/tmf621", ticket_event(id="a\ud800"), 422, "input_without_id"),
    "a ticket with a number": ("noc", "/inputs/tmf621", ticket_event(id=7), 422, "input_without_id"),
    "no key": (None, AM, webhook(), 401, "key_missing"),
    "a viewer": ("viewer", AM, webhook(), 403, "role_too_narrow"),
}


def test_each_bad_input_is_a_clear_problem_and_changes_nothing(api, subtests):
    """S5, whatever is wrong with it."""
    before = api.everything()
    for name, (by, path, body, status, code) in BAD.items():
        with subtests.test(name):
            answer = api.post(path, data=json.dumps(body), by=by)
            problem = answer.json()
            assert (answer.status_code, problem["code"], len(problem["detail"]) > 20) == (status, code, True)
    assert api.everything() == before


@pytest.mark.parametrize("body", [deep(90_000), deep(500), '{"event":' + '{"a":' * 30_000 + "1" + "}" * 30_001])
@pytest.mark.parametrize("path", [AM, "/inputs/tmf656"])
def test_a_body_nested_without_end_is_refused(api, path, body):
    """As any other body that cannot be read."""
    assert api.post(path, data=body, by="noc").status_code in (400, 422)


def test_a_label_of_half_characters_loses_no_alert(api):
    """Whatever a label holds that no row needs."""
    body = webhook(alert(instance="\ud800", job="nodes\udfff\u0000"))
    assert api.post(AM, data=json.dumps(body), by="noc").json()["incident_ids"] == ["20261121-1"]


def test_hostile_members_are_passed_over(api):
    """What vendors or attackers add: no member of it is read, matched or kept, and the event still counts."""
    deep_in = {"a": 1}
    for _ in range(12):
        deep_in = {"a": deep_in, "name": "x", "value": deep_in}
    odd = [{"name": "\ud800", "value": "\ud800"}, deep_in]
    event = problem_event(characteristic=odd, status={"x": 1}, extra="<script>", priority=[None, True, 1])
    assert api.post("/inputs/tmf656", event, by="noc").status_code == 204
    assert facts(api) == ["Opened", "Detected", "ImpactChanged"]


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
def test_a_time_out_of_this_world_still_counts_as_now(api, at):
    """A clock that is ahead, or a time nobody set, loses no alert."""
    ended = {**alert("PacketCore"), "status": "resolved", "startsAt": at, "endsAt": at}
    for given in ({**alert("PacketCore"), "startsAt": at}, ended):
        assert api.post(AM, webhook(given), by="noc").status_code == 202

    assert facts(api)[-1] == "RecoveryReported"
    assert api.get("/incidents/20261121-1").json()["detected_at"] == "2026-11-21T03:00:00Z"


def test_a_house_without_a_table_says_what_to_do(world):
    """It does not swallow alerts that nobody told it how to read."""
    with serve(create_app(world.house, world.clock)) as url:
        api = Api(url, world, {})
        api.add_key("noc", "noc", Role.MACHINE)
        refused = api.post(AM, webhook(alert()), by="noc")

    assert (refused.status_code, refused.json()["code"]) == (422, "inputs_not_set_up")
    assert "inputs.toml" in refused.json()["detail"]


def test_what_alertmanager_cut_off_is_told(api):
    """`max_alerts` hides harm: the answer and the log say how many."""
    assert api.post(AM, webhook(truncatedAlerts=3), by="noc").json()["truncated"] == 3


def test_the_inputs_are_described(api):
    """Each by itself; the paths that only repeat them are not."""
    paths = requests.get(f"{api.url}/api/v1/openapi.json", timeout=30).json()["paths"]
    assert sorted(path for path in paths if "/inputs/" in path) == [
        "/api/v1/inputs/alertmanager", "/api/v1/inputs/tmf621", "/api/v1/inputs/tmf656",
    ]  # fmt: skip
