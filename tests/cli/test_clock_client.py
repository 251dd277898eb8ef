"""`shuchi clock` against a real served house: what will happen by itself, and a hold over everything."""

import re
from datetime import datetime

import pytest
from worlds.shell import Shell, served_desk

from notices.cli.client.times import show_time
from notices.clock import SystemClock
from notices.desk.hold_clock import hold_all

pytestmark = pytest.mark.slow


def test_what_will_happen_by_itself_is_told_to_the_minute(shell):
    """By time, with the deadline it serves; the house's own time above."""
    incident = shell.open()
    [first] = [d for d in shell.api.get(f"/incidents/{incident}/deadlines").json()["deadlines"] if d["will_issue"]]
    out = shell.done("clock", "show")

    assert "Automatic publication is not held everywhere." in out
    assert out.splitlines()[-1].split("\t")[0] == show_time(first["issue_at"])
    assert out.splitlines()[-1].split("\t")[2:] == [incident, "first report", show_time(first["due_at"])]


def test_where_nothing_is_planned_that_is_said(make_world, shuchi, monkeypatch):
    """Without a standing approval the clock only reminds."""
    with served_desk(make_world, approvals=()) as api:
        shell = Shell(api, shuchi, monkeypatch)
        shell.open()
        assert shell.done("clock", "show").endswith("Nothing is planned by itself.\n")


def test_a_clock_that_jumped_waits_for_an_approver(shell):
    """T11: an editor may not, an approver may; what waited goes on."""
    shell.open()
    hold_all(shell.api.world.desk, 3600, SystemClock().now())
    held = shell.done("clock", "show")
    refused = shell.run("clock", "release")
    released = shell.done("clock", "release", by="approver")

    assert ("HELD everywhere" in held, "Waiting until it is released:" in held) == (True, True)
    assert (refused.status, "may not approve" in refused.err) == (2, True)
    assert released.startswith("Automatic publication goes on.")
    assert "By itself, if nobody comes first:" in shell.done("clock", "show")
    assert "was not held everywhere" in shell.done("clock", "release", by="approver")


def test_a_terminal_shows_the_time_before_it_is_trusted_again(shell):
    """Whoever releases it looked at the time first; no leaves everything held."""
    hold_all(shell.api.world.desk, 3600, SystemClock().now())
    declined, screen = shell.typed("n", "clock", "release", by="approver")
    kept = shell.read("clock", "show")["is_held"]
    agreed, _ = shell.typed("y", "clock", "release", by="approver")

    assert (declined, kept, agreed, shell.read("clock", "show")["is_held"]) == (130, True, 0, False)
    assert re.search(r"takes it to be 20\d\d-\d\d-\d\d \d\d:\d\d JST", screen)


def test_programs_get_the_plan_as_the_api_has_it(shell):
    """`--json`: the house's time, the hold, each planned moment with its incident."""
    incident = shell.open()
    told = shell.read("clock", "show")
    [planned] = told["planned"]

    assert (told["is_held"], planned["incident_id"], planned["key"]) == (False, incident, "first_report")
    assert datetime.fromisoformat(told["at"]).tzinfo is not None
    assert shell.read("clock", "release", by="approver") == {"is_held": False}
