"""Alerts and tickets become facts by the carrier's table: once each, widened only, never judged."""

import asyncio
import json
from dataclasses import replace

import pytest
from worlds.house import APPROVAL, CARRIER, START, WRITER
from worlds.inputs import PARSE_AREA, TABLE, alert, problem_event, take, ticket_event

from notices.desk.incident_state import full_incident
from notices.desk.record_event import Reported, record_event
from notices.desk.record_input import InputDesk
from notices.desk.tell_recovery import tell_recoveries
from notices.domain import incident_event as ev
from notices.domain.impact import NATIONWIDE, Area, Effect, ImpactStatus
from notices.domain.incident import IncidentStatus, fold, visible_to
from notices.domain.incident_event import Reporter, ReporterKind
from notices.domain.sharing_scope import SharingScope
from notices.profile.inputs_toml import parse_inputs

pytestmark = pytest.mark.slow

TOKYO, OSAKA = Area("13"), Area("27")
PROBE = Reporter("probe", ReporterKind.SOURCE, "probe")


def ids(world):
    with world.house.database.read() as records:
        return records.incidents.ids()


def events(world, incident_id="20261121-1"):
    with world.house.database.read() as records:
        return records.incidents.events(incident_id)


def facts(world, incident_id="20261121-1"):
    return [event.fact for event in events(world, incident_id)]


def names(world, incident_id="20261121-1"):
    return [type(fact).__name__ for fact in facts(world, incident_id)]


def incident(world, incident_id="20261121-1"):
    with world.house.database.read() as records:
        return full_incident(records, incident_id)


def everything(world):
    return [(each, events(world, each)) for each in ids(world)], audit_length(world)


def audit_length(world):
    with world.house.database.read() as records:
        return len(list(records.audit.entries()))


def test_a_firing_alert_opens_an_incident_known_since_it_fired(world):
    """T1: the alert's time is when the carrier knew; about the onset nothing is claimed that nobody vouches for."""
    world.go(2)
    taken = take(world, alert())

    assert taken.incident_ids == ids(world) == ["20261121-1"]
    opened, detected, impact = facts(world)
    assert (opened.kind, detected) == (ev.IncidentKind.OUTAGE, ev.Detected(START))
    assert (impact.service_id, impact.effect, impact.areas) == ("voice", Effect.UNUSABLE, (TOKYO,))
    found = incident(world)
    assert (found.onset.at, found.onset.is_known, found.status) == (START, False, IncidentStatus.ONGOING)
    assert world.deadlines() == {}


def test_the_onset_is_estimated_where_the_table_says_how_long_the_harm_had_lasted(world):
    """T1: a minute before the alert, approximately."""
    world.go(2)
    take(world, alert("PacketCore"))

    assert facts(world)[2] == ev.OnsetEstimated(world.at(-1), is_approximate=True)


def test_the_same_again_changes_nothing(world):
    """Alertmanager repeats every four hours, and a message may come twice."""
    take(world, alert())
    before = everything(world)
    for minutes in (0, 1, 240):
        world.go(minutes)
        taken = take(world, alert())
        assert (taken.recorded, taken.unchanged, taken.incident_ids) == ([], ["VoLTE-Registration-東京都-critical"], [])
    assert everything(world) == before


def test_alerts_of_one_group_widen_one_incident(world):
    """Another prefecture joins the first; a milder alert where the worse one stands adds nothing."""
    take(world, alert())
    take(world, alert(prefecture="大阪府"), alert(severity="warning"), alert(severity="warning", prefecture="北海道"))

    hit = {(i.effect, i.areas) for i in incident(world).impacts}
    assert ids(world) == ["20261121-1"]
    assert hit == {(Effect.UNUSABLE, (TOKYO, OSAKA)), (Effect.HARD_TO_USE, (Area("01"),))}


def test_one_batch_says_everything_at_once(world):
    """Two services, three places, one incident, one statement of each."""
    take(world, alert(), alert(prefecture="大阪府,京都府"), alert("PacketCore", prefecture=""))

    assert names(world) == ["Opened", "Detected", "OnsetEstimated", "ImpactChanged", "ImpactChanged"]
    assert {(i.service_id, i.areas) for i in incident(world).impacts} == {
        ("voice", (TOKYO, Area("26"), OSAKA)), ("data", (NATIONWIDE,)),
    }  # fmt: skip


