"""`shuchi incident` against a real served house: opened, listed, reported on, held."""

import json
import subprocess
from datetime import timedelta

import pytest
from rich.cells import cell_len
from worlds.house import WRITER
from worlds.shell import SCRIPT, Shell, served_desk

from notices.cli.client.times import show_time
from notices.cli.incident_page import IncidentPage, _tell_deliveries, _tell_open_items
from notices.clock import SystemClock
from notices.desk.hold_clock import hold_all
from notices.domain.incident_event import FACTS_BY_NAME

pytestmark = pytest.mark.slow

EARLIER = (SystemClock().now() - timedelta(minutes=9)).replace(second=0, microsecond=0)
TYPED = show_time(EARLIER).split()[1]
HIT = ("--service", "voice", "--effect", "unusable")
OPENED = ("incident", "open", *HIT, "--area", "千葉県柏市の一部", "--area", "13")


def events(shell, incident_id):
    return {event["fact"]: event for event in shell.read("incident", "show", incident_id)["incident"]["events"]}


def test_an_outage_is_opened_with_one_line(shell):
    """Everything typed arrives, the next deadline and the clock's own plan are told."""
    out = shell.done(*OPENED, "--onset", f"~{TYPED}", "--users", "~30000", "--emergency", "none", "--emergency",
                     "119=affected")  # fmt: skip
    incident_id = out.split()[1]
    impact = events(shell, incident_id)["ImpactChanged"]["members"]
    onset = events(shell, incident_id)["OnsetEstimated"]["members"]

    assert "(ongoing)" in out
    assert f"Due: first report {show_time(EARLIER + timedelta(minutes=30))} (" in out
    assert "Clock: publishes by itself at 2" in out
    assert f"shuchi notice draft {incident_id} --kind first" in out
    assert impact["areas"] == [{"code": "12217", "is_part": True}, {"code": "13", "is_part": False}]
    assert (impact["users"]["value"], impact["users"]["is_approximate"]) == (30000, True)
    assert impact["emergency_calls"] == {"police": "not_affected", "coast_guard": "not_affected", "fire": "affected"}
    assert onset == {"occurred_at": EARLIER.strftime("%Y-%m-%dT%H:%M:%SZ"), "is_approximate": True}


def test_at_a_terminal_what_was_understood_is_said_back_first(shell):
    """With date and zone; no means nothing is sent."""
    status, screen = shell.typed("n", *OPENED, "--onset", TYPED)
    refused = shell.read("incident", "list", "--all")["incidents"]
    agreed, _ = shell.typed("y", *OPENED, "--onset", TYPED)

    assert (status, refused) == (130, [])
    assert f"onset: {show_time(EARLIER)}" in screen
    assert "impact: voice unusable; 千葉県柏市の一部, 13" in screen
    assert (agreed, len(shell.read("incident", "list")["incidents"])) == (0, 1)


def test_open_incidents_are_listed_with_what_is_due(shell):
    """Plain columns in a pipe; restored ones only when asked for."""
    first, second = shell.open("--onset", TYPED), shell.open()
    shell.done("incident", "report", second, "withdrawn")
    heading, *rows = [line.split("\t") for line in shell.done("incident", "list").splitlines()]
    everything = shell.read("incident", "list", "--all")["incidents"]

    assert heading == ["incident", "status", "services", "onset", "next", "due", "left", "clock"]
    assert [row[:4] for row in rows] == [[first, "ongoing", "voice", show_time(EARLIER)]]
    assert (rows[0][4], rows[0][6].endswith(" min left")) == ("first report", True)
    assert [each["id"] for each in everything] == [second, first]


def test_without_a_standing_approval_the_clock_only_reminds(make_world, shuchi, monkeypatch):
    """Nobody is led to rely on what will not happen."""
    with served_desk(make_world, approvals=()) as api:
        shell = Shell(api, shuchi, monkeypatch)
        shell.open("--onset", TYPED)
        assert "no standing approval: only reminds" in shell.done("incident", "list")


def test_a_clock_that_jumped_says_that_it_stands_still(shell):
    """T11: nothing is published until an approver released it."""
    shell.open("--onset", TYPED)
    hold_all(shell.api.world.desk, 3600, SystemClock().now())
    assert "held: the machine's clock jumped" in shell.done("incident", "list")


def test_a_hold_stops_the_clock_until_it_is_released(shell):
    """Seen in the list, and told with the way back."""
    incident_id = shell.open("--onset", TYPED)
    held = shell.done("incident", "hold", incident_id, "first_report", "--reason", "確認中")
    listed = shell.done("incident", "list")
    released = shell.done("incident", "release", incident_id, "first_report")

    assert f"shuchi incident release {incident_id} first_report" in held
    assert "held by a person: publishes nothing" in listed
    assert "may go on" in released
    assert "publishes by itself at 2" in shell.done("incident", "list")
    again = shell.run("incident", "release", incident_id, "first_report")
    unknown = shell.run("incident", "hold", incident_id, "frist_report", "--reason", "x")
    assert (again.status, unknown.status) == (2, 2)
    assert "There is no deadline frist_report." in unknown.err


