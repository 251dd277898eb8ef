"""Every bad input gets a clear problem in words, and changes nothing at all."""

import json

import pytest
import requests
from sqlalchemy import text
from web.calls import DETECTED, VOICE_DOWN

from notices.storage.access import Role

pytestmark = pytest.mark.slow

TOMORROW = "2026-11-22T12:00:00+09:00"
LONG = "あ" * 1001


def impact(**changes):
    return {"facts": [DETECTED, {**VOICE_DOWN, **changes}]}


EVENTS = "/incidents/{incident}/events"
DRAFTS = "/incidents/{incident}/drafts"
# by whom, how, where and with what body; then the status and the code of the problem
BAD = {
    "unknown area": ("noc", "POST", "/incidents", impact(areas=["千葉県かしわ市"]), 422, "unknown_area"),
    "ambiguous area": ("noc", "POST", "/incidents", impact(areas=["府中市"]), 422, "ambiguous_area"),
    "unknown area code": ("noc", "POST", "/incidents", impact(areas=["99999"]), 422, "unknown_area_code"),
    "unknown service": ("noc", "POST", "/incidents", impact(service_id="tv"), 422, "unknown_service"),
    "detected in the future": (
        "noc", "POST", "/incidents", {"facts": [{"fact": "Detected", "detected_at": TOMORROW}]}, 422, "time_in_future",
    ),
    "reported in the future": (
        "noc", "POST", EVENTS, {"facts": [DETECTED], "reported_at": TOMORROW}, 422, "time_in_future",
    ),
    "a time without a zone": (
        "noc", "POST", EVENTS, {"facts": [{"fact": "Detected", "detected_at": "2026-11-21T12:00:00"}]}, 422,
        "body_invalid",
    ),
    "a time before any": (
        "noc", "POST", EVENTS, {"facts": [{"fact": "Detected", "detected_at": "0001-01-01T00:00:00+14:00"}]}, 422,
        "body_invalid",
    ),
    "unknown fact": ("noc", "POST", EVENTS, {"facts": [{"fact": "Rumour"}]}, 422, "body_invalid"),
    "no fact": ("noc", "POST", EVENTS, {"facts": []}, 422, "body_invalid"),
    "misspelt member": ("noc", "POST", EVENTS, {"facts": [{**VOICE_DOWN, "efect": "x"}]}, 422, "body_invalid"),
    "over-long text": (
        "noc", "POST", EVENTS, {"facts": [{"fact": "CauseStated", "text": LONG}]}, 422, "body_invalid",
    ),
    "unprintable text": (
        "noc", "POST", EVENTS, {"facts": [{"fact": "CauseStated", "text": "a\u0000b"}]}, 422, "text_unusable",
    ),
    "half a character": (
        "noc", "POST", EVENTS, {"facts": [{"fact": "CauseStated", "text": "\ud800"}]}, 422, "body_invalid",
    ),
    "no user at all": ("noc", "POST", EVENTS, {"facts": [{**VOICE_DOWN, "users": {"value": 0}}]}, 422, "body_invalid"),
    "second fact of two": ("noc", "POST", EVENTS, impact(service_id="tv"), 422, "unknown_service"),
    "a machine judges": (
        "noc", "POST", EVENTS,
        {"facts": [{
            "fact": "Restored", "recovered_at": "2026-11-21T12:00:00+09:00", "basis": "監視", "judged_by": "NOC",
        }]}, 403, "person_must_judge",
    ),
    "a machine widens": (
        "noc", "POST", EVENTS, {"facts": [{"fact": "CauseStated", "text": "x", "sharing_scope": "public"}]}, 403,
        "person_must_widen",
    ),
    "unknown incident": ("noc", "POST", "/incidents/x/events", {"facts": [DETECTED]}, 404, "unknown_incident"),
    "unknown incident read": ("viewer", "GET", "/incidents/x", None, 404, "unknown_incident"),
    "unknown incident's deliveries": ("viewer", "GET", "/incidents/x/deliveries", None, 404, "unknown_incident"),
    "unknown notice": ("viewer", "GET", "/notices/x/preview", None, 404, "unknown_notice"),
    "unknown path": ("viewer", "POST", "/nothing", {}, 404, "path_unknown"),
    "wrong method": ("viewer", "DELETE", "/incidents", None, 405, "method_not_allowed"),
    "over-long wording": (
        "writer", "POST", DRAFTS, {"kind": "first", "wording": {"situation": LONG}}, 422, "body_invalid",
    ),
    "a report that cannot come now": ("writer", "POST", DRAFTS, {"kind": "update"}, 409, "kind_order"),
    "a correction of nothing": ("writer", "POST", DRAFTS, {"kind": "first", "corrects_number": 1}, 422,
        "correction_reference"),
    "forbidden move": ("approver", "POST", "/notices/{notice}/publish", None, 409, "notice_move"),
    "return without a reason": ("approver", "POST", "/notices/{notice}/return", {"reason": " "}, 422, "reason_missing"),
    "approval of another text": (
        "approver", "POST", "/notices/{submitted}/approve", {"digest": "0" * 64}, 409, "text_changed",
    ),
    "a blocking term": ("writer", "POST", "/notices/{blocked}/submit", None, 422, "findings_block"),
    "a second notice on its way": ("writer", "POST", "/notices/{notice}/submit", None, 409, "notice_on_its_way"),
    "a hold of no deadline": (
        "writer", "POST", "/incidents/{incident}/holds", {"deadline": "x", "reason": "?"}, 422, "unknown_deadline",
    ),
    "no key": (None, "POST", EVENTS, {"facts": [DETECTED]}, 401, "key_missing"),
    "a wrong key": ("shuchi_wrong", "POST", EVENTS, {"facts": [DETECTED]}, 401, "key_unknown"),
    "a revoked key": ("revoked", "GET", "/incidents", None, 401, "key_revoked"),
    "a viewer reports": ("viewer", "POST", EVENTS, {"facts": [DETECTED]}, 403, "role_too_narrow"),
    "a machine submits": ("noc", "POST", "/notices/{notice}/submit", None, 403, "role_too_narrow"),
    "a machine approves": (
        "noc", "POST", "/notices/{submitted}/approve", {"digest": "0" * 64}, 403, "role_too_narrow",
    ),
    "a machine publishes": ("noc", "POST", "/notices/{submitted}/publish", None, 403, "role_too_narrow"),
    "an editor approves": (
        "writer", "POST", "/notices/{submitted}/approve", {"digest": "0" * 64}, 403, "role_too_narrow",
    ),
    "a machine rewrites a person's draft": ("noc", "PUT", "/notices/{notice}", {"note": "x"}, 403, "draft_of_another"),
}  # fmt: skip


