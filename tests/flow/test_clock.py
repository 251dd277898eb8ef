"""The clock of a whole house: what it publishes by itself, what stops it, and that nothing happens twice."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from worlds.house import APPROVAL, APPROVER, VOICE_DOWN, WRITER, Clock, build_world

from notices.desk.fire_timers import fire_timers
from notices.desk.hold_clock import hold_issue, release_all, release_issue
from notices.desk.record_event import Reported, open_incident
from notices.domain import incident_event as ev
from notices.domain.carrier import AlarmRoutes
from notices.domain.channel_spec import Measure
from notices.domain.deadline import DeadlineState
from notices.domain.errors import DeliveryFailed
from notices.domain.impact import Effect
from notices.domain.incident_event import Reporter, ReporterKind
from notices.domain.notice import NoticeStatus
from notices.domain.notice_content import NoticeKind, Stage, Wording

pytestmark = pytest.mark.slow


@pytest.fixture
def approved(make_world):
    """A house with a standing approval for first and update."""
    return make_world(approvals=(APPROVAL,))


async def test_the_first_report_goes_out_ten_minutes_after_detection(approved):
    """T6: nobody touched anything; web and partners get it in the same minute."""
    approved.open()
    await approved.beat(9)
    before = approved.published()
    await approved.beat(10)
    [first] = approved.published()

    assert before == []
    assert (first.kind, first.number, first.approved_by) == (NoticeKind.FIRST, 1, "standing:s1")
    assert {d.channel for d in approved.deliveries()} == {"website", "feed", "mvno", "mail", "x"}
    assert approved.deadlines()["first_report"].state is DeadlineState.MET
    assert approved.alarms() == ["issue_announced"]


async def test_channels_the_approval_does_not_name_are_left_out(make_world):
    """T6: X and SMS only where named."""
    quiet = make_world(approvals=(replace(APPROVAL, channels=("website", "feed", "mvno")),))
    quiet.open()
    await quiet.beat(10)

    assert quiet.published()[0].channels == ("feed", "mvno", "website")


async def test_without_an_approval_it_reminds_louder_and_records_the_miss(world):
    """T6, T8: three reminders, one miss, no publication; how late it was stays on record."""
    world.open()
    for minute in (10, 15, 20, 25, 30, 31):
        await world.beat(minute)
    world.go(40)
    world.publish()
    await world.work()

    deadline = world.deadlines()["first_report"]
    assert world.alarms() == ["deadline_near"] * 3 + ["deadline_missed"]
    assert (deadline.state, deadline.met_at - deadline.due_at) == (DeadlineState.MISSED, timedelta(minutes=10))


async def test_reminders_reach_the_carriers_own_mail(make_world):
    """T8: by mail as well as on the console, each once."""
    house = make_world(alarms=AlarmRoutes(mails=("kouhou@kaku.example",)))
    house.open()
    await house.beat(15)
    await house.beat(16)

    [told] = house.doors["mail"].parcels
    assert told.recipient.address == "kouhou@kaku.example"
    assert house.incident in told.text


async def test_reminders_reach_the_carriers_own_webhook(make_world):
    """T8: signed like a partner's, as facts and a sentence."""
    routes = AlarmRoutes(webhook_url="https://pager.kaku.example/hook", webhook_secret_name="pager")
    house = make_world(alarms=routes)
    house.open()
    await house.beat(15)

    [told] = house.doors["mvno"].parcels
    assert (told.recipient.id, told.recipient.address) == ("alarm-webhook", routes.webhook_url)
    assert json.loads(told.text)["code"] == "deadline_near"


async def test_a_person_can_stop_the_countdown_and_let_it_go_on(approved):
    """T6: the hold stops the publication, not the deadline; the release lets it fire."""
    approved.open()
    hold_issue(approved.desk, approved.incident, "first_report", WRITER, "確認中", approved.clock.now())
    await approved.beat(12)
    held = approved.published()
    release_issue(approved.desk, approved.incident, "first_report", WRITER, approved.clock.now())
    await approved.beat(13)

    assert (held, [n.number for n in approved.published()]) == ([], [1])


async def test_a_machine_nobody_trusts_publishes_nothing(approved):
    """T6: confirmed means a named person or a trusted source."""
    probe = Reporter("probe", ReporterKind.SOURCE, "monitoring")
    now = approved.clock.now()
    facts = [Reported(ev.Detected(now)), Reported(VOICE_DOWN)]
    approved.incident = open_incident(approved.desk, ev.IncidentKind.OUTAGE, facts, probe, now, now)
    await approved.beat(25)
    before = approved.published()
    approved.tell(ev.StateChecked("desk"), reporter=Reporter(WRITER))
    await approved.beat(29)

    assert before == []
    assert len(approved.published()) == 1