def test_an_unconfirmed_incident_waits_for_a_person(shell):
    """T6: a machine that nobody trusts opens it, a person's word confirms it."""
    incident_id = shell.read(*OPENED, by="probe")["id"]
    waiting = shell.done("incident", "list")
    shell.done("incident", "report", incident_id, "checked")

    assert "waits for confirmation: publishes nothing" in waiting
    assert "publishes by itself at 2" in shell.done("incident", "list")


def test_every_fact_has_its_command(shell):
    """Whatever the house can record can be reported from a shell."""
    incident_id = shell.open()
    told = [
        ("impact", "--service", "data", "--effect", "hard_to_use", "--area", "全国", "--addition"),
        ("not-hit", "--service", "data"), ("reason", "交換機の故障", "--service", "voice"), ("onset", TYPED),
        ("detected", TYPED), ("detected", TYPED, "--supplier"), ("kind", "congestion"),
        ("suspected", "交換機", "--part"), ("cause", "部品の故障", "--category", "equipment", "--root"),
        ("outlook", "夜まで", "--kind", "estimate", "--by", "2099-01-01T00:00", "--basis", "交換の手順から"),
        ("progress", "切り替え中", "--residual", "一部の発信"), ("advice", "かけ直してください", "--scope", "public"),
        ("checked", "--by", "desk"), ("recovery", TYPED, "--service", "voice", "--basis", "試験で確認"),
        ("escalated", "センター長"), ("opened", "wifi_00000japan", "--area", "石川県"), ("closed", "wifi_00000japan"),
        ("failed", "own-core", "power"),
        ("restored", TYPED, "--basis", "全国の監視で正常", "--judged-by", "センター長"), ("withdrawn",),
    ]  # fmt: skip
    for words in told:
        shell.done("incident", "report", incident_id, *words)
    event_id = events(shell, incident_id)["ProgressMade"]["id"]
    shell.done("incident", "report", incident_id, "widen", event_id[:10], "--to", "public")
    recorded = events(shell, incident_id)

    assert set(recorded) == set(FACTS_BY_NAME)
    assert recorded["UserActionAdvised"]["sharing_scope"] == "public"
    assert recorded["ProgressMade"]["sharing_scope"] == "internal"
    assert recorded["ScopeWidened"]["members"] == {"event_id": event_id, "scope": 4}
    assert {event["reported_by"]["id"] for event in recorded.values()} == {WRITER}
    assert f"scope widened: {event_id}; public" in shell.done("incident", "show", incident_id)


def test_free_text_stays_inside_and_its_writer_is_told(shell):
    """P1: typed facts travel, words do not."""
    incident_id = shell.open()
    inside = shell.done("incident", "report", incident_id, "cause", "部品の故障")
    public = shell.done("incident", "report", incident_id, "cause", "部品の故障", "--scope", "public")

    assert ("stays inside" in inside, "stays inside" in public) == (True, False)


def test_an_earlier_moment_of_knowing_can_be_given(shell):
    """`--at`: what was told by telephone a while ago."""
    incident_id = shell.open("--at", TYPED, "--detected", TYPED)
    assert events(shell, incident_id)["ImpactChanged"]["reported_at"] == EARLIER.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_page_of_an_incident_holds_everything(shell):
    """Impact, deadlines, reports, facts by time; in the reader's language."""
    incident_id = shell.open("--onset", TYPED)
    shell.done("notice", "draft", incident_id, "--kind", "first")
    english, japanese = (shell.done("incident", "show", incident_id, language=each) for each in ("en", "ja"))

    for words in ("voice unusable; 東京都全域", "first_report\tfirst report", "first\tdraft\tkouhou-1", "onset: "):
        assert words in english
    for words in ("利用できない", "第1報", "下書き", "認知: "):
        assert words in japanese


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("open", "--service", "tv", "--effect", "unusable"), "tv"),
        (("open", *HIT, "--area", "千葉県柏死"), "千葉県柏市"),
        (("open", *HIT, "--onset", "2099-01-01T00:00"), "future"),
        (("open", *HIT, "--onset", "noon"), 'The time "noon" cannot be read.'),
        (("open", *HIT, "--users", "many"), 'The number "many"'),
        (("open", *HIT, "--emergency", "112=affected"), '"112=affected"'),
        (("open", "--service", "voice", "--service", "data", "--effect", "unusable", "--users", "9"), "one service"),
        (("open", "--service", "voice", "--effect", "broken"), "'--effect'"),
        (("open", "--effect", "unusable"), "'--service' is missing"),
        (("show", "1999"), 'No incident begins with "1999"'),
        (("show", ""), 'No incident begins with ""'),
        (("show", ".."), 'No incident begins with ".."'),
    ],
)  # fmt: skip
def test_what_is_refused_is_one_sentence_and_nothing_changes(shell, arguments, told):
    """Exit status 2, nothing on standard output."""
    before = shell.api.everything()
    ran = shell.run("incident", *arguments)

    assert (ran.status, ran.out, told in ran.err, ran.err.count("\n")) == (2, "", True, 1)
    assert shell.api.everything() == before


