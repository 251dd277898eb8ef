"""P1: a fact never reaches an audience outside its scope, whatever kind it is and whichever way out is looked at."""

from dataclasses import asdict

import pytest
from worlds.house import APPROVAL, DATA_DOWN, NOC, START, VOICE_DOWN, WRITER, add_subscribers

from notices.domain import incident_event as ev
from notices.domain.impact import Area, Effect, EmergencyCalls, EmergencyStatus, UserCount
from notices.domain.incident_event import FACTS_BY_NAME, IncidentKind, Reporter
from notices.domain.network_part import NetworkPart
from notices.domain.notice_content import NoticeKind, Wording
from notices.domain.rendition import Form
from notices.domain.sharing_scope import SharingScope

pytestmark = pytest.mark.slow

TEXT = "サーバー室B-12の電源盤"
PERSON = Reporter(WRITER)
NARROW = tuple(scope for scope in SharingScope if scope is not SharingScope.PUBLIC)
SAFE = EmergencyCalls(*[EmergencyStatus.NOT_AFFECTED] * 3)

# what is told after the incident was opened, each as if it were the only one; None: told by `tell_widening`
FACTS = {
    "Opened": ev.Opened(IncidentKind.CYBER),
    "Detected": ev.Detected(START),
    "SupplierDetected": ev.SupplierDetected(START),
    "OnsetEstimated": ev.OnsetEstimated(START.replace(hour=1), is_approximate=True),
    "ImpactChanged": ev.ImpactChanged("data", Effect.DATA_LOST, (Area("13"),), UserCount(12345), SAFE),
    "ImpactRetracted": ev.ImpactRetracted(("voice",)),
    "ImpactReasonNoted": ev.ImpactReasonNoted("voice", TEXT),
    "Escalated": ev.Escalated(TEXT),
    "EquipmentSuspected": ev.EquipmentSuspected(TEXT),
    "CauseClassified": ev.CauseClassified(ev.CauseCategory.CYBER),
    "CauseStated": ev.CauseStated(TEXT),
    "OutlookStated": ev.OutlookStated(ev.OutlookKind.TARGET, TEXT, basis=TEXT),
    "ProgressMade": ev.ProgressMade(TEXT, TEXT),
    "UserActionAdvised": ev.UserActionAdvised(TEXT),
    "PartsFailed": ev.PartsFailed((NetworkPart.ANSWERING_SIDE, NetworkPart.OTHER_CARRIERS)),
    "AlternativeOpened": ev.AlternativeOpened("wifi_00000japan", (Area("13"),)),
    "AlternativeClosed": ev.AlternativeClosed("payphone"),
    "StateChecked": ev.StateChecked("monitoring"),
    "RecoveryReported": ev.RecoveryReported(START.replace(minute=1)),
    "RecoveryBasisNoted": ev.RecoveryBasisNoted(TEXT),
    "Restored": ev.Restored(START.replace(minute=1), TEXT, "センター長"),
    "ScopeWidened": None,
    "Withdrawn": ev.Withdrawn(),
}
# those that the public is told of without a person's wording, when nothing narrows them
STATED = (
    "Opened", "OnsetEstimated", "ImpactChanged", "ImpactRetracted", "CauseClassified", "PartsFailed",
    "AlternativeOpened", "AlternativeClosed", "RecoveryReported",
)  # fmt: skip

# after these, known inside alone, the clock repeats no harm that it knows to be none: fewer reports, never other ones
SILENCING = ("ImpactRetracted", "Withdrawn")


async def everything_sent(make_world, tell=None):
    """What every way out was handed, first for a person's report, then for the clock's update: by channel, in order.

    `frozen`: every text of these reports besides, in every language and form, those for newsrooms and shops too.
    """
    world = make_world(approvals=(APPROVAL,))
    add_subscribers(world, 1)
    world.open(ev.Detected(START), VOICE_DOWN)
    world.go(2)
    if tell is not None:
        tell(world)
    world.go(3)
    world.publish(NoticeKind.FIRST)
    await world.work()
    await world.beat(57)
    await world.beat(58)
    sent = {name: [shown(parcel) for parcel in door.parcels] for name, door in world.doors.items()}
    with world.house.database.read() as records:
        return sent | {"frozen": [records.notices.renditions(notice.id) for notice in world.published()]}


def shown(parcel):
    """All that leaves the house with a parcel; ids that are drawn by lot tell nothing."""
    kept = asdict(parcel)
    return {name: kept[name] for name in ("title", "text", "files", "page_url", "number", "valid_until")}


