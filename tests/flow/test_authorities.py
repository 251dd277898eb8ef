"""T3, O6, D1, D2: the ministry and the emergency-call bodies are told in time, by mail or telephone, each on record."""

from dataclasses import replace

import pytest
from flow.test_scope import FACTS, SILENCING
from worlds.authorities import (
    AUTHORITIES,
    BODIES,
    CHANNELS,
    COAST_GUARD,
    FIRE,
    MINISTRY,
    POLICE,
    QUICK,
    SENDS_BY_ITSELF,
    alarms_about,
    duties,
    reports,
    sheets,
    told,
)
from worlds.house import APPROVAL, HIT, START, VOICE_DOWN, WRITER

from notices.desk.call_sheets import tick_sheet
from notices.desk.hold_clock import hold_issue
from notices.desk.report_to_authorities import preview_report, send_report
from notices.domain import incident_event as ev
from notices.domain.deadline import DeadlineState
from notices.domain.delivery import DeliveryStatus
from notices.domain.errors import DeliveryFailed, ForbiddenMove, InputError
from notices.domain.impact import NATIONWIDE, Effect, EmergencyCalls, EmergencyStatus, UserCount
from notices.domain.incident_event import Mode, Reporter
from notices.domain.notice_content import NoticeKind, Wording
from notices.domain.sharing_scope import SharingScope

pytestmark = pytest.mark.slow


async def test_the_clock_tells_the_ministry_within_its_minutes(made):
    """S001 ①: sent with the first report under the standing approval; the mail's receipt meets the deadline."""
    world = made()
    world.open()
    await world.beat(9)
    assert told(world, "ministry") == []
    await world.beat(10)

    assert told(world, "ministry") == [(MINISTRY.id, 1)]
    deadline = world.deadlines()["quick_report"]
    assert (deadline.due_at, deadline.state, deadline.met_at) == (world.at(30), DeadlineState.MET, world.at(10))


async def test_without_leave_the_clock_reminds_and_sends_nothing(made):
    """T6, T8: a standing approval that does not name the report leaves it to people, and the miss is on record."""
    world = made(approvals=(APPROVAL,))
    world.open()
    for minute in (15, 20, 25, 31):
        await world.beat(minute)

    assert (told(world, "ministry"), duties(world)["quick_report"]) == ([], "missed")
    assert sorted(alarms_about(world, "総務省への速報")) == ["duty_missed", *["duty_near"] * 3]


async def test_nobody_is_told_twice_by_a_person_and_the_clock(made):
    """A report that a person sent is not sent again by the clock; the next one is the second."""
    world = made()
    world.open()
    world.go(4)
    send_report(world.desk, world.incident, QUICK, WRITER, world.clock.now())
    await world.beat(12)
    assert told(world, "ministry") == [(MINISTRY.id, 1)]

    send_report(world.desk, world.incident, QUICK, WRITER, world.clock.now(), "現地へ技術者を派遣しました。")
    await world.work()
    assert told(world, "ministry") == [(MINISTRY.id, 1), (MINISTRY.id, 2)]
    assert "現地へ技術者を派遣しました。" in world.doors["ministry"].parcels[-1].text


async def test_a_held_report_is_not_sent(made):
    """T6: the countdown of the quick report can be stopped by a person as any other."""
    world = made()
    world.open()
    hold_issue(world.desk, world.incident, "quick_report", WRITER, "電話で報告中", world.clock.now())
    await world.beat(12)

    assert (told(world, "ministry"), told(world, "website")) == ([], [("site", 1)])


async def test_emergency_bodies_hear_of_the_first_public_report_at_once(made):
    """S001 ①: those with mail get the public facts with the publication; the deadline waits for the call."""
    world = made()
    world.open()
    await world.beat(10)
    assert sorted(told(world, "emergency_bodies")) == [(COAST_GUARD.id, 1), (FIRE.id, 1)]
    assert duties(world)["emergency_bodies"] == "pending"

    world.go(13)
    tick_sheet(world.desk, sheets(world)["emergency_bodies", POLICE.id].id, WRITER, "当直に伝えた", world.clock.now())
    deadline = world.deadlines()["emergency_bodies"]
    assert (deadline.due_at, deadline.state, deadline.met_at) == (world.at(20), DeadlineState.MET, world.at(13))


async def test_a_mails_receipt_meets_the_deadline_and_leaves_the_sheet_as_it_is(made):
    """T3: the receipt satisfies, the tick is a record of its own, and both stay."""
    world = made()
    world.open()
    await world.beat(10)
    sheet = sheets(world)["quick_report", MINISTRY.id]
    assert (duties(world)["quick_report"], sheet.ticked_at) == ("met", None)

    world.go(40)
    tick_sheet(world.desk, sheet.id, WRITER, "受領を確認", world.clock.now())
    ticked = sheets(world)["quick_report", MINISTRY.id]
    assert (ticked.ticked_at, ticked.ticked_by, ticked.outcome) == (world.at(40), WRITER, "受領を確認")
    assert ticked.script == reports(world, QUICK)[0].text
    assert world.deadlines()["quick_report"].met_at == world.at(10)