async def test_an_open_draft_never_stops_the_clock_and_takes_the_next_number(approved):
    """T12: the clock issues 1; the draft, kept, becomes 2."""
    approved.open()
    draft = approved.draft()
    await approved.beat(10)
    with approved.house.database.read() as records:
        kept = records.notices.get(draft.id)
    second = approved.publish(NoticeKind.UPDATE, wording=Wording(cause="ソフトウェアの不具合"))

    assert (kept.status, kept.number) == (NoticeStatus.DRAFT, None)
    assert [n.number for n in approved.published()] == [1, 2]
    assert second.number == 2


async def test_a_text_waiting_for_approval_goes_back_when_the_clock_must_publish(approved):
    """T12: returned with that reason, its text kept."""
    approved.open()
    waiting = approved.submit(wording=Wording(cause="ソフトウェアの不具合"))
    await approved.beat(10)
    with approved.house.database.read() as records:
        returned = records.notices.get(waiting.id)

    assert (returned.status, returned.returned_reason) == (NoticeStatus.RETURNED, "clock_had_to_publish")
    assert returned.wording.cause == "ソフトウェアの不具合"
    assert approved.published()[0].is_automatic


async def test_an_approved_text_is_published_by_the_clock_as_it_is(approved):
    """What two people agreed on goes out rather than the bare facts."""
    approved.open()
    notice = approved.approve(approved.submit(wording=Wording(cause="ソフトウェアの不具合")))
    await approved.beat(10)

    assert [(n.id, n.approved_by) for n in approved.published()] == [(notice.id, APPROVER)]


async def test_hourly_updates_go_out_by_themselves_without_pretending_to_news(approved):
    """T7: typed facts again, no news, web, feeds and partners only; free texts are left out."""
    approved.open()
    await approved.beat(10)
    approved.tell(ev.CauseStated("輻輳"))
    for minute in range(11, 200):
        await approved.beat(minute)
    reports = approved.published()
    times = [report.published_at for report in reports]

    assert max(b - a for a, b in pairwise(times)) <= timedelta(minutes=60)
    assert [r.content.has_news for r in reports] == [True] + [False] * (len(reports) - 1)
    assert {r.content.cause for r in reports} == {""}
    assert {r.channels for r in reports[1:]} == {("feed", "mail", "mvno", "website")}
    assert {d.state for d in approved.deadlines().values()} == {DeadlineState.MET, DeadlineState.PENDING}


async def test_after_an_unjudged_recovery_the_old_effect_is_not_stated_as_present(approved):
    """T7: 「復旧したとの情報があり、確認しています」."""
    approved.open()
    await approved.beat(10)
    approved.go(30)
    approved.tell(ev.RecoveryReported(approved.at(30)))
    for minute in range(31, 70):
        await approved.beat(minute)
    update = approved.published()[-1]
    with approved.house.database.read() as records:
        post = {form.value: text for form, text in records.notices.texts(update.id).items()}

    assert update.content.stage is Stage.RECOVERY_REPORTED
    assert "復旧したとの情報があり" in post["page"]
    assert "確認しています" in post["page"]
    assert "利用できない状況が続いています" not in post["page"] + post["post"] + post["sms"]


async def test_the_clock_never_says_restored_even_after_a_judgement(approved):
    """C6: the restored report is a person's; until it is out the clock says that word of recovery is being checked."""
    approved.open()
    await approved.beat(10)
    approved.go(30)
    approved.tell(ev.RecoveryReported(approved.at(30)))
    approved.judge()
    for minute in range(31, 70):
        await approved.beat(minute)

    assert approved.published()[-1].content.stage is Stage.RECOVERY_REPORTED


async def test_two_schedulers_issue_once(make_world, tmp_path):
    """T11: two houses on one file, beating together, give one report and one of each timer."""
    one = make_world(approvals=(APPROVAL,))
    one.open()
    other = make_world(approvals=(APPROVAL,), clock=one.clock)
    one.go(10)
    await asyncio.gather(*(asyncio.to_thread(fire_timers, w.desk, one.clock.now()) for w in (one, other) * 4))
    await one.work()

    assert [n.number for n in one.published()] == [1]
    assert one.alarms() == ["issue_announced"]