def tell_narrowly(name):
    def tell(world):
        for scope in NARROW:
            if FACTS[name] is None:
                tell_widening(world, scope)
            else:
                world.tell(FACTS[name], reporter=PERSON, scope=scope)

    return tell


def tell_widening(world, scope):
    """A harm nobody but ourselves knew of is let travel, but not to the public."""
    world.tell(DATA_DOWN, scope=SharingScope.INTERNAL)
    if scope is not SharingScope.INTERNAL:
        world.tell(ev.ScopeWidened(last_event(world).id, scope), reporter=PERSON)


def last_event(world):
    with world.house.database.read() as records:
        return records.incidents.events(world.incident)[-1]


def test_every_kind_of_fact_is_tried():
    """A new kind of fact must be tried too."""
    assert set(FACTS) == set(FACTS_BY_NAME)


@pytest.mark.parametrize("name", FACTS)
async def test_a_narrower_fact_changes_nothing_that_leaves_the_house(name, world_in):
    """Texts, payload, pages, feeds are byte for byte as if nobody had told it, in each scope short of the public."""
    without = await everything_sent(world_in("without"))
    sent = await everything_sent(world_in("with"), tell_narrowly(name))

    assert sent == ({way: parcels[:1] for way, parcels in without.items()} if name in SILENCING else without)
    assert {way: len(parcels) for way, parcels in without.items()} == {
        "website": 2, "feed": 2, "mvno": 2, "mail": 2, "x": 1, "sms": 1, "frozen": 2,
    }  # fmt: skip


@pytest.mark.parametrize("name", STATED)
async def test_the_same_fact_is_told_once_it_is_public(name, world_in):
    """What the test before compares is able to differ."""
    without = await everything_sent(world_in("without"))
    sent = await everything_sent(world_in("with"), lambda world: world.tell(FACTS[name]))

    assert [way for way in sent if sent[way] == without[way] and way not in ("x", "sms")] == []


def test_a_person_widens_one_fact_at_a_time(world):
    """P1: of two harms kept back, the public is told of the one that was widened."""
    world.open(ev.Detected(START), VOICE_DOWN)
    world.tell(DATA_DOWN, scope=SharingScope.MINISTRY)
    kept = last_event(world).id
    world.tell(ev.CauseClassified(ev.CauseCategory.CYBER), scope=SharingScope.INTERNAL)
    world.tell(ev.ScopeWidened(kept, SharingScope.PUBLIC), reporter=PERSON)
    content = world.publish().content

    assert ([i.service_id for i in content.impacts], content.cause_category) == (["voice", "data"], None)


def test_a_draft_is_widened_by_its_author_and_approver(world):
    """P1: what two people agreed to say is for the public, though the facts behind it stay inside."""
    world.open()
    world.tell(ev.CauseStated(TEXT))
    published = world.publish(wording=Wording(cause="電源設備が故障しました。"))
    with world.house.database.read() as records:
        texts = records.notices.texts(published.id)

    assert "電源設備が故障しました" in texts[Form.PAGE]
    assert [form for form, text in texts.items() if TEXT in text] == []


@pytest.mark.parametrize("scope", NARROW)
async def test_the_clock_publishes_no_first_report_without_a_harm_it_may_tell(make_world, scope):
    """P1, T6: an empty notice would alarm and tell nothing; people are told instead, each time in words."""
    world = make_world(approvals=(APPROVAL,))
    world.open(ev.Detected(START))
    world.tell(VOICE_DOWN, scope=scope)
    await world.beat(10)
    await world.beat(11)

    assert (world.published(), world.alarms().count("issue_failed")) == ([], 1)


async def test_once_widened_the_clock_publishes_within_its_grace(make_world):
    """Three minutes are left to people, as after any late confirmation."""
    world = make_world(approvals=(APPROVAL,))
    world.open(ev.Detected(START))
    world.tell(VOICE_DOWN, scope=SharingScope.INTERNAL)
    harm = last_event(world).id
    await world.beat(10)
    world.go(14)
    world.tell(ev.ScopeWidened(harm, SharingScope.PUBLIC), reporter=PERSON)
    await world.beat(16)
    before = len(world.published())
    await world.beat(17)

    assert (before, [n.content.impacts[0].service_id for n in world.published()]) == (0, ["voice"])


def test_a_machine_tells_but_does_not_widen(world):
    """P1: a text from a machine stays inside even if the machine says otherwise."""
    world.open()
    world.tell(ev.CauseStated(TEXT), reporter=NOC)

    assert last_event(world).scope is SharingScope.INTERNAL
