"""A mistake of our own while a call is answered: a problem without a word of its inside, and a trace in the log."""

import json
import logging

import pytest
import requests

from notices.sandbox.serving import serve
from notices.web.app import create_app
from notices.web.json_log import JsonLines

pytestmark = pytest.mark.slow


class BrokenClock:
    """No time of day, and a reason that is nobody's business."""

    def now(self):
        raise RuntimeError("the inside of the house")


def test_a_stumble_is_a_problem_and_its_trace_is_in_the_log_under_the_same_id(api, world, caplog):
    """500 with an id and nothing else; the log has the trace, once, and the call under that id."""
    caplog.set_level(logging.INFO, "shuchi.api")
    before = api.everything()
    with serve(create_app(world.house, BrokenClock())) as url:
        caller = {"Authorization": f"Bearer {api.tokens['viewer']}", "Accept-Language": "en"}
        answer = requests.get(f"{url}/api/v1/incidents", headers=caller, timeout=30)
    told, request_id = answer.json(), answer.headers["X-Request-Id"]
    lines = [json.loads(JsonLines().format(record)) for record in caplog.records if record.name == "shuchi.api"]

    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert (told["code"], told["instance"]) == ("internal", f"urn:shuchi:request:{request_id}")
    assert "inside of the house" not in answer.text + str(answer.headers)
    assert "Traceback" not in answer.text
    assert {line["request_id"] for line in lines} == {request_id}
    assert ["inside of the house" in line.get("exception", "") for line in lines] == [True, False]
    assert (lines[1]["status"], api.everything()) == (500, before)


def test_every_answer_carries_the_id_its_line_in_the_log_has(api, world, caplog):
    """Also a refusal before anything was read; no two are alike."""
    caplog.set_level(logging.INFO, "shuchi.api")
    with serve(create_app(world.house, world.clock)) as api.url:  # a line is written after its answer went out
        answers = [api.get("/incidents"), api.get("/nothing"), api.call("POST", "/incidents", data=b"[", by="noc")]
    logged = [record.request_id for record in caplog.records if record.name == "shuchi.api"]

    assert sorted(answer.headers["X-Request-Id"] for answer in answers) == sorted(logged)
    assert len(set(logged)) == 3


def test_a_wrong_name_is_pointed_at_as_rfc_6901_writes_it(api):
    """Whatever characters a caller puts into it."""
    told = api.post("/incidents", {"a/b": 1, "m~n": 1}, by="noc").json()["errors"]

    assert [each["pointer"] for each in told if each["code"] == "extra_forbidden"] == ["/a~1b", "/m~0n"]
