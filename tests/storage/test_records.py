"""The records on a real SQLite file."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from notices.desk.audit_chain import first_broken
from notices.desk.ports import Dispatch
from notices.domain import incident_event as ev
from notices.domain.deadline import Timer, TimerKind
from notices.domain.delivery import DeliveryStatus, Receipt, Recipient
from notices.domain.errors import ForbiddenMove
from notices.domain.impact import Area, Effect, EmergencyCalls, EmergencyStatus, UserCount
from notices.domain.incident_event import FACTS_BY_NAME, IncidentEvent, Mode, Reporter
from notices.domain.network_part import NetworkPart
from notices.domain.notice import Notice, NoticeStatus
from notices.domain.notice_content import NoticeKind, Wording
from notices.domain.sharing_scope import SharingScope
from notices.storage.database import open_database
from notices.storage.migrate import upgrade

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)

FACTS = [
    ev.Opened(ev.IncidentKind.DISASTER, Mode.DRILL),
    ev.Detected(NOW),
    ev.SupplierDetected(NOW),
    ev.OnsetEstimated(NOW, is_approximate=True),
    ev.ImpactChanged(
        "voice", Effect.HARD_TO_USE, (Area("12217", is_part=True),), UserCount(30_600_000, is_approximate=True),
        EmergencyCalls(police=EmergencyStatus.AFFECTED), is_answering_side_cut=True, is_addition=True,
    ),
    ev.ImpactRetracted(("voice",)),
    ev.ImpactReasonNoted("voice", "理由"),
    ev.Escalated("統括管理者"),
    ev.EquipmentSuspected("設備", is_part=True),
    ev.CauseClassified(ev.CauseCategory.SOFTWARE),
    ev.CauseStated("原因", is_root=True),
    ev.OutlookStated(ev.OutlookKind.TARGET, "11時", NOW, "根拠"),
    ev.ProgressMade("経過", "残り"),
    ev.UserActionAdvised("再起動"),
    ev.PartsFailed((NetworkPart.OWN_CORE, NetworkPart.POWER)),
    ev.AlternativeOpened("payphone", (Area("17"),)),
    ev.AlternativeClosed("payphone"),
    ev.StateChecked("monitoring"),
    ev.RecoveryReported(NOW, ("voice",)),
    ev.RecoveryBasisNoted("根拠"),
    ev.Restored(NOW, "根拠", "センター長"),
    ev.ScopeWidened("e1", SharingScope.PUBLIC),
    ev.Withdrawn(),
]  # fmt: skip


@pytest.fixture
def database(tmp_path):
    url = f"sqlite:///{tmp_path / 'db.sqlite3'}"
    upgrade(url)
    database = open_database(url)
    with database.write() as records:
        records.incidents.create("i1", Mode.NORMAL, NOW)
    yield database
    database.close()


def dispatch(number=1, channel="mvno"):
    return Dispatch(f"d{number}{channel}", f"n{number}", "i1", channel, number, 0, NOW)


def notice(number=1, status=NoticeStatus.PUBLISHED):
    return Notice(f"n{number}", "i1", NoticeKind.UPDATE, status, "a", NOW, Wording(), number=number)


def with_delivery(records, number=1):
    records.notices.add(notice(number))
    records.deliveries.add_dispatch(dispatch(number))
    to = Recipient("p1", "mvno", "http://127.0.0.1/")
    lot = (f"s{number}", [(f"v{number}", to)])
    records.deliveries.add_shards(dispatch(number), [lot], NOW, cursor="p1", is_last=True)


def test_every_kind_of_fact_survives_the_file(database):
    """What was reported is read back exactly; a kind of fact missing here fails."""
    events = [
        IncidentEvent(f"e{n}", "i1", fact, Reporter("noc"), NOW, fact.default_scope) for n, fact in enumerate(FACTS)
    ]
    with database.write() as records:
        for event in events:
            records.incidents.append(event)
    with database.read() as records:
        stored = records.incidents.events("i1")

    assert stored == events
    assert {type(fact).__name__ for fact in FACTS} == set(FACTS_BY_NAME)


def test_a_failed_transaction_leaves_nothing(database):
    """S3: all or nothing."""

    def write_and_fail():
        with database.write() as records:
            records.notices.add(notice())
            records.audit.append(NOW, "a", "v", "s", {})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()

    with database.read() as records:
        assert (records.notices.of_incident("i1"), list(records.audit.entries())) == ([], [])


def test_only_one_notice_of_an_incident_is_on_its_way(database):
    """The database itself refuses a second submitted notice."""
    with database.write() as records:
        records.notices.add(notice(1, NoticeStatus.SUBMITTED))

    with pytest.raises(Exception, match="UNIQUE"), database.write() as records:
        records.notices.add(notice(2, NoticeStatus.APPROVED))


def test_a_number_is_given_once(database):
    """Two reports never share a number."""
    with database.write() as records:
        records.notices.add(notice(1))

    with pytest.raises(Exception, match="UNIQUE"), database.write() as records:
        records.notices.add(Notice("other", "i1", NoticeKind.UPDATE, NoticeStatus.DRAFT, "a", NOW, Wording(), number=1))


def test_the_second_of_two_writers_is_told(database):
    """No lost update: the version decides."""
    with database.write() as records:
        records.notices.add(notice(1, NoticeStatus.DRAFT))
        first = records.notices.get("n1")
        records.notices.save(first)

    with pytest.raises(ForbiddenMove) as refused, database.write() as records:
        records.notices.save(first)
    assert refused.value.code == "notice_changed_meanwhile"


def test_a_timer_is_claimed_once_by_many(database):
    """T11: eight threads want it, one gets it."""
    timer = Timer("t", TimerKind.MISS, NOW)
    with database.write() as records:
        records.deadlines.set_timers("i1", [timer])
    claimed = []

    def claim():
        with database.write() as records:
            claimed.append(records.deadlines.claim_timer("i1", "t", NOW))

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(claimed) == [False] * 7 + [True]


def test_timers_no_longer_wanted_become_void_and_may_come_back(database):
    """A hold and its release, or an onset corrected to and fro."""
    timer = Timer("t", TimerKind.ISSUE, NOW, "first_report")
    with database.write() as records:
        records.deadlines.set_timers("i1", [timer])
        records.deadlines.set_timers("i1", [])
        gone = records.deadlines.open_timers("i1")
        records.deadlines.set_timers("i1", [timer])
        back = records.deadlines.open_timers("i1")
        records.deadlines.claim_timer("i1", "t", NOW)
        records.deadlines.set_timers("i1", [timer])
        fired = records.deadlines.open_timers("i1")

    assert (gone, back, fired) == ([], [("i1", timer)], [])


def test_a_shard_is_leased_and_taken_over_when_the_lease_ends(database):
    """S3: a dead worker's work is taken over, and the fence shuts the dead one out."""
    with database.write() as records:
        with_delivery(records)
        [first] = records.deliveries.claim_shards("mvno", "a", NOW, NOW + timedelta(seconds=60))
        nothing = records.deliveries.claim_shards("mvno", "b", NOW, NOW + timedelta(seconds=60))
        later = NOW + timedelta(seconds=61)
        [second] = records.deliveries.claim_shards("mvno", "b", later, later + timedelta(seconds=60))

        assert nothing == []
        assert (first.id, second.id) == ("s1", "s1")
        assert records.deliveries.held([first], "a") == set()
        assert records.deliveries.held([second], "b") == {second}


