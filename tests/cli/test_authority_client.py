"""`shuchi authority` against a real served house: whom to call, what to say, what was sent."""

from datetime import timedelta

import pytest
from rich.cells import cell_len
from worlds.authorities import AUTHORITIES, FIRE, MINISTRY, POLICE
from worlds.house import WRITER
from worlds.shell import CHANNELS, Shell, served_desk

from notices.cli.client.times import show_time
from notices.clock import SystemClock

pytestmark = pytest.mark.slow

EARLIER = (SystemClock().now() - timedelta(minutes=9)).replace(second=0, microsecond=0)

DUE = show_time(EARLIER + timedelta(minutes=30))


@pytest.fixture
def shell(make_world, shuchi, monkeypatch):
    """A house whose profile names all four authorities, three of them with mail."""
    with served_desk(make_world, authorities=AUTHORITIES, channels=(*CHANNELS, "ministry", "emergency_bodies")) as api:
        yield Shell(api, shuchi, monkeypatch)


@pytest.fixture
def incident(shell):
    return shell.open("--onset", EARLIER.isoformat(), "--users", "3万5千", "--emergency", "affected")


def publish(shell, incident):
    """The first report, by two people."""
    draft = shell.read("notice", "draft", incident, "--kind", "first")["id"]
    shell.done("notice", "submit", draft)
    shell.done("notice", "approve", draft, "--digest", shell.read("notice", "preview", draft)["digest"], by="approver")
    shell.done("notice", "publish", draft, by="approver")


def rows(shell, *arguments):
    """The list as columns, by the authority's name and what it is about."""
    heading, *lines = [line.split("\t") for line in shell.done("authority", "sheets", *arguments).splitlines()]
    found = [dict(zip(heading, line, strict=True)) for line in lines]
    return {(row["authority"], row["what"].split()[0]): row for row in found}


def test_whom_to_call_is_listed_with_number_time_and_mail(shell, incident):
    """The quick report first; after publication the bodies that answer 110, 118 and 119."""
    before = rows(shell)
    publish(shell, incident)
    shell.work()
    after = rows(shell, incident)

    quick = before[MINISTRY.name, "quick"]
    assert (quick["phone"], quick["incident"], quick["tick"]) == (MINISTRY.phone, incident, "open")
    assert (quick["due"], quick["left"].endswith(" min left")) == (DUE, True)
    assert next(iter(before)) == (MINISTRY.name, "quick")
    assert (POLICE.name, "word") not in before
    assert next(key for key in after if after[key]["left"] != "-") == (POLICE.name, "word")
    assert after[FIRE.name, "word"]["left"] == "-"
    assert (after[POLICE.name, "word"]["mail"], after[FIRE.name, "word"]["mail"]) == ("-", "delivered")


def test_a_sheet_is_read_aloud_and_ticked_by_the_beginning_of_its_id(shell, incident):
    """Number and words, nothing wider than the terminal; ticked it keeps them, and the deadline is met."""
    sheet = rows(shell)[MINISTRY.name, "quick"]["sheet"]
    shown = shell.done("authority", "sheet", sheet[:6])
    ticked = shell.done("authority", "tick", sheet, "--outcome", "当直が受けた")
    kept = shell.done("authority", "sheet", sheet)

    assert max(map(cell_len, shown.splitlines())) <= 72
    for words in (MINISTRY.name, MINISTRY.phone, "  ■4 影響を与えた", f"authority tick {sheet}"):
        assert words in shown
    assert ticked.splitlines()[0].startswith(f"{MINISTRY.name}: ticked by {WRITER} at ")
    assert "(quick report to the ministry) is: met." in ticked
    assert ("当直が受けた" in kept, "authority tick" in kept, "■4 影響を与えた" in kept) == (True, False, True)
    assert (MINISTRY.name, "quick") not in rows(shell)
    assert rows(shell, "--all")[MINISTRY.name, "quick"]["tick"].startswith(f"ticked by {WRITER}")
    assert rows(shell, incident, "--all")[MINISTRY.name, "quick"]["left"] == "-"


def test_a_terminal_is_asked_before_a_sheet_is_ticked_for_good(shell, incident):
    """A short name may be mistyped, and a sheet is ticked once."""
    sheet = rows(shell)[MINISTRY.name, "quick"]["sheet"]
    declined, screen = shell.typed("n", "authority", "tick", sheet, "--outcome", "当直が受けた")
    is_kept = (MINISTRY.name, "quick") in rows(shell)
    agreed, _ = shell.typed("y", "authority", "tick", sheet, "--outcome", "当直が受けた")

    assert (declined, is_kept, agreed, (MINISTRY.name, "quick") in rows(shell)) == (130, True, 0, False)
    assert f"{MINISTRY.name} was told (quick report to the ministry, incident {incident}): 当直が受けた" in screen


def test_the_draft_is_the_text_that_goes_out(shell, incident):
    """Printed as it is, nothing around it."""
    draft = shell.done("authority", "draft", incident)
    shell.done("authority", "send", incident, "--kind", "quick_report", "--yes")
    [sent] = shell.read("authority", "list", incident)["reports"]

    assert draft.startswith("【速報】電気通信事故の速報（第1報）")
    stamps = [text.split("■報告日時")[1].split("■")[0] for text in (draft, sent["text"])]
    assert draft.replace(stamps[0], stamps[1]).strip() == sent["text"].strip()


