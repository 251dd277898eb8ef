"""`shuchi notice` against a real served house: from a draft to its deliveries, and every way it is refused."""

import json
import subprocess

import pytest
from worlds.house import APPROVER
from worlds.shell import SCRIPT, Shell, served_desk

from notices.cli import notice_moves
from notices.domain.errors import DeliveryFailed
from notices.domain.notice import NoticeStatus
from notices.storage.access import Role

pytestmark = pytest.mark.slow

JARGON = "設備で輻輳が発生しています。"
PLAIN = "音声通話がつながりません。"


@pytest.fixture
def incident(shell):
    return shell.open()


@pytest.fixture
def draft(shell, incident):
    """The id of a first report in plain words."""
    return shell.read("notice", "draft", incident, "--kind", "first", "--situation", PLAIN)["id"]


def status(shell, notice):
    return shell.api.get(f"/notices/{notice}").json()["status"]


def published(shell, draft):
    shell.done("notice", "submit", draft)
    digest = shell.read("notice", "preview", draft)["digest"]
    shell.done("notice", "approve", draft, "--digest", digest, by="approver")
    shell.done("notice", "publish", draft, by="approver")
    return draft


def test_the_whole_path_by_two_people_and_short_names(shell):
    """Open, draft, preview, submit, approve by another key, publish, watch."""
    incident = shell.open()
    drafted = shell.done("notice", "draft", incident, "--kind", "first", "--situation", PLAIN, "--action", "公衆電話へ")
    shown = shell.done("notice", "preview", f"{incident}/draft")
    submitted = shell.done("notice", "submit", drafted.splitlines()[0].split()[-1])
    digest = submitted.split("--digest ")[1].strip(")\n")
    approved = shell.done("notice", "approve", f"{incident}/1", "--digest", digest, by="approver")
    sent = shell.done("notice", "publish", f"{incident}/1", by="approver")
    under_way = shell.run("notice", "watch", f"{incident}/1", "--for", "0")
    shell.work()
    settled = shell.done("notice", "watch", f"{incident}/1", "--for", "30")

    assert "0 findings, 0 of them blocking" in drafted
    assert (PLAIN in shown, "公衆電話へ" in shown, "== mail" in shown) == (True, True, True)
    assert f"{incident}/1 (first) is now: approved." in approved
    assert f"shuchi notice watch {incident}/1" in sent
    assert (under_way.status, "still under way" in under_way.out) == (1, True)
    assert settled.splitlines()[-1] == f"All deliveries of {incident}/1 are settled (0 dead)."
    assert {line.split("\t")[1:] == [c, "delivered 1"] for line in settled.splitlines()[:-1]
            for c in [line.split("\t")[1]] if c in ("website", "feed", "x")} == {True}  # fmt: skip
    page = shell.done("incident", "show", incident)
    assert (f"{incident}/1\tfirst\tpublished" in page, "1\twebsite\tdelivered 1" in page) == (True, True)


def test_the_approver_reads_the_text_and_is_asked(shell, incident, draft):
    """At a terminal: no leaves it as it is, yes approves exactly what was shown."""
    shell.done("notice", "submit", draft)
    declined, screen = shell.typed("n", "notice", "approve", f"{incident}/1", by="approver")
    kept = status(shell, draft)
    agreed, _ = shell.typed("y", "notice", "approve", f"{incident}/1", by="approver")

    assert (PLAIN in screen, "Approve exactly this text? [y/N]" in screen) == (True, True)
    assert (declined, kept, agreed, status(shell, draft)) == (1, "submitted", 0, "approved")