@pytest.fixture
def places(api, world):
    """One incident with notices in several states, and a revoked key."""
    incident_id = api.open()
    submitted = api.draft(incident_id)
    api.move(submitted, "submit")
    api.add_key("revoked", "gone", Role.VIEWER)
    with world.house.database.write() as records:
        records.access.revoke("revoked", world.clock.now())
    blocked_in = api.open()
    blocked = api.draft(blocked_in, wording={"cause": "設備で輻輳が発生"})
    return {"incident": incident_id, "notice": api.draft(incident_id), "submitted": submitted, "blocked": blocked}


def test_each_bad_input_is_a_clear_problem_and_changes_nothing(api, places, subtests):
    """Status, code, and a sentence in both languages; every row of every table is as before."""
    before = api.everything()
    for name, (by, method, path, body, status, code) in BAD.items():
        with subtests.test(name):
            at = path.format(**places)
            notice_id = at.split("/")[2] if at.startswith("/notices/") else None
            headers = {}
            if notice_id in places.values() and by is not None:
                headers["If_Match"] = api.get(f"/notices/{notice_id}").headers["ETag"]
            answers = {
                language: api.call(method, at, body, by=by, language=language, **headers) for language in ("ja", "en")
            }
            for language, answer in answers.items():
                told = answer.json()
                assert (answer.status_code, told["status"], told["code"]) == (status, status, code)
                assert answer.headers["Content-Type"] == "application/problem+json"
                assert answer.headers["Content-Language"] == language
                assert told["type"] == f"urn:shuchi:problem:{code}"
            assert answers["ja"].json()["detail"] != answers["en"].json()["detail"]
            assert api.everything() == before


def test_a_mistake_in_a_body_is_named_with_its_place(api):
    """A pointer into the body, a sentence, and not a word of the input."""
    body = {"facts": [DETECTED, {**VOICE_DOWN, "areas": ["13", {"code": "x-secret"}]}, {"fact": "Detected"}]}
    told = api.post("/incidents", body, by="noc").json()

    assert [(e["pointer"], e["code"]) for e in told["errors"]] == [
        ("/facts/1/areas/1/code", "string_pattern_mismatch"),
        ("/facts/2/detected_at", "missing"),
    ]
    assert "x-secret" not in json.dumps(told)


def test_a_blocking_term_is_named_with_its_place_and_proposal(api):
    """W3 over the API."""
    notice_id = api.draft(api.open(), wording={"cause": "設備で輻輳が発生"})
    told = api.move(notice_id, "submit").json()

    found = next(f for f in told["findings"] if f["rule"] == "W2")
    assert (found["where"], found["start"], found["end"], found["proposal"]) == ("cause", 3, 5, "通信の集中")


@pytest.mark.parametrize(
    ("data", "headers", "status", "code"),
    [
        (b'{"facts": [', {}, 400, "body_unreadable"),
        (b"\xff\xfe", {}, 400, "body_unreadable"),
        (b"[" * 100_000, {}, 400, "body_unreadable"),
        (b"[]", {}, 422, "body_invalid"),
        (b'{"facts": []}', {"Content_Type": "text/plain"}, 415, "body_not_json"),
        (b"facts=1", {"Content_Type": "application/x-www-form-urlencoded"}, 415, "body_not_json"),
        (b'{"text": "' + b"a" * 262_144 + b'"}', {}, 413, "body_too_large"),
        (b"a" * 10_000_000, {}, 413, "body_too_large"),
    ],
    ids=["cut off", "no UTF-8", "nested", "no object", "text", "form", "257 KiB", "10 MB"],
)
def test_a_body_that_is_no_body_is_refused(api, data, headers, status, code):
    """Malformed, of another kind, or far too large: told, and nothing changed."""
    before = api.everything()
    answer = api.call("POST", "/incidents", data=data, by="noc", **headers)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert api.everything() == before


def test_a_database_that_refuses_is_told_as_such(api, world):
    """503, to be tried again; nothing of what the database said gets out."""
    with world.house.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE incident_events RENAME TO gone"))
    answer = api.post("/incidents", {"facts": [DETECTED]}, by="noc")

    assert (answer.status_code, answer.json()["code"]) == (503, "database_unavailable")
    assert "incident_events" not in answer.text


def test_answers_keep_browsers_careful(api):
    """S6: also on a refusal; nobody else's page may read an answer."""
    for answer in (api.get("/incidents"), api.get("/incidents", by=None)):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    asked = requests.options(
        f"{api.url}/api/v1/incidents", headers={"Origin": "https://evil.example"}, timeout=30,
    )  # fmt: skip
    assert "Access-Control-Allow-Origin" not in asked.headers
