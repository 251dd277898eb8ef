"""What may be reported, and what is refused with nothing changed."""

from datetime import timedelta

import pytest
from worlds.house import NOC, VOICE_DOWN

from notices.domain import incident_event as ev
from notices.domain.errors import InputError, NotPermitted
from notices.domain.impact import Area, Effect
from notices.domain.incident_event import Mode, Reporter
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
