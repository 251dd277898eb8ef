"""T3, P1, T10: what the authorities are told stays true when incident, profile or scope change under way."""

from dataclasses import replace

import pytest
from worlds.authorities import (
    AUTHORITIES,
    BODIES,
    FIRE,
    MINISTRY,
    POLICE,
    QUICK,
    duties,
    reports,
    sheets,
    told,
)
from worlds.house import DATA_DOWN, HIT, START, VOICE_DOWN, WRITER

from notices.desk.call_sheets import tick_sheet
from notices.desk.record_event import Reported, open_incident
from notices.desk.report_to_authorities import preview_report, send_report
from notices.desk.sync_clock import sync_all
from notices.domain import incident_event as ev
from notices.domain.authority import Authority, AuthorityRole
from notices.domain.errors import InputError
from notices.domain.impact import NATIONWIDE, Area, Effect, UserCount
from notices.domain.incident_event import IncidentKind, Reporter, ReporterKind
from notices.domain.notice_content import NoticeKind, Wording
from notices.domain.sharing_scope import SharingScope

pytestmark = pytest.mark.slow

NEW_FIRE = Authority("shobo-2", "第二消防本部", AuthorityRole.FIRE, phone="03-0000-0119")


def draft(world):
    with world.house.database.read() as records:
        return preview_report(world.desk, records, world.incident, QUICK, world.clock.now())


def with_authorities(world, *authorities):
    """The house starts again with another profile."""
    sync_all(replace(world.desk, carrier=replace(world.desk.carrier, authorities=authorities)), world.clock.now())


async def all_told(made):
    world = made()
    world.open()
    await world.beat(10)
    world.go(12)
    tick_sheet(world.desk, sheets(world)["emergency_bodies", POLICE.id].id, WRITER, "", world.clock.now())
    world.go(60)
    return world


async def test_the_clock_reports_no_harm_that_is_for_the_house_alone(made):
    """P1: an empty quick report would tell the ministry that something is hidden; once widened it goes out."""
    world = made()
    world.open(ev.Detected(START), ev.OnsetEstimated(START))
    world.tell(VOICE_DOWN, scope=SharingScope.INTERNAL)
    await world.beat(11)
    assert (told(world, "ministry"), reports(world, QUICK)) == ([], [])

    world.tell(VOICE_DOWN, scope=SharingScope.MINISTRY)
    await world.beat(14)
    assert told(world, "ministry") == [(MINISTRY.id, 1)]


def test_a_report_on_what_was_called_off_says_so(made):
    """Nothing of it may read as if it still went on."""
    world = made(approvals=())
    world.open()
    send_report(world.desk, world.incident, QUICK, WRITER, world.clock.now())
    world.tell(ev.Withdrawn(), reporter=Reporter(WRITER))
    text = draft(world)

    assert text.title.endswith("（取り消し）")
    assert [word for word in ("利用できない", "まだ復旧していません", "調査中", "影響あり") if word in text.text] == []


def test_the_ministry_is_not_told_what_our_own_people_should_look_up(made):
    """D1: recommended values, our rows' ids and requests to check stay with the desk."""
    world = made(approvals=())
    world.open(ev.Detected(START), ev.OnsetEstimated(START), replace(DATA_DOWN, users=UserCount(200_000)), VOICE_DOWN)
    text = draft(world).text
    assert "重大な事故の基準に当たるかはまだ判断していません（緊急通報を取り扱う音声" in text

    world.tell(replace(VOICE_DOWN, users=UserCount(40_000, is_at_most=True)))
    text += draft(world).text
    assert "利用者数は最大の値です。実際の人数は調査中です。" in text
    assert [word for word in ("確かめて", "judai", "答申", "参考値") if word in text] == []


async def test_a_profile_that_changes_later_does_not_rewrite_what_was_done(made):
    """A new body, a renamed one and a removed one leave a duty as it was met; nobody is called about it again."""
    world = await all_told(made)
    before = duties(world), set(sheets(world))
    with_authorities(world, *AUTHORITIES, NEW_FIRE)
    assert (duties(world), set(sheets(world))) == before

    with_authorities(world, replace(MINISTRY, id="soumu-honsho"), POLICE)
    assert (duties(world), set(sheets(world))) == before


async def test_a_body_that_is_new_while_the_duty_is_open_is_owed_too(made):
    """The duty waits for it, and it has a sheet."""
    world = made()
    world.open()
    await world.beat(10)
    with_authorities(world, *AUTHORITIES, NEW_FIRE)
    assert (duties(world)["emergency_bodies"], ("emergency_bodies", NEW_FIRE.id) in sheets(world)) == ("pending", True)