def test_an_end_is_told_once_it_has_lasted_and_is_no_judgement(world):
    """C6: word of recovery with the time of the end; a person judges."""
    take(world, alert())
    world.go(10)
    take(world, alert(ended=9))
    assert names(world)[-1] == "ImpactChanged"
    world.go(11.9)
    assert tell_recoveries(world.desk, world.clock.now()) == 0
    world.go(12)
    assert tell_recoveries(world.desk, world.clock.now()) == 1

    assert facts(world)[-1] == ev.RecoveryReported(world.at(9), ("voice",))
    assert incident(world).status is IncidentStatus.RECOVERY_REPORTED
    assert tell_recoveries(world.desk, world.clock.now()) == 0


def test_a_stranger_ends_no_alert(world):
    """T6: an end told by a machine that neither began it nor is trusted changes nothing."""
    take(world, alert(fingerprint="f1"))
    before = everything(world)
    taken = take(world, alert(fingerprint="f1", ended=4), reporter=PROBE)
    world.go(10)
    tell_recoveries(world.desk, world.clock.now())

    assert (taken.unchanged, everything(world)) == (["f1"], before)


def test_a_service_works_again_only_when_all_its_alerts_have_ended(world):
    """The last end is told, for that service alone."""
    take(world, alert(), alert(prefecture="大阪府"), alert("PacketCore"))
    world.go(10)
    take(world, alert(ended=10))
    world.go(20)
    tell_recoveries(world.desk, world.clock.now())
    assert "RecoveryReported" not in names(world)
    take(world, alert(prefecture="大阪府", ended=15))
    world.go(22)
    tell_recoveries(world.desk, world.clock.now())

    assert facts(world)[-1] == ev.RecoveryReported(world.at(15), ("voice",))
    assert {i.service_id: i.status for i in incident(world).impacts} == {
        "voice": ImpactStatus.RECOVERY_REPORTED, "data": ImpactStatus.ACTIVE,
    }  # fmt: skip


def test_a_flapping_alert_writes_nothing_while_it_flaps(world):
    """Fifty times on and off within its hold: one beginning, one end."""
    take(world, alert())
    for turn in range(50):
        world.go(1 + turn)
        take(world, alert(began=turn, ended=turn + 0.5))
        asyncio.run(world.beat(1.5 + turn))
        take(world, alert(began=turn + 1))
    world.go(60)
    take(world, alert(began=50, ended=60))
    asyncio.run(world.beat(61))
    assert names(world) == ["Opened", "Detected", "ImpactChanged"]
    asyncio.run(world.beat(62))
    assert names(world) == ["Opened", "Detected", "ImpactChanged", "RecoveryReported"]


def test_an_alert_that_comes_back_after_recovery_is_harm_again(world):
    """The incident goes on, without a second beginning."""
    take(world, alert("PacketCore"))
    world.go(5)
    take(world, alert("PacketCore", ended=5))
    assert incident(world).status is IncidentStatus.RECOVERY_REPORTED
    world.go(8)
    take(world, alert("PacketCore", began=8))

    assert names(world)[-2:] == ["RecoveryReported", "ImpactChanged"]
    assert (ids(world), incident(world).status) == (["20261121-1"], IncidentStatus.ONGOING)


def test_a_late_copy_is_told_from_monitoring_that_came_back(world):
    """The same beginning after the end: a straggler within a minute, the truth after it."""
    take(world, alert("PacketCore"))
    world.go(5)
    take(world, alert("PacketCore", ended=5))
    world.go(5.5)
    assert take(world, alert("PacketCore")).unchanged == ["PacketCore-東京都-critical"]
    world.go(6.5)
    take(world, alert("PacketCore"))

    assert names(world)[-2:] == ["RecoveryReported", "ImpactChanged"]


def test_after_a_persons_judgement_a_new_alert_is_a_new_incident(world):
    """C6: what people closed stays closed."""
    take(world, alert("PacketCore"))
    world.incident = "20261121-1"
    world.go(5)
    world.judge()
    take(world, alert("PacketCore", ended=5))
    world.go(9)
    take(world, alert("PacketCore", began=9))

    assert ids(world) == ["20261121-1", "20261121-2"]
    assert "RecoveryReported" not in names(world)


