"""The whole life of a notice over HTTP, by people with keys of their own."""

import asyncio

import pytest
from web.calls import DETECTED, VOICE_DOWN
from worlds.house import APPROVER, WRITER

from notices.desk.audit_chain import first_broken
from notices.storage.access import Role

pytestmark = pytest.mark.slow


def test_a_notice_from_the_first_event_to_its_deliveries(api, world):
    """What a machine reports, one person words, another approves, and everybody gets."""
    incident_id = api.open()
    notice_id = api.draft(incident_id, wording={"situation": "音声通話がつながりません。"})
    preview = api.get(f"/notices/{notice_id}/preview").json()
    submitted = api.move(notice_id, "submit")
    frozen = api.get(f"/notices/{notice_id}/preview").json()
    approved = api.approve(notice_id)
    published = api.move(notice_id, "publish", by="approver")
    asyncio.run(world.work())

    assert (preview["is_frozen"], preview["is_blocking"], preview["number"]) == (False, False, 1)
    assert "音声通話がつながりません。" in preview["texts"]["mail"]
    assert frozen["translations"] == preview["translations"]
    assert set(frozen["translations"]) == {"en", "ja-easy"}
    for texts in frozen["translations"].values():
        assert sorted(texts) == ["entry", "mail", "page", "post", "sms", "title"]
    assert frozen["translations"]["en"]["title"].startswith("[Outage]")
    assert [answer.status_code for answer in (submitted, approved, published)] == [200, 200, 200]
    assert published.json()["approved_by"] == APPROVER
    rows = api.get(f"/incidents/{incident_id}/deliveries").json()["deliveries"]
    assert {(row["channel"], row["status"]) for row in rows} == {
        (channel, "delivered") for channel in ("website", "feed", "mvno", "mail", "x")
    }
    deadlines = {d["key"]: d["state"] for d in api.get(f"/incidents/{incident_id}/deadlines").json()["deadlines"]}
    assert deadlines == {"first_report": "met", "next_update:1": "pending"}
    assert [n["number"] for n in api.get(f"/incidents/{incident_id}/notices").json()["notices"]] == [1]
    with world.house.database.read() as records:
        assert first_broken(records.audit.entries()) is None


def test_areas_are_given_as_names_or_codes(api):
    """Both come out as codes, with the part kept."""
    areas = ["千葉県柏市の一部", "13", {"code": "12222", "is_part": True}]
    incident_id = api.open(DETECTED, {**VOICE_DOWN, "areas": areas})
    impact = api.get(f"/incidents/{incident_id}").json()["impacts"][0]

    assert [(a["code"], a["is_part"]) for a in impact["areas"]] == [("12217", True), ("13", False), ("12222", True)]


def test_every_kind_of_value_comes_through(api):
    """Numbers, flags, emergency calls, scopes, times with their zone."""
    hit = {
        **VOICE_DOWN, "users": {"value": 83000, "is_approximate": True}, "sharing_scope": "carriers",
        "emergency_calls": {"police": "affected"},
    }  # fmt: skip
    incident_id = api.open(DETECTED, hit)
    cause = {"fact": "CauseStated", "text": "設備の故障", "sharing_scope": "public"}
    assert api.post(f"/incidents/{incident_id}/events", {"facts": [cause]}, by="writer").status_code == 201
    opened, detected, impact, stated = api.get(f"/incidents/{incident_id}").json()["events"]

    assert (opened["fact"], opened["members"]["mode"]) == ("Opened", "normal")
    assert detected["members"]["detected_at"] == "2026-11-21T03:00:00Z"
    assert (impact["sharing_scope"], impact["members"]["users"]["value"]) == ("carriers", 83000)
    assert impact["members"]["emergency_calls"] == {"police": "affected", "coast_guard": "unknown", "fire": "unknown"}
    assert (stated["sharing_scope"], stated["reported_by"]["id"]) == ("public", WRITER)
    widened = {"fact": "ScopeWidened", "event_id": impact["id"], "scope": "public"}
    assert api.post(f"/incidents/{incident_id}/events", {"facts": [widened]}, by="writer").status_code == 201