def test_a_report_is_shown_and_asked_about_before_it_goes_out(shell, incident):
    """No sends nothing; yes sends it with the remarks, and what went out otherwise than shown is told."""
    words = ("authority", "send", incident, "--kind", "quick_report", "--remarks", "再起動を試みています")
    declined, _ = shell.typed("n", *words)
    nothing = shell.done("authority", "list", incident)
    agreed, screen = shell.typed("y", *words)
    shell.work()
    told = shell.done("authority", "list", incident).splitlines()[1].split("\t")

    assert (declined, nothing) == (130, "No authority was sent a report.\n")
    assert (agreed, "■4 影響を与えた" in screen, "+ 　再起動を試みています" in screen) == (0, True, True)
    assert "Mail is on its way" in screen
    assert (told[0], told[1], told[3], told[4]) == ("quick report to the ministry", "1", WRITER, "delivered 1")


def test_where_no_mail_goes_out_the_sender_is_told_to_call(make_world, shuchi, monkeypatch):
    """A report on record is not a report that arrived."""
    with served_desk(make_world, authorities=AUTHORITIES) as api:
        shell = Shell(api, shuchi, monkeypatch)
        incident = shell.open()
        sent = shell.done("authority", "send", incident, "--kind", "quick_report", "--yes")

        assert f"Call them: shuchi authority sheets {incident}" in sent
        assert "NO MAIL goes out" in sent
        assert "\tno mail\t" in shell.done("authority", "list", incident)


def test_a_page_of_an_incident_tells_what_the_authorities_are_owed(shell, incident):
    """The accident that will be serious with time and clause, the sheets, and what the clock does by itself."""
    page = shell.done("incident", "show", incident)
    bare = shell.done("incident", "show", shell.open())
    foreseen = show_time(EARLIER + timedelta(hours=1)).removesuffix(" JST")

    assert f"! If this goes on, it will meet the criteria of a serious accident at {foreseen} (" in page
    assert "judai-2019/emergency_voice-1h" in page
    assert f"Call sheets: 2 open (shuchi authority sheets {incident})" in page
    assert f"To call: 1. First: {MINISTRY.name} ({MINISTRY.phone}), by {DUE} (" in page
    assert "! How many users are hit, or how, is not known" in bare
    met = shell.open("--onset", (EARLIER - timedelta(hours=3)).isoformat(), "--users", "50000")
    assert "this met the criteria of a serious accident" in shell.done("incident", "show", met)


def test_without_authorities_nobody_is_left_to_call(make_world, shuchi, monkeypatch):
    """A profile without them; said in words, not by silence."""
    with served_desk(make_world) as api:
        shell = Shell(api, shuchi, monkeypatch)
        page = shell.done("incident", "show", shell.open())
        assert ("Call sheets" in page, shell.done("authority", "sheets")) == (False, "Nobody is left to call.\n")


@pytest.mark.parametrize(
    ("arguments", "by", "told"),
    [
        (("sheet", "zz"), "writer", 'no call sheet "zz"'),
        (("sheet", ""), "writer", 'no call sheet ""'),
        (("tick", "{sheet}"), "writer", "'--outcome' is missing."),
        (("tick", "{sheet}", "--outcome", "x"), "viewer", "viewer"),
        (("sheets", "1999"), "writer", 'No incident begins with "1999"'),
        (("draft", "{incident}", "--kind", "emergency_bodies"), "writer", "Nothing has been published"),
        (("draft", "{incident}", "--kind", "telegram"), "writer", "'--kind'"),
        (("send", "{incident}", "--kind", "quick_report"), "writer", "no terminal to ask at"),
        (("send", "{incident}", "--kind", "quick_report", "--yes"), "viewer", "viewer"),
        (("send", "{incident}", "--kind", "emergency_bodies", "--yes"), "writer", "Nothing has been published"),
        (("send", "{incident}", "--yes"), "writer", "'--kind' is missing."),
    ],
)  # fmt: skip
def test_what_is_refused_is_one_sentence_and_nothing_changes(shell, incident, arguments, by, told):
    """Exit status 2, nothing on standard output."""
    names = {"incident": incident, "sheet": rows(shell)[MINISTRY.name, "quick"]["sheet"]}
    before = shell.api.everything()
    ran = shell.run("authority", *(word.format(**names) for word in arguments), by=by)

    assert (ran.status, ran.out, told in ran.err, ran.err.count("\n")) == (2, "", True, 1)
    assert shell.api.everything() == before


def test_who_comes_second_learns_who_was_first(shell, incident):
    """Also for a sheet that the list no longer shows."""
    sheet = rows(shell)[MINISTRY.name, "quick"]["sheet"]
    shell.done("authority", "tick", sheet, "--outcome", "当直が受けた")
    second = shell.run("authority", "tick", sheet, "--outcome", "もう一度", by="approver")

    assert (second.status, f"was ticked by {WRITER} already" in second.err) == (2, True)


def test_programs_get_what_the_api_said(shell, incident):
    """`--json` of each; the sheet with its whole script."""
    sheets = shell.read("authority", "sheets", incident)["call_sheets"]
    sheet = shell.read("authority", "sheet", sheets[0]["id"])
    ticked = shell.read("authority", "tick", sheets[0]["id"], "--outcome", "当直が受けた")
    draft = shell.read("authority", "draft", incident)
    sent = shell.read("authority", "send", incident, "--kind", "quick_report", "--yes")

    assert (sheet["deadline"], ticked["state"], draft["number"], sent["number"]) == ("quick_report", "met", 1, 1)
    assert shell.read("authority", "list", incident)["reports"] == [sent]