def test_a_word_that_misleads_is_underlined_and_blocks(shell, incident):
    """Exit status 1 from preview and submit; the place, the sentence, the proposal."""
    draft = shell.read("notice", "draft", incident, "--kind", "first", "--situation", JARGON)["id"]
    refused = shell.run("notice", "submit", draft)
    preview = shell.run("notice", "preview", draft)
    as_json = shell.run("notice", "submit", draft, "--json")
    lines = refused.err.splitlines()
    at = next(position for position, line in enumerate(lines) if line.startswith("situation: W2 blocks:"))

    assert lines[at + 1 : at + 4] == [f"    {JARGON}", "          ^^^^", "    → 通信の集中"]
    assert (refused.status, refused.out, preview.status, "situation: W2" in preview.out) == (1, "", 1, True)
    assert (as_json.status, as_json.out) == (1, "")
    assert json.loads(as_json.err)["findings"][0]["matched"] == "輻輳"
    assert status(shell, draft) == "draft"


def test_a_word_is_let_stand_and_the_approver_reads_who_and_why(shell, incident):
    """The place may be left out where there is only one; the reason comes with the text."""
    draft = shell.read("notice", "draft", incident, "--kind", "first", "--situation", JARGON)["id"]
    hinted = shell.run("notice", "submit", draft)
    stood = shell.done("notice", "override", draft, "--rule", "W2", "--reason", "報道と同じ語を残すため")
    shell.done("notice", "submit", draft)
    declined, screen = shell.typed("n", "notice", "approve", f"{incident}/1", by="approver")

    assert "shuchi notice override" in hinted.err.splitlines()[-1]
    assert stood.splitlines() == [
        f'W2 on "輻輳" in situation of {draft[:8]} is let stand by kouhou-1.',
        f"Other findings that block: 0. Next: shuchi notice submit {draft[:8]}",
    ]
    assert (declined, "let stand by kouhou-1: 報道と同じ語を残すため" in screen) == (1, True)


def test_which_of_several_findings_stands_must_be_said(shell, incident):
    """Nothing is guessed; the candidates are told."""
    words = ("--situation", JARGON, "--cause", JARGON)
    draft = shell.read("notice", "draft", incident, "--kind", "first", *words)["id"]
    several = shell.run("notice", "override", draft, "--rule", "W2", "--reason", "x")
    none = shell.run("notice", "override", draft, "--rule", "C1", "--reason", "x")
    one = shell.done("notice", "override", draft, "--rule", "W2", "--where", "cause", "--reason", "x")

    assert (several.status, "W2 situation 輻輳; W2 cause 輻輳" in several.err) == (2, True)
    assert (none.status, none.err.count("\n")) == (2, 1)
    assert "Other findings that block: 1." in one


def test_edit_changes_only_what_is_given(shell, incident):
    """The rest of the wording stays; an empty text gives an item back to the facts."""
    options = ("--note", "窓口は混み合います。", "--action", "一", "--action", "二", "--outlook-kind", "target")
    draft = shell.read("notice", "draft", incident, "--kind", "first", "--situation", JARGON, *options)["id"]
    shell.done("notice", "edit", draft, "--situation", PLAIN)
    edited = shell.read("notice", "edit", draft[:6], "--note", "", "--action", "三")["wording"]

    assert (edited["situation"], edited["note"], edited["user_actions"]) == (PLAIN, "", ["三"])
    assert edited["outlook_kind"] == "target"


def test_a_returned_notice_is_mended_and_goes_on(shell, incident, draft):
    """It gives up its number and may be submitted again, or put aside."""
    shell.done("notice", "submit", draft)
    returned = shell.done("notice", "return", f"{incident}/1", "--reason", "言葉を直す", by="approver")
    shell.done("notice", "edit", f"{incident}/draft", "--note", "窓口は混み合います。")
    shell.done("notice", "submit", f"{incident}/draft")
    shell.done("notice", "return", f"{incident}/1", "--reason", "もう一度", by="approver")
    shell.done("notice", "discard", f"{incident}/draft")

    assert f"shuchi notice edit {draft[:8]}" in returned
    assert status(shell, draft) == "discarded"
    assert shell.done("notice", "list", incident).splitlines()[1].split("\t")[:3] == [draft[:8], "first", "discarded"]