def test_only_a_trusted_machine_confirms_an_incident(api):
    """T6: whom the profile trusts, not who has a key."""
    by_probe = api.get(f"/incidents/{api.open(by='probe')}").json()
    by_noc = api.get(f"/incidents/{api.open(by='noc')}").json()

    assert (by_probe["status"], by_noc["status"]) == ("unconfirmed", "ongoing")


def test_two_keys_of_one_owner_cannot_approve_each_other(api):
    """S1: owners are compared, not keys."""
    api.add_key("second", WRITER, Role.APPROVER)
    notice_id = api.draft(api.open())
    api.move(notice_id, "submit")
    refused = api.approve(notice_id, by="second")

    assert (refused.status_code, refused.json()["code"]) == (403, "approver_is_author")


def test_who_submits_a_machines_draft_answers_for_it_and_cannot_approve_it(api):
    """S1: a machine's draft still passes two people."""
    api.add_key("boss", "boss-1", Role.APPROVER)
    notice_id = api.draft(api.open(), by="noc")
    submitted = api.move(notice_id, "submit", by="boss")

    assert submitted.json()["author_id"] == "boss-1"
    assert api.approve(notice_id, by="boss").json()["code"] == "approver_is_author"
    assert api.approve(notice_id, by="approver").status_code == 200


def test_a_returned_notice_is_mended_and_a_draft_discarded(api):
    """The other moves."""
    incident_id = api.open()
    notice_id = api.draft(incident_id)
    api.move(notice_id, "submit")
    returned = api.move(notice_id, "return", {"reason": "言葉を直す"}, by="approver")
    mended = api.put(f"/notices/{notice_id}", {"note": "窓口は混み合います。"}, If_Match=returned.headers["ETag"])
    discarded = api.move(notice_id, "discard")

    assert (returned.json()["status"], returned.json()["returned_reason"]) == ("returned", "言葉を直す")
    assert mended.json()["wording"]["note"] == "窓口は混み合います。"
    assert discarded.json()["status"] == "discarded"


def test_a_hold_stops_the_countdown_and_lets_it_go_on(api):
    """T6: seen in the list of deadlines."""
    path = f"/incidents/{api.open()}"
    held = api.post(f"{path}/holds", {"deadline": "first_report", "reason": "確認中"})
    shown = api.get(f"{path}/deadlines").json()["deadlines"][0]["is_held"]
    released = api.call("DELETE", f"{path}/holds/first_report")

    assert (held.status_code, shown, released.json()["is_held"]) == (201, True, False)
    assert api.call("DELETE", f"{path}/holds/first_report").status_code == 404


def test_a_clock_that_jumped_is_released_by_a_person(api, world):
    """T11: nothing is published automatically until then."""
    asyncio.run(world.beat())
    world.clock.jump(3600)
    asyncio.run(world.beat())
    held = api.get("/clock").json()
    by_editor, by_approver = api.call("DELETE", "/clock/hold"), api.call("DELETE", "/clock/hold", by="approver")

    assert (held, by_editor.status_code, by_approver.json()) == ({"is_held": True}, 403, {"is_held": False})
    assert api.get("/clock").json() == {"is_held": False}


def test_the_glossary_is_asked(api):
    """The same findings as `shuchi check`, with a sentence in the caller's language."""
    found = api.post("/glossary/check", {"text": "設備で輻輳が発生"}, by="viewer", language="ja").json()

    finding = found["findings"][0]
    assert (finding["matched"], finding["start"], finding["end"], finding["proposal"]) == ("輻輳", 3, 5, "通信の集中")
    assert (found["is_blocking"], "輻輳" in finding["detail"]) == (True, True)


def test_incidents_are_listed_newest_first(api):
    """A page at a time."""
    first, second = api.open(), api.open()

    assert [i["id"] for i in api.get("/incidents").json()["incidents"]] == [second, first]
    assert [i["id"] for i in api.get("/incidents?limit=1&offset=1").json()["incidents"]] == [first]
