"""Repeated and competing calls: idempotency keys and versions."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from web.calls import DETECTED, VOICE_DOWN

pytestmark = pytest.mark.slow

BODY = {"facts": [DETECTED, VOICE_DOWN]}


def incidents(api):
    return [row["id"] for row in api.get("/incidents").json()["incidents"]]


def test_a_repeated_call_is_answered_as_before_and_done_once(api):
    """A caller whose line broke asks again."""
    first = api.post("/incidents", BODY, by="noc", Idempotency_Key="a-1")
    again = api.post("/incidents", BODY, by="noc", Idempotency_Key="a-1")

    assert (again.status_code, again.text, again.headers["Location"]) == (201, first.text, first.headers["Location"])
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(incidents(api)) == 1


def test_calls_at_the_same_moment_are_done_once(api):
    """Eight at once under one key."""
    with ThreadPoolExecutor(8) as pool:
        calls = [pool.submit(api.post, "/incidents", BODY, by="noc", Idempotency_Key="a-1") for _ in range(8)]
        answers = [call.result() for call in calls]

    assert {(answer.status_code, answer.text) for answer in answers} == {(201, answers[0].text)}
    assert len(incidents(api)) == 1


def test_the_same_key_for_another_request_is_refused(api):
    """Another body, or another path."""
    incident_id = api.post("/incidents", BODY, by="noc", Idempotency_Key="a-1").json()["id"]
    before = api.everything()
    for path, body in (("/incidents", {"facts": [DETECTED]}), (f"/incidents/{incident_id}/events", BODY)):
        refused = api.post(path, body, by="noc", Idempotency_Key="a-1")
        assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    assert api.everything() == before


def test_keys_of_two_callers_do_not_meet(api):
    """Each has its own."""
    for by in ("noc", "probe"):
        assert api.post("/incidents", BODY, by=by, Idempotency_Key="a-1").status_code == 201
    assert len(incidents(api)) == 2


def test_a_refused_call_may_be_mended_under_its_key(api):
    """Nothing was done, so nothing is repeated."""
    wrong = {"facts": [{**VOICE_DOWN, "service_id": "tv"}]}
    answers = [api.post("/incidents", body, by="noc", Idempotency_Key="a-1") for body in (wrong, BODY)]

    assert [answer.status_code for answer in answers] == [422, 201]


def test_an_answer_is_kept_for_a_day(api, world):
    """After that the key is free."""
    api.post("/incidents", BODY, by="noc", Idempotency_Key="a-1")
    world.clock.set(world.clock.now() + timedelta(hours=24))
    api.post("/incidents", BODY, by="noc", Idempotency_Key="a-1")
    kept = len(incidents(api))
    world.clock.set(world.clock.now() + timedelta(seconds=1))
    api.post("/incidents", BODY, by="noc", Idempotency_Key="a-1")

    assert (kept, len(incidents(api))) == (1, 2)


@pytest.mark.parametrize("key", ["", "a b", "x" * 201])
def test_an_unusable_key_is_refused(api, key):
    """Empty, with a blank, or too long."""
    assert api.post("/incidents", BODY, by="noc", Idempotency_Key=key).json()["errors"][0]["parameter"] == (
        "Idempotency-Key"
    )


def test_a_repeated_move_is_not_made_twice(api):
    """Publication too: the version has gone on meanwhile, the answer is the first one."""
    notice_id = api.draft(api.open())
    etag = api.get(f"/notices/{notice_id}").headers["ETag"]
    first, again = (api.post(f"/notices/{notice_id}/submit", If_Match=etag, Idempotency_Key="s-1") for _ in range(2))

    assert (first.status_code, again.status_code, again.headers["ETag"]) == (200, 200, first.headers["ETag"])


def test_whoever_changes_a_notice_names_the_version_they_read(api):
    """428 without, 412 with a stale one, and nothing changed."""
    notice_id = api.draft(api.open())
    path = f"/notices/{notice_id}"
    etag = api.get(path).headers["ETag"]
    changed = api.put(path, {"note": "一"}, If_Match=etag)
    before = api.everything()
    for method, at, body, by in (
        ("PUT", path, {"note": "二"}, "writer"),
        ("POST", f"{path}/submit", None, "writer"),
        ("POST", f"{path}/approve", {"digest": "0" * 64}, "approver"),
        ("POST", f"{path}/publish", None, "approver"),
    ):
        assert api.call(method, at, body, by=by).status_code == 428
        assert api.call(method, at, body, by=by, If_Match=etag).status_code == 412
    assert api.everything() == before
    assert (etag, changed.headers["ETag"]) == ('"1"', '"2"')


def test_a_stale_version_is_refused_where_it_is_only_optional_too(api):
    """Return and discard."""
    notice_id = api.draft(api.open())
    assert api.post(f"/notices/{notice_id}/discard", If_Match='"9"').status_code == 412
