"""What a client asks for to show where things stand: incidents of a status, the clock's plans, one notice's ways."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest
from web.calls import with_keys
from worlds.house import APPROVAL, START

from notices.desk.hold_clock import hold_all
from notices.domain.incident import IncidentStatus
from notices.sandbox.serving import serve
from notices.web.app import create_app
from notices.web.schemas.incidents import OPEN, IncidentFilter

pytestmark = pytest.mark.slow

STANDING = replace(APPROVAL, expires_at=START + timedelta(days=1), reports=("quick_report",))


@pytest.fixture
def manned(make_world):
    """A house with a standing approval that also covers the quick report."""
    world = make_world(approvals=(STANDING,))
    with serve(create_app(world.house, world.clock)) as url:
        yield with_keys(url, world)


def listed(api, query):
    return [incident["id"] for incident in api.get(f"/incidents?{query}").json()["incidents"]]


def deadline(api, incident_id, key="first_report"):
    known = api.get(f"/incidents/{incident_id}/deadlines").json()["deadlines"]
    return next(each for each in known if each["key"] == key)


def test_incidents_are_listed_by_status_and_pages_count_among_those(api):
    """Newest first; a page of open ones is never half empty because of others between them."""
    first, gone, second, unconfirmed = (api.open(by=by) for by in ("noc", "noc", "noc", "probe"))
    api.post(f"/incidents/{gone}/events", {"facts": [{"fact": "Withdrawn"}]})

    assert listed(api, "status=open") == [unconfirmed, second, first]
    assert listed(api, "status=ongoing") == [second, first]
    assert listed(api, "status=withdrawn") == [gone]
    assert listed(api, "status=restored") == []
    assert [listed(api, f"status=open&limit=1&offset={n}") for n in range(4)] == [[unconfirmed], [second], [first], []]
    assert listed(api, "") == [unconfirmed, second, gone, first]


def test_an_outage_stays_open_until_the_public_knows_that_it_is_over(api):
    """Judged restored at the desk is not yet told: whoever is on duty must still see it."""
    incident = api.open()
    first = api.draft(incident)
    api.move(first, "submit")
    api.approve(first)
    api.move(first, "publish", by="approver")
    restored = {
        "fact": "Restored",
        "recovered_at": "2026-11-21T12:00:00+09:00",
        "basis": "監視で確認",
        "judged_by": "当直長",
    }
    told = api.post(f"/incidents/{incident}/events", {"facts": [restored]})

    assert (told.status_code, listed(api, "status=restored")) == (201, [incident])
    assert listed(api, "status=open") == [incident]


def test_a_status_that_is_none_is_refused_with_those_that_are(api):
    """422, and every status of the domain is among them."""
    refused = api.get("/incidents?status=closed")
    told = refused.json()["errors"][0]

    assert (refused.status_code, told["parameter"]) == (422, "status")
    assert all(status.value in told["detail"] for status in IncidentStatus)
    assert set(get_args(IncidentFilter)) == {OPEN, *(status.value for status in IncidentStatus)}


def test_a_deadline_says_when_the_clock_will_publish_by_itself(manned):
    """Exactly when, and that it then did."""
    incident = manned.open()
    planned = deadline(manned, incident)
    issue_at = START + timedelta(minutes=10)
    assert (planned["issue_at"], planned["will_issue"]) == (issue_at.strftime("%Y-%m-%dT%H:%M:%SZ"), True)

    asyncio.run(manned.world.beat(10))
    done, following = deadline(manned, incident), deadline(manned, incident, "next_update:1")
    assert (done["issue_at"], done["will_issue"], done["state"]) == (None, False, "met")
    assert following["will_issue"]


@pytest.mark.parametrize("why", ["held", "unconfirmed"])
def test_a_deadline_the_clock_will_not_serve_says_so(manned, why):
    """Nobody counts on what will not happen."""
    incident = manned.open(by="probe" if why == "unconfirmed" else "noc")
    if why == "held":
        manned.post(f"/incidents/{incident}/holds", {"deadline": "first_report", "reason": "確認中"})
    planned = deadline(manned, incident)
    assert (planned["issue_at"], planned["will_issue"], planned["is_held"]) == (None, False, why == "held")


def test_without_a_standing_approval_no_deadline_is_served_by_the_clock(api):
    """It reminds, and people publish."""
    planned = deadline(api, api.open())
    assert (planned["issue_at"], planned["will_issue"], planned["is_held"]) == (None, False, False)


def test_while_everything_is_held_the_plan_stands_but_will_not_happen(manned):
    """T11: the moment stays armed and is served once the clock is released."""
    incident = manned.open()
    hold_all(manned.world.desk, 3600, START)
    held = deadline(manned, incident)
    manned.call("DELETE", "/clock/hold", by="approver")

    assert (held["issue_at"] is not None, held["will_issue"]) == (True, False)
    assert deadline(manned, incident)["will_issue"]


def test_the_deliveries_of_one_notice_and_those_still_to_come(api, world):
    """Before the courier looked all ways out are pending; afterwards none, also where nobody is to be told."""
    incident, other = api.open(), api.open()
    for each in (incident, other):
        notice = api.draft(each)
        api.move(notice, "submit")
        api.approve(notice)
        api.move(notice, "publish", by="approver")
        if each == incident:
            mine = notice
    path = f"/incidents/{incident}/deliveries?notice={mine}"
    before = api.get(path).json()
    asyncio.run(world.work())
    after = api.get(path).json()

    assert (before["deliveries"], before["pending_channels"]) == ([], ["feed", "mail", "mvno", "sms", "website", "x"])
    assert ({row["notice_id"] for row in after["deliveries"]}, after["pending_channels"]) == ({mine}, [])
    assert "sms" not in {row["channel"] for row in after["deliveries"]}
    assert after == api.get(f"/incidents/{incident}/deliveries").json()


@pytest.mark.parametrize(("asked", "status"), [("f" * 32, 404), ("{other}", 404), ("", 422)])
def test_deliveries_of_a_notice_of_another_incident_are_none(api, asked, status):
    """A slip in the id is told, not answered with an empty list."""
    incident, other = api.open(), api.open()
    notice = asked.format(other=api.draft(other))
    assert api.get(f"/incidents/{incident}/deliveries?notice={notice}").status_code == status
