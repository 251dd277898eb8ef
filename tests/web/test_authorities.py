"""Reports to authorities, call sheets and the criteria of serious accidents over the API."""

import pytest
from web.calls import DETECTED, with_keys
from worlds.authorities import AUTHORITIES, MINISTRY
from worlds.house import ALL, WRITER

from notices.sandbox.serving import serve
from notices.web.app import create_app

pytestmark = pytest.mark.slow

CHANNELS = (*ALL, "ministry", "emergency_bodies")
VOICE_DOWN = {
    "fact": "ImpactChanged", "service_id": "voice", "effect": "unusable", "areas": ["00"], "users": {"value": 50_000},
}  # fmt: skip


@pytest.fixture
def api(make_world):
    """A house with authorities, and keys of a machine, a viewer and two people."""
    world = make_world(authorities=AUTHORITIES, channels=CHANNELS)
    with serve(create_app(world.house, world.clock)) as url:
        yield with_keys(url, world)


def test_a_person_reads_the_draft_and_sends_it(api):
    """D2: what the preview said is what goes out; it is listed, and its delivery names the report."""
    incident = api.open(DETECTED, VOICE_DOWN)
    draft = api.get(f"/incidents/{incident}/authority-reports/preview?kind=quick_report").json()
    sent = api.post(f"/incidents/{incident}/authority-reports", {"kind": "quick_report"})

    assert (sent.status_code, sent.json()["number"], sent.json()["text"]) == (201, 1, draft["text"])
    listed = api.get(f"/incidents/{incident}/authority-reports").json()["reports"]
    assert [(r["kind"], r["number"], r["author_id"]) for r in listed] == [("quick_report", 1, WRITER)]


def test_a_sheet_is_read_and_ticked_and_meets_the_deadline(api):
    """O6: the sheet says whom to call, where, by when and what to say."""
    incident = api.open(DETECTED, VOICE_DOWN)
    [sheet] = [s for s in api.get("/call-sheets").json()["call_sheets"] if s["deadline"] == "quick_report"]
    assert (sheet["authority"]["name"], sheet["authority"]["phone"]) == (MINISTRY.name, MINISTRY.phone)
    assert "音声通話：利用できない" in sheet["script"]

    ticked = api.post(f"/call-sheets/{sheet['id']}/tick", {"outcome": "当直が受けた"})
    assert (ticked.status_code, ticked.json()["ticked_by"], ticked.json()["state"]) == (200, WRITER, "met")
    assert sheet["id"] not in {s["id"] for s in api.get("/call-sheets").json()["call_sheets"]}
    kept = api.get(f"/incidents/{incident}/call-sheets").json()["call_sheets"]
    assert next(s for s in kept if s["id"] == sheet["id"])["outcome"] == "当直が受けた"


@pytest.mark.parametrize(
    ("path", "body", "by", "status", "code"),
    [
        ("{reports}", {"kind": "quick_report"}, "noc", 403, "role_too_narrow"),
        ("{reports}", {"kind": "quick_report"}, "viewer", 403, "role_too_narrow"),
        ("{reports}", {"kind": "emergency_bodies"}, "writer", 409, "nothing_published_yet"),
        ("{reports}", {"kind": "telegram"}, "writer", 422, None),
        ("{reports}", {"kind": "quick_report", "remarks": "い" * 5000}, "writer", 422, None),
        ("/incidents/20990101-1/authority-reports", {"kind": "quick_report"}, "writer", 404, "unknown_incident"),
        ("/call-sheets/none/tick", {}, "writer", 404, "unknown_call_sheet"),
        ("/call-sheets/{sheet}/tick", {}, "viewer", 403, "role_too_narrow"),
        ("/call-sheets/{sheet}/tick", {"outcome": 3}, "writer", 422, None),
    ],
)  # fmt: skip
def test_what_may_not_be_is_refused_and_changes_nothing(api, path, body, by, status, code):
    """S5: a clear problem, and every table as before."""
    incident = api.open(DETECTED, VOICE_DOWN)
    sheet = api.get("/call-sheets").json()["call_sheets"][0]["id"]
    before = api.everything()
    refused = api.post(path.format(reports=f"/incidents/{incident}/authority-reports", sheet=sheet), body, by=by)

    assert (refused.status_code, refused.json()["code"] if code else None) == (status, code)
    assert api.everything() == before


def test_a_repeated_tick_under_one_key_is_one_tick_and_another_persons_is_refused(api):
    """An answer that got lost may be asked for again; a second person learns who was first."""
    api.open(DETECTED, VOICE_DOWN)
    sheet = api.get("/call-sheets").json()["call_sheets"][0]["id"]
    first = api.post(f"/call-sheets/{sheet}/tick", {}, Idempotency_Key="tick-1")
    again = api.post(f"/call-sheets/{sheet}/tick", {}, Idempotency_Key="tick-1")
    other = api.post(f"/call-sheets/{sheet}/tick", {}, by="approver")

    assert (first.status_code, again.json()) == (200, first.json())
    assert (other.status_code, other.json()["code"], WRITER in other.json()["detail"]) == (409, "sheet_ticked", True)


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", "このまま続くと2026-11-21 13:00に重大な事故の基準に達します"), ("en", "2026-11-21 13:00")],
)
def test_a_serious_accident_is_foreseen_with_its_clause(api, language, words):
    """D1: when it will be met, by which row, how sure that is and where it stands."""
    incident = api.open({**DETECTED}, {**VOICE_DOWN})
    told = api.get(f"/incidents/{incident}/severity", language=language).json()

    first = told["judgements"][0]
    assert words in told["foreseen"]
    assert (first["verdict"], first["clause"], first["users"]) == (
        "will_be_met",
        "judai-2019/emergency_voice-1h",
        50_000,
    )
    assert (first["weight"], first["confidence"]) == ("decide", "high")
    assert first["source"]