def test_an_alert_about_equipment_is_no_harm_and_waits_for_one(world):
    """It opens nothing; once users are hit it is told with that, to the house alone."""
    taken = take(world, alert("NodeDown", job="nodes", instance="hss-07\u0000"))
    assert (taken.recorded, ids(world)) == (["NodeDown-東京都-critical"], [])
    take(world, alert())
    take(world, alert("NodeDown2", job="nodes", instance="hss-08"))

    suspected = [event for event in events(world) if isinstance(event.fact, ev.EquipmentSuspected)]
    assert [(event.fact.text, event.scope) for event in suspected] == [
        ("hss-07", SharingScope.INTERNAL), ("hss-08", SharingScope.INTERNAL),
    ]  # fmt: skip


def test_what_is_for_the_house_alone_never_gets_into_a_wider_fact(world):
    """P1: the places of an internal alert are not joined to the public ones."""
    take(world, alert("PacketCore"))
    take(world, alert("Cell", prefecture="東京都"), alert("Cell", prefecture="大阪府"))
    take(world, alert("VoLTE-x", prefecture="北海道"))

    public = fold("i", visible_to(events(world), SharingScope.PUBLIC))
    assert {(i.service_id, i.areas) for i in public.impacts} == {("data", (NATIONWIDE,)), ("voice", (Area("01"),))}


def test_what_no_row_wants_is_listed_and_never_an_incident(world):
    """Also what a row says to leave alone."""
    before = everything(world)
    taken = take(world, alert("Disk"), alert(environment="staging", fingerprint="s"))

    assert (taken.ignored, taken.recorded) == (["Disk-東京都-critical", "s"], [])
    assert everything(world) == before


def test_what_no_row_wants_any_more_does_not_begin_anew_and_keeps_no_other_alert_away(world):
    """The service left the profile with its row: its old claim is not told again, and the message is not refused."""
    take(world, alert("PacketCore"))
    take(world, alert("PacketCore", ended=0))
    small = replace(CARRIER, services=CARRIER.services[:1])
    rows = [row for row in TABLE.split("[[rows]]")[1:] if 'service = "data"' not in row]
    table = parse_inputs("".join(f"[[rows]]{row}" for row in rows), "inputs.toml", small, PARSE_AREA)
    later = replace(world, house=replace(world.house, desk=replace(world.desk, carrier=small)))
    world.go(5)
    taken = take(later, alert("PacketCore", began=5), alert(began=5), inputs=InputDesk(table, PARSE_AREA))

    assert (taken.ignored, taken.recorded) == (["PacketCore-東京都-critical"], ["VoLTE-Registration-東京都-critical"])


def test_a_machine_nobody_trusts_opens_what_it_cannot_confirm(world):
    """T6: the clock stands still until somebody vouches."""
    take(world, alert(), reporter=PROBE)

    assert (incident(world).status, world.deadlines()) == (IncidentStatus.UNCONFIRMED, {})


def test_an_unknown_place_or_a_clock_ahead_loses_no_alert(world):
    """At three in the morning the harm counts; where it is stays unknown, and nothing lies in the future."""
    take(world, alert(prefecture="ほげ県"), alert(prefecture="大阪府", began=3))

    detected, impact = facts(world)[1:]
    assert (detected.detected_at, impact.areas) == (START, (OSAKA,))


def test_a_service_problem_lives_and_ends(world):
    """TMF656: created, changed, resolved, closed; nothing a person wrote is kept."""
    take(world, problem_event())
    world.go(1)
    moved = [{"id": "l-1", "name": "千葉県"}]
    take(world, problem_event("AttributeValueChange", "inProgress", 1, affectedLocation=moved))
    world.go(2)
    take(world, problem_event("StateChange", "In Progress", 2, affectedLocation=moved))
    world.go(3)
    take(world, problem_event("StateChange", "resolved", 3, affectedLocation=moved))
    before = everything(world)
    world.go(4)
    take(world, problem_event("StateChange", "closed", 4), problem_event("StateChange", "inProgress", 2))

    assert names(world) == ["Opened", "Detected", "ImpactChanged", "ImpactChanged", "RecoveryReported"]
    assert [f.areas for f in facts(world)[2:4]] == [(Area("12217", True),), (Area("12"),)]
    assert (facts(world)[1].detected_at, everything(world)) == (world.at(-5), before)
    with world.house.database.read() as records:
        kept = records.inputs.of_incident("20261121-1")
    assert "山田" not in json.dumps([repr(kept), repr(events(world))], ensure_ascii=False)


