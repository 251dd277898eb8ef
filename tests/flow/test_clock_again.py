"""The clock after something went otherwise: a failure, a recurrence, a retraction, a silent pager."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from worlds.house import APPROVAL, START, VOICE_DOWN, WRITER

from notices.desk.hold_clock import release_all
from notices.domain import incident_event as ev
from notices.domain.carrier import AlarmRoutes
from notices.domain.deadline import DeadlineState
from notices.domain.delivery import DeliveryStatus
from notices.domain.errors import DeliveryFailed
from notices.domain.impact import NATIONWIDE, Effect, UserCount
from notices.domain.incident_event import Reporter, ReporterKind
from notices.domain.notice_content import NoticeKind, Stage

pytestmark = pytest.mark.slow


@pytest.fixture
def approved(make_world):
    """A house with a standing approval for first and update."""
    return make_world(approvals=(APPROVAL,))


async def restored(world):
    """A first report, word of recovery, a judgement and the restored report."""
    world.open()
    await world.beat(10)
    world.go(20)
    world.tell(ev.RecoveryReported(world.at(20)))
    world.judge()
    world.publish(NoticeKind.RESTORED)
    await world.work()


async def test_what_could_not_be_issued_is_tried_again_when_more_is_known(approved):
    """T6: a failed issue is told once and not repeated each second; a new fact is a new try."""
    approved.open()
    approved.tell(ev.ImpactRetracted(("voice",)))
    await approved.beat(10)
    await approved.beat(11)
    failed = approved.alarms().count("issue_failed")
    approved.tell(VOICE_DOWN)
    await approved.beat(20)

    assert failed == 1
    assert [notice.number for notice in approved.published()] == [1]


async def test_nothing_is_restated_once_everything_was_retracted(approved):
    """C7: the clock does not go on telling of a harm that never was; a person is called."""
    approved.open()
    await approved.beat(10)
    approved.go(30)
    approved.tell(ev.ImpactRetracted(("voice",)))
    for minute in range(31, 90):
        await approved.beat(minute)

    assert len(approved.published()) == 1
    assert "issue_failed" in approved.alarms()


async def test_a_recurrence_after_the_restored_report_has_its_own_clock(approved):
    """T4: hit again, the public is told within the first report's minutes, and hourly from then on."""
    await restored(approved)
    approved.go(100)
    approved.tell(VOICE_DOWN)
    for minute in range(101, 200):
        await approved.beat(minute)
    again = approved.published()[2:]

    assert approved.deadlines()["next_update:2"].due_at == approved.at(130)
    assert [n.content.stage for n in again] == [Stage.ONGOING] * len(again)
    assert again[0].published_at <= approved.at(130)
    assert {d.state for d in approved.deadlines().values()} == {DeadlineState.MET, DeadlineState.PENDING}


async def test_a_recurrence_brings_the_incident_back_to_the_top_page_and_may_be_restored_again(approved):
    """C6, T9: the second restored report ends it, and the two days count from there."""
    await restored(approved)
    approved.go(100)
    approved.tell(VOICE_DOWN)
    for minute in range(101, 140):
        await approved.beat(minute)
    approved.tell(ev.RecoveryReported(approved.clock.now()))
    approved.judge()
    second = approved.publish(NoticeKind.RESTORED)
    await approved.work()
    with approved.house.database.read() as records:
        refreshes = [t.due_at for _, t in records.deadlines.open_timers() if t.kind.value == "refresh_site"]

    assert second.kind is NoticeKind.RESTORED
    assert refreshes == [second.published_at + timedelta(days=2)]


async def test_an_approval_that_lapses_before_the_moment_announces_nothing(make_world):
    """T6: no countdown that cannot end."""
    lapsing = make_world(
        approvals=(replace(APPROVAL, expires_at=APPROVAL.expires_at - timedelta(days=365, minutes=-8)),)
    )
    lapsing.open()
    await lapsing.beat(6)
    await lapsing.beat(12)

    assert lapsing.published() == []
    assert "issue_announced" not in lapsing.alarms()


async def test_a_silent_pager_does_not_hold_up_the_clock(make_world):
    """S4: alarms go out apart from the beat; the first report is there although the mail relay never answers."""
    house = make_world(approvals=(APPROVAL,), alarms=AlarmRoutes(mails=("a@kaku.example", "b@kaku.example")))
    house.doors["mail"].answers = [3600.0] * 8
    house.open()
    house.go(6)
    await house.house.heartbeat.beat()
    ringing = asyncio.create_task(house.house.heartbeat.ring())
    await asyncio.sleep(0)
    house.go(10)
    await house.house.heartbeat.beat()
    is_ringing = not ringing.done()
    ringing.cancel()
    await asyncio.gather(ringing, return_exceptions=True)

    assert is_ringing
    assert [notice.number for notice in house.published()] == [1]