def test_one_form_is_shown_as_it_goes_out(shell, draft):
    """For whoever measures or copies it."""
    assert shell.done("notice", "preview", draft, "--form", "page").startswith("<")
    assert shell.done("notice", "preview", draft, "--form", "sms").startswith("【障害発生】")


def test_the_texts_of_other_languages_are_read_by_name(shell, incident, draft):
    """And whoever approves is told which texts freeze together with those that are shown."""
    english = shell.done("notice", "preview", draft, "--language", "en")
    easy = shell.done("notice", "preview", draft, "--language", "ja-easy", "--form", "sms")
    shell.done("notice", "submit", draft)
    _, screen = shell.typed("n", "notice", "approve", f"{incident}/1", by="approver")
    refused = [
        shell.run("notice", "preview", draft, "--language", *asked) for asked in (("fr",), ("en", "--form", "press"))
    ]

    assert ("[Outage]" in english, "【障害発生】" in english) == (True, False)
    assert easy.startswith("【トラブル】")
    assert "press (--form press), shops (--form agent), " in screen
    assert all(f"{other} (--language {other})" in screen for other in ("en", "ja-easy"))
    assert [(ran.status, ran.out, ran.err.count("\n")) for ran in refused] == [(2, "", 1)] * 2
    assert "ja-easy" in refused[0].err


@pytest.mark.parametrize("by", ["writer", "second"])
def test_nobody_approves_their_own_text(shell, draft, by):
    """Neither with an editor's key nor with a second one of the same owner."""
    shell.api.add_key("second", "kouhou-1", Role.APPROVER)
    shell.done("notice", "submit", draft)
    digest = shell.read("notice", "preview", draft)["digest"]
    refused = shell.run("notice", "approve", draft, "--digest", digest, by=by)

    assert (refused.status, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert status(shell, draft) == "submitted"


def test_without_a_terminal_only_a_digest_approves(shell, draft):
    """A script approves what somebody read, or nothing."""
    shell.done("notice", "submit", draft)
    blind = shell.run("notice", "approve", draft, by="approver")
    wrong = shell.run("notice", "approve", draft, "--digest", "0" * 64, by="approver")
    shapeless = shell.run("notice", "approve", draft, "--digest", "abc", by="approver")

    assert [ran.status for ran in (blind, wrong, shapeless)] == [2, 2, 2]
    assert "--digest" in blind.err
    assert shapeless.err.splitlines()[1:] == [
        "/digest: Give it in the form ^[0-9a-f]{64}$.", '    "digest": "abc"', "              ^^^^^"
    ]  # fmt: skip
    assert status(shell, draft) == "submitted"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("draft", "{incident}", "--kind", "update"), "update"),
        (("draft", "{incident}", "--kind", "correction", "--corrects", "7"), "correction"),
        (("draft", "1999", "--kind", "first"), 'No incident begins with "1999"'),
        (("draft", "{incident}", "--kind", "last"), "'--kind'"),
        (("preview", "{incident}/7"), 'no notice "{incident}/7" (known: {short})'),
        (("preview", "ffff"), 'no notice "ffff"'),
        (("preview", ""), 'no notice ""'),
        (("preview", "f" * 32), "There is no notice ffff"),
        (("edit", "{draft}"), "Nothing is to be reworded."),
        (("override", "{draft}", "--rule", "W2"), "'--reason' is missing."),
        (("override", "{draft}", "--rule", "C1", "--reason", "x"), "of rule C1 blocks this draft"),
        (
            ("override", "{draft}", "--rule", "C1", "--where", "x", "--matched", "x", "--reason", "x"),
            "No finding of rule C1",
        ),
        (("approve", "{draft}", "--digest", "0" * 64), "approved"),
        (("publish", "{draft}"), "published"),
        (("return", "{draft}", "--reason", "x"), "returned"),
        (("return", "{draft}"), "'--reason' is missing."),
        (("watch", "{draft}"), "went nowhere yet: draft"),
    ],
)  # fmt: skip
def test_what_is_refused_is_one_sentence_and_nothing_changes(shell, incident, draft, arguments, told):
    """Exit status 2, nothing on standard output."""
    names = {"incident": incident, "draft": draft, "short": draft[:8]}
    before = shell.api.everything()
    ran = shell.run("notice", *(word.format(**names) for word in arguments), by="approver")

    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert told.format(**names) in ran.err
    assert shell.api.everything() == before


