"""Findings that a named person lets stand over HTTP (W3), and what the public is still owed (C4)."""

import json

import pytest
from web.calls import DETECTED, VOICE_DOWN
from worlds.house import APPROVER, WRITER

from notices.desk.audit_chain import first_broken

pytestmark = pytest.mark.slow

MISLEADS = {"cause": "輻輳のため、つながりません。"}
STANDS = {"rule": "W2", "where": "cause", "matched": "輻輳", "reason": "報道と同じ語を残す必要があるため"}


@pytest.fixture
def blocked(api):
    """A draft that one word blocks."""
    return api.draft(api.open(), wording=MISLEADS)


def blocking(api, notice_id, **more):
    findings = api.get(f"/notices/{notice_id}/preview", **more).json()["findings"]
    return [finding for finding in findings if finding["severity"] == "block"]


def test_a_word_is_let_stand_by_name_and_reason_and_the_approver_reads_it(api, world, blocked):
    """Submission is refused, then accepted; preview and audit trail say who, what and why."""
    refused = api.move(blocked, "submit")
    before = blocking(api, blocked)
    let_stand = api.move(blocked, "overrides", STANDS)
    after = blocking(api, blocked)
    submitted = api.move(blocked, "submit")
    frozen = api.get(f"/notices/{blocked}/preview", by="approver").json()
    approved = api.approve(blocked)

    assert (refused.status_code, refused.json()["findings"][0]["is_overridable"]) == (422, True)
    assert [(f["rule"], f["is_overridable"], f["overridden_by"], f["language"]) for f in before] == [
        ("W2", True, None, "ja")
    ]
    assert (let_stand.status_code, let_stand.json()["overrides"][0]["by"]) == (200, WRITER)
    assert [(f["overridden_by"], f["override_reason"]) for f in after] == [(WRITER, STANDS["reason"])]
    assert (submitted.status_code, approved.status_code) == (200, 200)
    read = [f for f in frozen["findings"] if f["severity"] == "block"]
    assert (frozen["is_blocking"], [(f["overridden_by"], f["override_reason"]) for f in read]) == (
        False, [(WRITER, STANDS["reason"])],
    )  # fmt: skip
    with world.house.database.read() as records:
        entries = list(records.audit.entries())
        assert first_broken(entries) is None
    (entry,) = [each for each in entries if each.verb == "override_finding"]
    assert (entry.actor, entry.subject, json.loads(entry.detail)) == (WRITER, blocked, STANDS)


def test_another_wording_and_another_notice_are_blocked_again(api, blocked):
    """An override holds for this rule, place and wording of this notice alone."""
    api.move(blocked, "overrides", STANDS)
    other = api.draft(api.open(), wording=MISLEADS)
    etag = api.get(f"/notices/{blocked}").headers["ETag"]
    api.put(f"/notices/{blocked}", {"cause": "ふくそうのため、つながりません。"}, If_Match=etag)

    assert [f["overridden_by"] for f in blocking(api, other)] == [None]
    assert [(f["matched"], f["overridden_by"]) for f in blocking(api, blocked)] == [("ふくそう", None)]
    assert {api.move(each, "submit").status_code for each in (blocked, other)} == {422}


def test_who_lets_a_finding_stand_does_not_also_approve(api, blocked):
    """S1: what one person answers for, another reads."""
    stood = api.move(blocked, "overrides", STANDS, by="approver")
    submitted = api.move(blocked, "submit")
    refused = api.approve(blocked)

    assert (stood.json()["overrides"][0]["by"], submitted.status_code) == (APPROVER, 200)
    assert (refused.status_code, refused.json()["code"]) == (403, "approver_is_author")


@pytest.mark.parametrize(
    ("by", "given", "expected"),
    [
        ("noc", {}, (403, "role_too_narrow")),
        ("viewer", {}, (403, "role_too_narrow")),
        ("writer", {"reason": " "}, (422, "reason_missing")),
        ("writer", {"reason": "\u200b。"}, (422, "reason_missing")),
        ("writer", {"matched": "輻"}, (422, "no_such_finding")),
        ("writer", {"where": "outlook"}, (422, "no_such_finding")),
        ("writer", {"rule": "W9"}, (422, "no_such_finding")),
        ("writer", {"rule": "C5", "where": "outlook", "matched": "18時"}, (409, "not_overridable")),
        ("writer", {"rule": ""}, (422, "body_invalid")),
    ],
)
def test_what_may_not_be_let_stand_is_refused_and_nothing_changes(api, by, given, expected):
    """Machines, empty reasons, findings that are not there, and what would be untrue."""
    notice_id = api.draft(api.open(), wording=MISLEADS | {"outlook_kind": "target", "outlook": "18時"})
    before = api.everything()
    refused = api.move(notice_id, "overrides", STANDS | given, by=by)

    assert (refused.status_code, refused.json()["code"]) == expected
    assert api.everything() == before


def test_a_frozen_notice_takes_no_more_overrides(api, blocked):
    """What was submitted is what is read."""
    api.move(blocked, "overrides", STANDS)
    api.move(blocked, "submit")
    refused = api.move(blocked, "overrides", STANDS)

    assert (refused.status_code, refused.json()["code"]) == (409, "notice_frozen")


def test_declining_to_answer_blocks_until_somebody_answers_for_it(api):
    """C2E: an attack under investigation may be a reason; it is a person's."""
    notice_id = api.draft(api.open(), wording={"cause": "捜査に関わるため、回答を差し控えます。"})
    (finding,) = blocking(api, notice_id)
    given = {name: finding[name] for name in ("rule", "where", "matched")} | {"reason": "捜査機関の要請"}

    assert (finding["rule"], finding["is_overridable"]) == ("C2E", True)
    assert api.move(notice_id, "overrides", given).status_code == 200
    assert api.move(notice_id, "submit").status_code == 200


def test_what_was_told_as_unknown_is_owed_until_it_is_told(api):
    """C4: an incident says so, with the report since which it is open; nothing is owed before anything was told."""
    incident_id = api.open(DETECTED, VOICE_DOWN)
    untold = api.get(f"/incidents/{incident_id}").json()["open_items"]
    notice_id = api.draft(incident_id)
    for verb, by in (("submit", "writer"), ("approve", "approver"), ("publish", "approver")):
        moved = api.approve(notice_id) if verb == "approve" else api.move(notice_id, verb, by=by)
        assert moved.status_code == 200
    owed = api.get(f"/incidents/{incident_id}").json()["open_items"]

    assert untold == []
    assert {"item": "cause", "since_number": 1} in owed
    assert [each["item"] for each in owed] == ["onset", "cause", "users", "emergency_calls", "outlook"]