async def test_no_address_a_vendor_repeats_reaches_the_audit_trail_or_an_alarm(world):
    """S2: the vendor's own words stay with the receipt; trail and alarm carry our reason alone."""
    number = "+819012345678"
    failure = DeliveryFailed("number_not_in_use", is_permanent=True, vendor_code="21211", vendor_text=f"bad {number}")
    world.doors["x"].answers = [failure]
    world.open()
    world.publish()
    await world.work()
    with world.house.database.read() as records:
        trail = " ".join(entry.detail for entry in records.audit.entries())
        alarms = str(records.alarms.all())

    assert [d.status for d in world.deliveries() if d.channel == "x"] == [DeliveryStatus.DEAD]
    assert "number_not_in_use" in trail
    assert number not in trail + alarms


async def test_a_clock_that_ran_ahead_records_no_miss_and_is_worked_out_again(make_world):
    """T11: an hour ahead and back: nothing is called missed or serious for good by a time that never was."""
    world = make_world()
    world.open(ev.Detected(START), ev.OnsetEstimated(START), replace(VOICE_DOWN, users=UserCount(40_000)))
    await world.beat(1)
    world.clock.jump(3600)
    await world.beat()
    world.tell(ev.StateChecked("noc"))
    assert (world.deadlines()["first_report"].state.value, "deadline_missed" in world.alarms()) == ("missed", False)

    world.clock.jump(-3600)
    await world.beat()
    release_all(world.desk, WRITER, world.clock.now())
    await world.beat(2)
    assert (world.deadlines()["first_report"].state.value, world.alarms().count("severity")) == ("pending", 1)
    await world.beat(31)
    assert world.alarms().count("deadline_missed") == 1


async def test_an_approval_taken_out_after_the_announcement_is_told_once(make_world):
    """T6: people who were told that the clock would publish are told that it will not."""
    world = make_world(approvals=(APPROVAL,))
    world.open()
    await world.beat(6)
    again = make_world(approvals=())
    again.incident = world.incident
    for minute in (7, 8, 12):
        await again.beat(minute)

    assert (again.alarms().count("issue_announced"), again.alarms().count("issue_failed")) == (1, 1)
    assert again.published() == []


async def test_the_clock_tells_nothing_that_nobody_vouched_for(make_world):
    """T6: what a machine nobody trusts adds is left out, and people are told so, until a person speaks."""
    world = make_world(approvals=(APPROVAL,))
    world.open()
    probe = Reporter("probe", ReporterKind.SOURCE, "monitoring")
    world.tell(ev.ImpactChanged("data", Effect.DATA_LOST, (NATIONWIDE,)), reporter=probe)
    await world.beat(10)
    assert [i.service_id for i in world.published()[0].content.impacts] == ["voice"]
    assert world.alarms().count("facts_left_out") == 1

    world.tell(ev.StateChecked("desk"), reporter=Reporter(WRITER))
    await world.beat(66)
    assert [i.service_id for i in world.published()[1].content.impacts] == ["voice", "data"]


async def test_what_people_published_stays_stated_by_the_clock(make_world):
    """A text that two people read vouches for what it says."""
    world = make_world(approvals=(APPROVAL,))
    world.open()
    probe = Reporter("probe", ReporterKind.SOURCE, "monitoring")
    world.tell(ev.ImpactChanged("data", Effect.HARD_TO_USE, (NATIONWIDE,)), reporter=probe)
    world.publish()
    await world.beat(56)

    assert [[i.service_id for i in n.content.impacts] for n in world.published()] == [["voice", "data"]] * 2


async def test_an_alarm_is_tried_on_where_it_was_refused_and_not_repeated_where_it_was_taken(make_world):
    """T8: a mail relay that says no for good leaves the alarm unsent; the webhook hears it once."""
    routes = AlarmRoutes(("kouhou@kaku.example",), "https://chat.kaku.example/in", "alarm")
    world = make_world(alarms=routes)
    world.doors["mail"].answers = [DeliveryFailed("mailbox_unknown", is_permanent=True)] * 2
    with world.house.database.write() as records:
        records.alarms.add("a1", "", "clock_jumped", {"seconds": "1"}, world.clock.now())
    left = []
    for minute in (0, 0.2, 0.6, 1.2):
        world.go(minute)
        await world.house.heartbeat.ring()
        with world.house.database.read() as records:
            left.append(len(records.alarms.unsent()))

    assert left == [1, 1, 1, 0]
    assert (len(world.doors["mvno"].parcels), len(world.doors["mail"].parcels)) == (1, 1)


async def test_an_alarm_that_nobody_takes_is_not_called_sent(make_world):
    """Whoever watches from outside sees it waiting, for a day."""
    world = make_world(alarms=AlarmRoutes(("kouhou@kaku.example",)))
    world.doors["mail"].answers = [DeliveryFailed("mailbox_unknown", is_permanent=True)] * 9
    with world.house.database.write() as records:
        records.alarms.add("a1", "", "clock_jumped", {"seconds": "1"}, world.clock.now())
    left = []
    for minute in (0, 40, 51, 24 * 60 + 1):
        world.go(minute)
        await world.house.heartbeat.ring()
        with world.house.database.read() as records:
            left.append(len(records.alarms.unsent()))

    assert left == [1, 1, 1, 0]