def test_a_report_that_is_no_longer_owed_falls_away(made):
    """D2: the number was corrected, so it is no serious accident; its dates do not stand open for months."""
    world = made(approvals=())
    world.open(ev.Detected(START), ev.OnsetEstimated(START), replace(VOICE_DOWN, users=UserCount(50_000)))
    world.go(61)
    world.tell(ev.StateChecked("noc"))
    assert (duties(world)["detailed_report"], duties(world)["quarterly_report"]) == ("pending", "pending")

    world.tell(replace(VOICE_DOWN, users=UserCount(50)))
    assert (duties(world)["detailed_report"], duties(world)["quarterly_report"]) == ("void", "void")


def test_emergency_bodies_hear_where_and_whether_it_goes_on(made):
    """The outage spreads, ends and comes back, with nothing new about emergency calls: they are told each time."""
    world = made(approvals=())
    quiet = ev.ImpactChanged("data", Effect.UNUSABLE, (Area("13"),))
    world.open(ev.Detected(START), ev.OnsetEstimated(START), quiet)
    world.publish()
    world.go(10)
    world.tell(replace(quiet, areas=(NATIONWIDE,)))
    world.publish(NoticeKind.UPDATE)
    world.go(20)
    world.judge()
    world.publish(NoticeKind.RESTORED, Wording(recovery_basis="監視で確認"))
    world.go(30)
    world.tell(replace(quiet, areas=(NATIONWIDE,)))
    world.publish(NoticeKind.UPDATE)

    assert [r.notice_number for r in reports(world, BODIES)] == [1, 2, 3, 4]
    with world.house.database.read() as records:
        calls = [details for _, code, details, _ in records.alarms.all() if code == "call_again"]
    assert sorted((each["number"], each["names"]) for each in calls) == [(n, POLICE.name) for n in ("2", "3", "4")]


def test_a_person_who_tells_the_emergency_bodies_again_passes_on_the_public_report(made):
    """It counts as that report, so an update without news is not mailed once more; remarks are refused, not lost."""
    world = made(approvals=())
    world.open()
    world.publish()
    send_report(world.desk, world.incident, BODIES, WRITER, world.clock.now())
    with pytest.raises(InputError, match="remarks_not_told"):
        send_report(world.desk, world.incident, BODIES, WRITER, world.clock.now(), "至急")
    world.go(30)
    world.tell(ev.StateChecked("noc"))
    world.publish(NoticeKind.UPDATE)

    assert [(r.number, r.notice_number) for r in reports(world, BODIES)] == [(1, 1), (2, 1)]


async def test_an_incident_nobody_vouched_for_reaches_no_authority(made):
    """T6: an untrusted machine opens sheets and reminders for people, and not one mail."""
    world = made()
    now, stranger = world.clock.now(), Reporter("probe", ReporterKind.SOURCE, "monitoring")
    facts = [Reported(fact) for fact in (ev.Detected(now), ev.OnsetEstimated(START), VOICE_DOWN)]
    world.incident = open_incident(world.desk, IncidentKind.OUTAGE, facts, stranger, now, now)
    for minute in (10, 20, 31, 70):
        await world.beat(minute)

    assert (told(world, "ministry"), told(world, "emergency_bodies"), duties(world)["quick_report"]) == (
        [], [], "missed"
    )  # fmt: skip


async def test_word_that_emergency_calls_work_again_reads_like_that(made):
    """A title of 「影響なし」 would deny what was told before."""
    world = made()
    world.open()
    await world.beat(10)
    world.tell(DATA_DOWN)
    world.tell(replace(VOICE_DOWN, emergency_calls=HIT.restored()))
    world.publish(NoticeKind.UPDATE)
    await world.work()

    assert (FIRE.id, 2) in told(world, "emergency_bodies")
    assert world.doors["emergency_bodies"].parcels[-1].title.startswith("【緊急通報は復旧】")


async def test_an_incident_from_before_the_profile_named_anybody_is_left_alone(made):
    """An upgrade must not let the clock mail the ministry about last week's outage, nor call its duties missed."""
    world = made(authorities=())
    world.open()
    await world.beat(10)
    world.go(30)
    world.judge()
    world.publish(NoticeKind.RESTORED, Wording(recovery_basis="監視で確認"))
    again = made()
    again.incident = world.incident
    again.go(7 * 24 * 60)
    again.tell(ev.CauseStated("設備の故障"), reporter=Reporter(WRITER), scope=SharingScope.PUBLIC)
    again.publish(NoticeKind.CAUSE, Wording(cause="設備の故障", prevention="予備を増やします"))
    await again.beat()

    assert (told(again, "ministry"), told(again, "emergency_bodies"), sheets(again)) == ([], [], {})
    assert set(duties(again)) == {"first_report"}


async def test_bodies_named_while_the_incident_is_young_are_owed_as_any(made):
    """A profile completed under way: what can still be kept is tracked from then on."""
    world = made(authorities=(), approvals=())
    world.open()
    world.go(5)
    with_authorities(world, *AUTHORITIES)
    assert duties(world)["quick_report"] == "pending"