async def test_a_restart_neither_forgets_nor_repeats(make_world):
    """T11: what is due while nobody runs is done once on the next start."""
    before = make_world(approvals=(APPROVAL,))
    before.open()
    await before.beat(6)
    await before.house.close()
    after = make_world(approvals=(APPROVAL,), clock=Clock(before.at(40)))
    after.incident = before.incident
    await after.beat()
    await after.beat(41)

    assert [n.number for n in after.published()] == [1]
    assert after.alarms().count("issue_announced") == 1
    assert after.deadlines()["first_report"].state is DeadlineState.MISSED


async def test_a_clock_that_jumps_holds_automatic_publication_until_a_person_decides(approved):
    """T11: more than 60 s apart: nothing is issued, an alarm rings once, reminders still come."""
    approved.open()
    await approved.beat(1)
    approved.clock.jump(2 * 3600)
    await approved.beat()
    await approved.beat(130)
    held, alarms = approved.published(), approved.alarms()
    release_all(approved.desk, WRITER, approved.clock.now())
    await approved.beat(131)

    assert held == []
    assert alarms.count("clock_jumped") == 1
    assert len(approved.published()) == 1


async def test_a_late_onset_correction_moves_the_clock_and_shows_both_readings(world):
    """T10: 楽天 2022; the first reading missed, the corrected one did not, and both stay."""
    world.go(5)
    world.open(ev.Detected(world.at(5)), ev.OnsetEstimated(world.at(0)), VOICE_DOWN)
    world.go(35)
    world.publish()
    await world.work()
    missed = world.deadlines()["first_report"].state
    world.tell(ev.OnsetEstimated(world.at(5)))
    world.go(36)
    update = world.publish(NoticeKind.UPDATE)

    deadline = world.deadlines()["first_report"]
    assert (missed, deadline.state) == (DeadlineState.MISSED, DeadlineState.MET)
    assert deadline.readings == (world.at(30), world.at(35))
    assert (update.content.is_onset_corrected, update.content.onset_before) == (True, world.at(0))


async def test_a_report_counts_only_once_it_stands_on_the_web(world):
    """T2: the site folder cannot be written; published in time, on the web too late, so missed."""
    world.open()
    world.doors["website"].answers = [DeliveryFailed("disk_full")] * 8
    world.go(20)
    world.publish()
    await world.work()
    not_yet = world.deadlines()["first_report"].state
    for minute in range(21, 60):
        world.go(minute)
        await world.beat()

    deadline = world.deadlines()["first_report"]
    assert not_yet is DeadlineState.PENDING
    assert (deadline.state, deadline.met_by_number) == (DeadlineState.MISSED, 1)
    assert "deadline_missed" in world.alarms()


async def test_a_withdrawn_alarm_owes_nothing(approved):
    """A false alarm, taken back before anything was said, voids its deadline and publishes nothing."""
    approved.open()
    approved.tell(ev.Withdrawn(), reporter=Reporter(WRITER))
    await approved.beat(40)

    assert approved.published() == []
    assert approved.deadlines()["first_report"].state is DeadlineState.VOID


async def test_a_way_out_the_text_is_too_long_for_does_not_stop_the_first_report(make_world):
    """T6 before O3: the report goes to the others, and a person is told which way out was left."""
    house = make_world(approvals=(APPROVAL,))
    spec = replace(house.desk.specs["x"], measure=lambda text: Measure(len(text), 3))
    object.__setattr__(house.desk, "specs", {**house.desk.specs, "x": spec})
    house.open()
    await house.beat(10)

    assert house.published()[0].channels == ("feed", "mail", "mvno", "website", "sms")
    assert "channel_left_out" in house.alarms()


async def test_the_effect_of_a_service_may_change_between_reports(approved):
    """C3: voice comes back as hard to use; the next clock-issued report says so and counts as news."""
    approved.open()
    await approved.beat(10)
    approved.go(30)
    approved.tell(ev.ImpactChanged("voice", Effect.HARD_TO_USE, VOICE_DOWN.areas))
    for minute in range(31, 70):
        await approved.beat(minute)
    update = approved.published()[-1]

    assert [i.effect for i in update.content.present_impacts] == [Effect.HARD_TO_USE]
    assert update.content.news == ("impacts",)


def test_worlds_are_built_from_a_folder(tmp_path):
    """The helper itself: two worlds on one folder share their records."""
    one, other = build_world(tmp_path), build_world(tmp_path)
    one.open()
    with other.house.database.read() as records:
        seen = records.incidents.ids()
    asyncio.run(one.house.close())
    asyncio.run(other.house.close())

    assert seen == [one.incident]