def test_a_wrong_member_is_underlined_where_it_stands(shell):
    """The pointer of the problem, the line that was sent, marks below."""
    incident_id = shell.open()
    ran = shell.run("incident", "report", incident_id, "progress", "あ" * 1001)
    empty = shell.run("incident", "report", incident_id, "advice", "")
    lines = ran.err.splitlines()

    assert (ran.status, lines[1]) == (2, "/facts/0/text: Give at most 1000 characters.")
    assert 't": "ああ' in lines[2]
    assert lines[3].strip() == "^" * len(lines[3].strip())
    assert max(map(cell_len, lines[1:])) <= 80
    assert empty.status == 2


def test_json_keeps_refusals_apart_from_answers(shell):
    """The problem itself on standard error, for programs."""
    ran = shell.run("incident", "hold", shell.open(), "nothing", "--reason", "x", "--json")
    assert (ran.status, ran.out, json.loads(ran.err)["code"]) == (2, "", "unknown_deadline")


def test_an_ambiguous_beginning_is_told_with_the_candidates(shell):
    """A whole id always means itself, though another begins with it."""
    ids = [shell.open() for _ in range(10)]
    several = shell.run("incident", "show", ids[0][:8])

    assert shell.read("incident", "show", ids[0])["incident"]["id"] == ids[0]
    assert (ids[9].startswith(ids[0]), several.status, ids[9] in several.err) == (True, 2, True)


def test_a_reader_who_may_only_read_is_told_so(shell):
    """A viewer's key lists and cannot open."""
    assert shell.run("incident", "list", by="viewer").status == 0
    refused = shell.run(*OPENED, by="viewer")
    assert (refused.status, "viewer" in refused.err) == (2, True)


def test_a_reader_that_leaves_early_sees_no_traceback(shell):
    """`shuchi incident show … | head -n 1`, as real processes."""
    incident_id = shell.open()
    ran = subprocess.run(
        f"{SCRIPT} incident show {incident_id} | head -n 1", shell=True, capture_output=True,
        env=shell.environment(), timeout=60, check=False,
    )  # fmt: skip
    assert (ran.stdout.count(b"\n"), ran.stderr) == (1, b"")


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_a_terminal_without_japanese_gets_no_crash(shell, encoding):
    """At three in the morning on a serial console; click writes UTF-8 where it is told of ASCII, escapes elsewhere."""
    incident_id = shell.open()
    environment = shell.environment(SHUCHI_LANGUAGE="ja", PYTHONIOENCODING=encoding, LC_ALL="C", PYTHONUTF8="0")
    shown, unknown = (
        subprocess.run([SCRIPT, "incident", *words], capture_output=True, env=environment, timeout=60, check=False)
        for words in (("show", incident_id), ("show", "千葉"))
    )
    named = "東京都".encode("utf-8" if encoding == "ascii" else "unicode_escape")
    assert (shown.returncode, shown.stderr, named in shown.stdout) == (0, b"", True)
    assert (unknown.returncode, b"Traceback" in unknown.stderr) == (2, False)


def test_a_terminal_gets_a_table_and_colour_is_never_alone(shell):
    """What is over says so in words, too."""
    long_ago = (EARLIER - timedelta(hours=2)).isoformat()
    shell.open("--onset", long_ago)
    _, screen = shell.typed("", "incident", "list")

    assert ("\x1b[1;31m" in screen, "over by" in screen, "\t" in screen) == (True, True, False)


def test_what_went_to_authorities_is_counted_apart(capsys, monkeypatch):
    """Their reports have numbers of their own; one that died is seen."""
    monkeypatch.setenv("SHUCHI_LANGUAGE", "en")
    rows = [("n1", 1, "mail", "delivered"), ("n1", 1, "mail", "dead"), (None, 1, "mail", "sent")]
    deliveries = [dict(zip(("notice_id", "number", "channel", "status"), row, strict=True)) for row in rows]
    _tell_deliveries(IncidentPage({"deliveries": deliveries}, EARLIER))

    assert capsys.readouterr().out.splitlines()[2:] == [
        "report\tchannel\tdeliveries", "1\tmail\tdelivered 1, dead 1", "to authorities 1\tmail\tsent 1"
    ]  # fmt: skip


def test_what_is_owed_to_the_public_is_shown(capsys, monkeypatch):
    """Which item, and since which report; nothing where nothing is owed (C4)."""
    monkeypatch.setenv("SHUCHI_LANGUAGE", "ja")
    _tell_open_items({"open_items": []})
    _tell_open_items({"open_items": [{"item": "cause", "since_number": 1}, {"item": "outlook", "since_number": 3}]})

    assert capsys.readouterr().out.splitlines()[2:] == ["原因: 第1報から", "復旧見通し: 第3報から"]
