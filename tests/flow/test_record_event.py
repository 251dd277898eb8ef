"""What may be reported, and what is refused with nothing changed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from worlds.house import NOC, START, VOICE_DOWN

from notices.desk.record_event import Reported, open_incident, record_event
from notices.domain import incident_event as ev
from notices.domain.errors import InputError, NotPermitted
from notices.domain.impact import Area, Effect, UserCount
from notices.domain.incident_event import IncidentKind, Mode, OutlookKind, Reporter, ReporterKind
from notices.domain.sharing_scope import SharingScope

pytestmark = pytest.mark.slow

LATER = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        (lambda now: ev.ImpactChanged("fax", Effect.UNUSABLE), "unknown_service"),
        (lambda now: ev.ImpactRetracted(("fax",)), "unknown_service"),
        (lambda now: ev.RecoveryReported(now, ("fax",)), "unknown_service"),
        (lambda now: ev.ImpactChanged("voice", Effect.UNUSABLE, (Area("99"),)), "unknown_area_code"),
        (lambda now: ev.OnsetEstimated(now + LATER), "time_in_future"),
        (lambda now: ev.Detected(now + LATER), "time_in_future"),
        (lambda now: ev.RecoveryReported(now + LATER), "time_in_future"),
        (lambda now: ev.ScopeWidened("nothing", SharingScope.PUBLIC), "unknown_event"),
        (lambda now: ev.Restored(now, " ", "センター長"), "judgement_incomplete"),
        (lambda now: ev.Restored(now, "全国の監視で確認", ""), "judgement_incomplete"),
        (lambda now: ev.OnsetEstimated(now.replace(tzinfo=None)), "time_without_zone"),
        (lambda now: ev.RecoveryReported(now.replace(tzinfo=None)), "time_without_zone"),
        (lambda now: ev.OutlookStated(OutlookKind.ESTIMATE, "夕方", now.replace(tzinfo=None)), "time_without_zone"),
        (lambda now: ev.OnsetEstimated(datetime(1999, 12, 31, tzinfo=UTC)), "time_too_early"),
        (lambda now: ev.Detected(datetime.min.replace(tzinfo=timezone(timedelta(hours=9)))), "time_too_early"),
        (lambda now: ev.ImpactChanged("voice", Effect.UNUSABLE, ()), "areas_empty"),
        (lambda now: ev.ImpactChanged("voice", Effect.UNUSABLE, (Area("12"), Area("12", True))), "area_twice"),
        (lambda now: ev.ImpactChanged("voice", Effect.UNUSABLE, users=UserCount(-1)), "users_not_positive"),
        (lambda now: ev.ImpactChanged("voice", Effect.UNUSABLE, users=UserCount(0)), "users_not_positive"),
        (lambda now: ev.ImpactChanged("voice", Effect.UNUSABLE, users=UserCount(5, "homes")), "unknown_unit"),
        (lambda now: ev.ImpactRetracted(()), "text_missing"),
        (lambda now: ev.CauseStated(" "), "text_missing"),
        (lambda now: ev.Escalated(""), "text_missing"),
        (lambda now: ev.StateChecked("山田太郎"), "unknown_checker"),
        (lambda now: ev.Opened(mode=Mode.DRILL), "mode_of_house"),
    ],
)
def test_a_fact_that_cannot_be_is_refused_and_nothing_of_the_lot_is_kept(world, fact, code):
    """S5: a clear error; the good fact told together with it is not kept either."""
    world.open()
    before = events(world)

    with pytest.raises(InputError) as refused:
        world.tell(ev.StateChecked(), fact(world.clock.now()), reporter=Reporter("kouhou-1"))
    assert refused.value.code == code
    assert events(world) == before


@pytest.mark.parametrize(
    ("facts", "is_refused"),
    [
        ((VOICE_DOWN, ev.ImpactChanged("voice", Effect.HARD_TO_USE)), True),
        ((VOICE_DOWN, VOICE_DOWN), True),
        ((VOICE_DOWN, ev.ImpactChanged("voice", Effect.UNUSABLE, is_addition=True)), True),
        ((VOICE_DOWN, ev.ImpactChanged("voice", Effect.DATA_LOST, is_addition=True)), False),
        ((VOICE_DOWN, ev.ImpactChanged("data", Effect.UNUSABLE)), False),
    ],
)
def test_one_lot_says_one_thing_of_a_service(world, facts, is_refused):
    """S5: the second statement would take the place of the first without a word."""
    if not is_refused:
        assert world.open(*facts) == "20261121-1"
        return
    with pytest.raises(InputError) as refused:
        world.open(*facts)
    assert refused.value.code == "service_twice"


@pytest.mark.parametrize(
    ("reporter", "error", "code"),
    [
        (Reporter(""), InputError, "reporter_unusable"),
        (Reporter("山田 太郎"), InputError, "reporter_unusable"),
        (Reporter("taro@kaku.example"), InputError, "reporter_unusable"),
        (Reporter("kouhou-1", source=""), InputError, "reporter_unusable"),
        (Reporter("k" * 81), InputError, "reporter_unusable"),
        (Reporter("probe", ReporterKind.TRUSTED_SOURCE, "noc"), NotPermitted, "source_not_trusted"),
    ],
)
def test_a_reporter_is_an_account_and_no_machine_trusts_itself(world, reporter, error, code):
    """S2, T6: no personal data in the trail; only machines the profile names vouch for an incident."""
    world.open()
    before = events(world)

    with pytest.raises(error) as refused:
        world.tell(VOICE_DOWN, reporter=reporter)
    assert (refused.value.code, events(world)) == (code, before)


@pytest.mark.parametrize(
    ("reported_at", "code"),
    [
        (START.replace(tzinfo=None), "time_without_zone"),
        (START + LATER, "time_in_future"),
        (datetime(1970, 1, 1, tzinfo=UTC), "time_too_early"),
    ],
)
def test_the_time_of_a_report_is_checked_before_anything_is_written(world, reported_at, code):
    """S5: also for the report that opens an incident."""
    with pytest.raises(InputError) as refused:
        open_incident(world.desk, IncidentKind.OUTAGE, [Reported(VOICE_DOWN)], NOC, reported_at, START)
    assert refused.value.code == code
    world.open()
    with pytest.raises(InputError) as refused:
        record_event(world.desk, world.incident, [Reported(VOICE_DOWN)], NOC, reported_at, START)
    assert refused.value.code == code


@pytest.mark.parametrize("kind", [ReporterKind.TRUSTED_SOURCE, ReporterKind.SOURCE])
@pytest.mark.parametrize("scope", [scope for scope in SharingScope if scope is not SharingScope.INTERNAL])
def test_a_machine_lets_no_text_travel(world, kind, scope):
    """P1: a free text stays internal until a person widens it, whatever scope the machine gives it."""
    world.open()
    with pytest.raises(NotPermitted) as refused:
        world.tell(ev.CauseStated("装置番号 B-12"), reporter=Reporter("noc", kind, "noc"), scope=scope)

    assert refused.value.code == "person_must_widen"


@pytest.mark.parametrize("fact", [ev.Withdrawn(), ev.ImpactRetracted(("voice",))])
def test_a_machine_nobody_trusts_calls_nothing_off(world, fact):
    """T6: who cannot confirm an incident cannot silence its clock either, nor take back what others said."""
    world.open()
    with pytest.raises(NotPermitted):
        world.tell(fact, reporter=Reporter("probe", ReporterKind.SOURCE, "monitoring"))

    assert fact not in [event.fact for event in events(world)]


def test_an_incident_with_a_wrong_first_fact_is_not_opened(world):
    """Nothing half open is left behind."""
    with pytest.raises(InputError):
        world.open(ev.ImpactChanged("fax", Effect.UNUSABLE))

    with world.house.database.read() as records:
        assert (records.incidents.ids(), list(records.audit.entries())) == ([], [])


def test_only_a_person_judges_and_widens(world):
    """T6, P1: a machine's word opens an incident but closes none."""
    world.open()
    event = events(world)[-1]

    for fact in (ev.Restored(world.clock.now(), "根拠", "誰か"), ev.ScopeWidened(event.id, SharingScope.PUBLIC)):
        with pytest.raises(NotPermitted):
            world.tell(fact, reporter=NOC)


def test_incidents_of_one_day_are_told_apart(world):
    """Ids carry the Japanese day and a running number."""
    assert [world.open(VOICE_DOWN), world.open(VOICE_DOWN)] == ["20261121-1", "20261121-2"]


def test_the_mode_is_the_houses_own(make_world):
    """C12: a drill's house opens drills only."""
    drill = make_world(mode=Mode.DRILL)
    drill.open()

    assert events(drill)[0].fact.mode is Mode.DRILL


def events(world):
    with world.house.database.read() as records:
        return records.incidents.events(world.incident) if world.incident else []