def test_two_drafts_are_told_apart_by_their_ids(shell, incident, draft):
    """`INCIDENT/draft` fits both; each is named."""
    other = shell.read("notice", "draft", incident, "--kind", "first")["id"]
    several = shell.run("notice", "preview", f"{incident}/draft")

    assert (several.status, draft[:8] in several.err, other[:8] in several.err) == (2, True, True)
    assert shell.run("notice", "preview", other[:8]).status == 0


def test_a_change_by_somebody_else_is_not_overwritten(shell, draft, monkeypatch):
    """Whoever reads, thinks and then changes names what was read; the second of two is refused."""
    read = notice_moves._read

    def read_slowly(api, name):
        answer = read(api, name)
        shell.api.call("PUT", f"/notices/{draft}", {"note": "一"}, If_Match=answer.etag)
        return answer

    monkeypatch.setattr(notice_moves, "_read", read_slowly)
    ran = shell.run("notice", "submit", draft)

    assert (ran.status, "has changed since it was read" in ran.err, status(shell, draft)) == (2, True, "draft")


def test_what_cannot_be_delivered_is_told_and_is_exit_status_1(shell, draft):
    """Which way out, which recipient, why."""
    shell.api.world.doors["x"].answers.append(DeliveryFailed("refused", is_permanent=True))
    published(shell, draft)
    shell.work()
    ran = shell.run("notice", "watch", draft, "--for", "30")

    assert (ran.status, "(1 dead)" in ran.out, "\tx\tdead 1" in ran.out) == (1, True, True)
    assert any(line.startswith("dead: x ") for line in ran.out.splitlines())


def test_a_way_out_with_nobody_to_tell_does_not_keep_the_watch_waiting(make_world, shuchi, monkeypatch):
    """SMS without a subscriber has no delivery, ever; until the house has looked, it may have."""
    with served_desk(make_world, channels=("website", "feed", "mvno", "mail", "x", "sms")) as api:
        shell = Shell(api, shuchi, monkeypatch)
        notice = published(shell, shell.read("notice", "draft", shell.open(), "--kind", "first")["id"])
        early = shell.run("notice", "watch", notice, "--for", "0")
        shell.work()
        out = shell.done("notice", "watch", notice, "--for", "30")

    assert ("\tsms\tnothing yet" in early.out, early.status) == (True, 1)
    assert ("\tsms\tnobody to tell" in out, "are settled (0 dead)" in out) == (True, True)


def test_a_watch_sees_what_happens_meanwhile(shell, draft):
    """A process of its own looks on while the house works."""
    published(shell, draft)
    with subprocess.Popen(
        [SCRIPT, "notice", "watch", draft, "--for", "60"], stdout=subprocess.PIPE, text=True, env=shell.environment()
    ) as watching:
        first = watching.stdout.readline()
        shell.work()
        rest, _ = watching.communicate(timeout=60)

    assert ("nothing yet" in first or "waiting" in first, watching.returncode) == (True, 0)
    assert "\twebsite\tdelivered 1" in rest


def test_a_move_is_answered_with_the_whole_notice_for_programs(shell, draft):
    """`--json` gives what the API said."""
    moved = shell.read("notice", "submit", draft)
    assert (moved["id"], moved["status"], moved["number"]) == (draft, NoticeStatus.SUBMITTED, 1)
    digest = shell.read("notice", "preview", draft)["digest"]
    approved = shell.read("notice", "approve", draft, "--digest", digest, by="approver")
    assert approved["approved_by"] == APPROVER