def test_a_cancelled_ticket_says_nothing_about_recovery(world):
    """TMF621: people look; the incident goes on."""
    for what, status in (("Create", "acknowledged"), ("StatusChange", "cancelled"), ("Delete", "closed")):
        take(world, ticket_event(what, status))

    assert names(world) == ["Opened", "Detected", "ImpactChanged"]


def test_a_reopened_ticket_is_harm_again(world):
    """The order is that of the events' own times."""
    for at, status in enumerate(("acknowledged", "resolved", "inProgress")):
        world.go(at)
        take(world, ticket_event("StatusChange", status, at))

    assert names(world)[2:] == ["ImpactChanged", "RecoveryReported", "ImpactChanged"]


def test_a_message_that_tells_beginning_and_end_tells_both(world):
    """The same alert twice in one message: what came last stands, and its end is told by the clock."""
    world.go(5)
    take(world, alert("PacketCore"), alert("PacketCore", ended=4))
    assert tell_recoveries(world.desk, world.clock.now()) == 1

    assert (names(world)[-2:], incident(world).status) == (
        ["ImpactChanged", "RecoveryReported"], IncidentStatus.RECOVERY_REPORTED,
    )  # fmt: skip


def test_a_state_nobody_knows_is_not_guessed(world):
    """Of an unknown ticket it opens nothing, of a known one it ends nothing; a new ticket is open."""
    assert take(world, ticket_event("StatusChange", "onMonitoring")).ignored == ["tt-1"]
    assert take(world, ticket_event("Create", "onMonitoring")).recorded == ["tt-1"]
    assert take(world, ticket_event("StatusChange", "onMonitoring", 0)).unchanged == ["tt-1"]

    assert names(world) == ["Opened", "Detected", "ImpactChanged"]


def test_what_people_removed_from_the_profile_does_not_stop_the_clock(make_world):
    """A service that is gone when its end is due: refused once, logged, and let go."""
    world = make_world()
    take(world, alert())
    world.go(5)
    take(world, alert(ended=5))
    later = make_world(services=CARRIER.services[1:])
    assert tell_recoveries(later.desk, world.at(10)) == 0
    with later.house.database.read() as records:
        assert records.inputs.due_to_tell(world.at(10)) == []


def test_an_end_that_overtakes_its_beginning_leaves_no_ghost(world):
    """The late beginning is older than the end, so nothing is opened."""
    world.go(5)
    take(world, ticket_event("StatusChange", "resolved", 4))
    take(world, ticket_event("Create", "acknowledged", 1))

    assert ids(world) == []


def test_a_persons_correction_stands_against_repeats(world):
    """What people took back is not said again by a machine that only repeats itself."""
    take(world, alert())
    retracted = [Reported(ev.ImpactRetracted(("voice",)))]
    record_event(world.desk, "20261121-1", retracted, Reporter(WRITER), world.clock.now(), world.clock.now())
    take(world, alert())
    take(world, alert(ended=0))
    tell_recoveries(world.desk, world.at(10))

    assert names(world)[-1] == "ImpactRetracted"


def test_an_alert_of_a_trusted_machine_is_published_by_the_clock(make_world):
    """T6: nobody at the desk; the first report goes out, and not a word of the alert's own text with it."""
    world = make_world(approvals=(APPROVAL,))
    world.incident = "20261121-1"
    take(world, alert())
    for minutes in range(13):
        asyncio.run(world.beat(minutes))

    [report] = world.published()
    assert (report.number, report.approved_by) == (1, "standing:s1")
    texts = " ".join(repr(parcel) for door in world.doors.values() for parcel in door.parcels)
    assert ("音声通話" in texts, "東京都" in texts, "hss-07" in texts) == (True, True, False)