async def test_a_dead_relay_leaves_the_deadline_to_the_telephone(made):
    """A mail that never arrives satisfies nobody; the tick does."""
    world = made()
    world.doors["ministry"].answers = [DeliveryFailed("mailbox_unknown", is_permanent=True)]
    world.open()
    await world.beat(10)
    assert (duties(world)["quick_report"], world.alarms().count("delivery_dead")) == ("pending", 1)

    tick_sheet(world.desk, sheets(world)["quick_report", MINISTRY.id].id, WRITER, "", world.clock.now())
    assert duties(world)["quick_report"] == "met"


async def test_a_sheet_is_ticked_once(made):
    """Two people who both called: the second is told who was first, and nothing changes."""
    world = made()
    world.open()
    sheet = sheets(world)["quick_report", MINISTRY.id]
    tick_sheet(world.desk, sheet.id, WRITER, "", world.clock.now())
    with pytest.raises(ForbiddenMove) as refused:
        tick_sheet(world.desk, sheet.id, "kouhou-3", "", world.clock.now())

    assert (refused.value.code, refused.value.details["by"]) == ("sheet_ticked", WRITER)
    assert sheets(world)["quick_report", MINISTRY.id].ticked_by == WRITER


async def test_later_reports_are_passed_on_when_they_change_what_emergency_bodies_act_on(made):
    """An update without news about emergency calls is not; one with it is, and the restored report always is."""
    world = made(approvals=())
    world.open()
    world.publish()
    world.go(30)
    world.tell(ev.StateChecked("noc"))
    world.publish(NoticeKind.UPDATE)
    assert [r.notice_number for r in reports(world, BODIES)] == [1]

    mended = EmergencyCalls(EmergencyStatus.NOT_AFFECTED, EmergencyStatus.NOT_AFFECTED, EmergencyStatus.NOT_AFFECTED)
    world.tell(ev.ImpactChanged("voice", Effect.HARD_TO_USE, (NATIONWIDE,), emergency_calls=mended))
    world.publish(NoticeKind.UPDATE)
    assert [r.notice_number for r in reports(world, BODIES)] == [1, 3]

    world.judge()
    world.publish(NoticeKind.RESTORED, Wording(recovery_basis="監視で確認"))
    assert [(r.number, r.notice_number) for r in reports(world, BODIES)] == [(1, 1), (2, 3), (3, 4)]
    assert "復旧しました" in reports(world, BODIES)[-1].text


@pytest.mark.parametrize(
    ("scope", "in_quick", "in_bodies"),
    [(SharingScope.INTERNAL, False, False), (SharingScope.MINISTRY, True, False), (SharingScope.PUBLIC, True, False)],
)
async def test_a_fact_reaches_no_authority_outside_its_scope(made, scope, in_quick, in_bodies):
    """P1: what is for the ministry alone stands in its report, and in nothing that anybody else is handed."""
    world = made()
    world.open()
    world.tell(ev.EquipmentSuspected("第七交換局の認証装置"), reporter=Reporter(WRITER), scope=scope)
    await world.beat(10)

    texts = {name: " ".join(f"{p.title} {p.text}" for p in door.parcels) for name, door in world.doors.items()}
    seen = {name for name, text in texts.items() if "第七交換局" in text}
    assert seen == ({"ministry"} if in_quick else set()) | ({"emergency_bodies"} if in_bodies else set())


async def test_a_harm_for_the_ministry_alone_is_reported_though_nothing_may_be_published(made):
    """A duty to the ministry does not wait for what the public may be told."""
    world = made()
    down = replace(VOICE_DOWN, emergency_calls=HIT)
    world.open(ev.Detected(START), ev.OnsetEstimated(START))
    world.tell(down, scope=SharingScope.MINISTRY)
    await world.beat(11)

    assert (told(world, "ministry"), told(world, "website")) == ([(MINISTRY.id, 1)], [])
    assert "音声通話：利用できない" in world.doors["ministry"].parcels[0].text


async def test_a_drill_tells_no_authority(made):
    """C12: texts are marked and nobody outside hears of it."""
    world = made(mode=Mode.DRILL, approvals=(SENDS_BY_ITSELF,))
    world.open()
    await world.beat(10)

    assert (told(world, "ministry"), told(world, "emergency_bodies")) == ([], [])
    assert reports(world, QUICK)[0].title.startswith("【訓練】")