def test_a_settled_delivery_never_changes_again(database):
    """A late failure cannot undo a delivery."""
    with database.write() as records:
        with_delivery(records)
        records.deliveries.add_receipts([("v1", Receipt(DeliveryStatus.DELIVERED, NOW), None)])
        records.deliveries.put_back([("v1", DeliveryStatus.WAITING, NOW, "late")])
        stored = records.deliveries.of_incident("i1")

    assert [(d.status, d.settled_at) for d in stored] == [(DeliveryStatus.DELIVERED, NOW)]


def test_an_earlier_report_still_waiting_is_seen(database):
    """O11: order per recipient."""
    with database.write() as records:
        with_delivery(records, 1)
        with_delivery(records, 2)
        others = records.deliveries.other_reports("i1", "mvno", 2, ["p1"])

    assert {recipient: [d.id for d in found] for recipient, found in others.items()} == {"p1": ["v1"]}


def test_the_audit_trail_holds_across_transactions(database):
    """S2: chained in the order written, verified from the file."""
    for n in range(3):
        with database.write() as records:
            records.audit.append(NOW, "kouhou-1", "draft_notice", f"n{n}", {"n": n, "text": "第1報"})

    with database.read() as records:
        entries = list(records.audit.entries())
    assert [entry.seq for entry in entries] == [1, 2, 3]
    assert first_broken(entries) is None