async def test_a_serious_accident_is_foreseen_then_met_and_dates_its_reports(made):
    """D1, D2: told once each; the 30 days count from the onset, the quarter's report is due two months after it."""
    world = made()
    hit = ev.ImpactChanged("voice", Effect.UNUSABLE, (NATIONWIDE,), users=UserCount(50_000), emergency_calls=HIT)
    world.open(ev.Detected(START), ev.OnsetEstimated(START), hit)
    await world.beat(1)
    await world.beat(2)
    assert (world.alarms().count("severity"), "detailed_report" in duties(world)) == (1, False)

    await world.beat(60)
    await world.beat(61)
    assert world.alarms().count("severity") == 2
    due = {key: deadline.due_at for key, deadline in world.deadlines().items()}
    assert due["detailed_report"] == world.at(30 * 24 * 60)
    assert due["quarterly_report"].isoformat() == "2027-02-28T14:59:59+00:00"
    assert ("detailed_report", MINISTRY.id) in sheets(world)


async def test_a_withdrawn_alarm_owes_the_authorities_nothing_more(made):
    """A false alarm nobody was told of voids its duties; its sheets need no call."""
    world = made()
    world.open()
    world.tell(ev.Withdrawn(), reporter=Reporter(WRITER))
    await world.beat(31)

    assert (duties(world)["quick_report"], told(world, "ministry")) == ("void", [])


async def test_killed_between_report_and_mail_the_ministry_still_hears_once(made):
    """S3: the report and the duty to bring it are one transaction; another process takes it up."""
    world = made()
    world.open()
    await world.beat(10)
    again = made()
    again.incident = world.incident
    again.go(12)
    await again.work()

    assert (told(world, "ministry") + told(again, "ministry"), len(reports(again, QUICK))) == ([(MINISTRY.id, 1)], 1)


async def test_a_report_goes_to_the_profile_of_today(made):
    """Every mail is one delivery with its receipts, beside the notices' own."""
    world = made()
    world.open()
    await world.beat(10)

    found = [d for d in world.deliveries() if d.report_id is not None]
    assert {(d.channel, d.recipient.id, d.status) for d in found} == {
        ("ministry", MINISTRY.id, DeliveryStatus.DELIVERED),
        ("emergency_bodies", COAST_GUARD.id, DeliveryStatus.DELIVERED),
        ("emergency_bodies", FIRE.id, DeliveryStatus.DELIVERED),
    }


def test_what_cannot_be_reported_is_refused_and_changes_nothing(made):
    """No such incident, nobody in the profile, nothing published for the emergency bodies yet."""
    world = made(approvals=())
    world.open()
    now = world.clock.now()
    with pytest.raises(InputError, match="unknown_incident"):
        send_report(world.desk, "20990101-1", QUICK, WRITER, now)
    with pytest.raises(ForbiddenMove, match="nothing_published_yet"):
        send_report(world.desk, world.incident, BODIES, WRITER, now)
    with pytest.raises(InputError, match="unknown_call_sheet"):
        tick_sheet(world.desk, "none", WRITER, "", now)
    assert (reports(world, QUICK), reports(world, BODIES)) == ([], [])


def test_a_carrier_without_authorities_owes_no_report_here(made):
    """The profile names nobody: the public clock is as it was, and a report is refused with what to do."""
    world = made(authorities=(), approvals=())
    world.open()
    assert (list(duties(world)), sheets(world)) == (["first_report"], {})
    with pytest.raises(ForbiddenMove, match="no_authority"):
        send_report(world.desk, world.incident, QUICK, WRITER, world.clock.now())


def test_the_draft_can_be_read_before_anything_is_sent(made):
    """D2: known facts only, every item with its line, unknowns said to be unknown."""
    world = made(approvals=())
    world.open()
    with world.house.database.read() as records:
        draft = preview_report(world.desk, records, world.incident, QUICK, world.clock.now())

    assert draft.number == 1
    assert draft.text.count("■") == 15
    assert "■3 事故の原因となった設備とその設置場所\n　調査中" in draft.text


@pytest.mark.parametrize("name", [name for name, fact in FACTS.items() if fact is not None])
async def test_what_is_known_inside_alone_changes_nothing_an_authority_is_told(name, world_in):
    """P1: for every kind of fact, the texts are letter for letter as if nobody had told it."""
    given = {"approvals": (SENDS_BY_ITSELF,), "channels": CHANNELS, "authorities": AUTHORITIES}

    async def everything_told(folder, *facts):
        world = world_in(folder)(**given)
        world.open()
        world.go(2)
        for fact in facts:
            world.tell(fact, reporter=Reporter(WRITER), scope=SharingScope.INTERNAL)
        await world.beat(10)
        return {door: [(p.title, p.text) for p in world.doors[door].parcels] for door in CHANNELS[-2:]}

    without = await everything_told("without")
    told_more = await everything_told("with", FACTS[name])
    assert told_more == ({door: [] for door in without} if name in SILENCING else without)
    assert all(without.values())
