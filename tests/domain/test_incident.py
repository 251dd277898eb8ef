"""An incident is the fold over its events."""

from datetime import UTC, datetime, timedelta

import pytest

from notices.domain import incident_event as ev
from notices.domain.impact import (
    NATIONWIDE,
    Effect,
    EmergencyCalls,
    EmergencyStatus,
    ImpactStatus,
)
from notices.domain.incident import IncidentStatus, fold, visible_to
from notices.domain.incident_event import IncidentEvent, Reporter, ReporterKind
from notices.domain.sharing_scope import SharingScope

START = datetime(2018, 12, 6, 4, 39, tzinfo=UTC)
NOC = Reporter("noc", ReporterKind.TRUSTED_SOURCE, "noc")
PROBE = Reporter("probe-7", ReporterKind.SOURCE, "monitoring")
VOICE_DOWN = ev.ImpactChanged(
    "voice", Effect.UNUSABLE, (NATIONWIDE,),
    emergency_calls=EmergencyCalls(*[EmergencyStatus.AFFECTED] * 3),
)  # fmt: skip


def event(fact, minutes=0, reporter=NOC, scope=None, event_id=None):
    at = START + timedelta(minutes=minutes)
    scope = fact.default_scope if scope is None else scope
    return IncidentEvent(event_id or f"e{minutes}{type(fact).__name__}", "i1", fact, reporter, at, scope)


def incident(*events):
    return fold("i1", events)


def test_onset_is_counted_from_user_impact_and_detection_is_kept_beside_it():
    """T1: both times are kept, and the onset is the earlier harm, not the moment someone noticed."""
    state = incident(
        event(ev.Opened()),
        event(ev.Detected(START + timedelta(minutes=20)), 20),
        event(ev.OnsetEstimated(START), 20),
    )

    assert state.onset.at == START
    assert state.detected_at == START + timedelta(minutes=20)


def test_unknown_onset_is_the_earliest_evidence_and_says_so():
    """T1: without a reading the earliest evidence stands in, marked as not known."""
    state = incident(event(ev.Opened(), 3), event(ev.Detected(START), 3))

    assert (state.onset.at, state.onset.is_known) == (START, False)


def test_later_onset_reading_replaces_the_earlier_but_both_are_kept():
    """T10: a corrected onset leaves the earlier reading on record."""
    later = START + timedelta(minutes=22)
    state = incident(event(ev.Opened()), event(ev.OnsetEstimated(START)), event(ev.OnsetEstimated(later), 40))

    assert state.onset.at == later
    assert [reading.occurred_at for reading in state.onsets] == [START, later]


@pytest.mark.parametrize(
    ("reporter", "facts", "confirmed"),
    [
        (NOC, [ev.Detected(START)], False),
        (NOC, [VOICE_DOWN], True),
        (PROBE, [ev.Detected(START), VOICE_DOWN], False),
        (Reporter("kouhou-1"), [VOICE_DOWN], True),
        (NOC, [ev.ImpactChanged("voice", Effect.UNKNOWN)], False),
    ],
)
def test_confirmed_needs_a_trusted_word_and_a_service_with_an_effect(reporter, facts, confirmed):
    """T6: a machine nobody trusts, or a harm nobody named, does not confirm an incident."""
    state = incident(event(ev.Opened(), reporter=PROBE), *[event(fact, reporter=reporter) for fact in facts])

    assert (state.confirmed_at is not None) is confirmed


def test_narrow_facts_are_invisible_to_a_wider_audience_until_widened():
    """P1: a free text stays inside until a person widens it; then it is seen wherever the widening stands."""
    cause = event(ev.CauseStated("証明書の期限切れ"), 5, event_id="cause")
    events = [event(ev.Opened()), event(VOICE_DOWN), cause]
    widened = [*events, event(ev.ScopeWidened("cause", SharingScope.PUBLIC), 6)]

    assert fold("i1", visible_to(events, SharingScope.PUBLIC)).causes == ()
    assert fold("i1", visible_to(events, SharingScope.INTERNAL)).causes == (cause.fact,)
    assert fold("i1", visible_to(widened, SharingScope.PUBLIC)).causes == (cause.fact,)


def test_a_scope_is_never_narrowed_by_a_later_word():
    """P1: widening to a narrower scope than the fact has changes nothing."""
    events = [event(ev.Opened()), event(VOICE_DOWN, event_id="v"), event(ev.ScopeWidened("v", SharingScope.MINISTRY))]

    assert len(fold("i1", visible_to(events, SharingScope.PUBLIC)).impacts) == 1


def test_word_of_recovery_is_not_a_judgement():
    """C6, T7: reported recovery and judged recovery are two different states."""
    told = incident(event(ev.Opened()), event(VOICE_DOWN), event(ev.RecoveryReported(START), 60))
    judged = told.apply(event(ev.Restored(START, "確認", "センター長"), 70))

    assert told.status is IncidentStatus.RECOVERY_REPORTED
    assert judged.status is IncidentStatus.RESTORED
    assert [impact.status for impact in judged.impacts] == [ImpactStatus.RESTORED]


def test_recovery_of_one_service_leaves_the_incident_going_on():
    """C3: services recover one by one."""
    data_down = ev.ImpactChanged("data", Effect.HARD_TO_USE, (NATIONWIDE,))
    state = incident(
        event(ev.Opened()), event(VOICE_DOWN), event(data_down), event(ev.RecoveryReported(START, ("voice",)), 60)
    )

    assert state.status is IncidentStatus.ONGOING
    assert [i.status for i in state.impacts] == [ImpactStatus.RECOVERY_REPORTED, ImpactStatus.ACTIVE]


def test_a_service_hit_again_takes_back_the_word_of_recovery():
    """A recurrence within the incident is never hidden behind an earlier recovery."""
    state = incident(
        event(ev.Opened()), event(VOICE_DOWN), event(ev.RecoveryReported(START), 60), event(VOICE_DOWN, 65)
    )

    assert state.status is IncidentStatus.ONGOING


def test_retracted_services_no_longer_count_for_emergency_calls():
    """C7: what was never hit affects no emergency number."""
    state = incident(event(ev.Opened()), event(VOICE_DOWN), event(ev.ImpactRetracted(("voice",)), 30))

    assert state.emergency_calls == EmergencyCalls()


def test_emergency_calls_are_kept_for_each_number():
    """C2: 110, 118 and 119 are stated each on its own; affected outweighs unknown."""
    only_fire = EmergencyCalls(EmergencyStatus.NOT_AFFECTED, EmergencyStatus.UNKNOWN, EmergencyStatus.AFFECTED)
    state = incident(
        event(ev.Opened()),
        event(ev.ImpactChanged("voice", Effect.UNUSABLE, None, emergency_calls=only_fire)),
        event(ev.ImpactChanged("data", Effect.UNUSABLE, None)),
    )

    assert state.emergency_calls == only_fire


def test_an_incident_without_events_is_an_error():
    """There is no empty incident."""
    with pytest.raises(ValueError, match="no events"):
        fold("i1", [])


def test_a_judgement_of_some_services_leaves_the_others_hit():
    """C6: a person may judge that voice works again while data does not; the incident goes on until all is judged."""
    data_down = ev.ImpactChanged("data", Effect.HARD_TO_USE, (NATIONWIDE,))
    told = incident(event(ev.Opened()), event(VOICE_DOWN), event(data_down))
    voice_back = told.apply(event(ev.Restored(START, "確認", "センター長", ("voice",)), 70))
    all_back = voice_back.apply(event(ev.Restored(START, "確認", "センター長", ("data",)), 90))

    assert [impact.status for impact in voice_back.impacts] == [ImpactStatus.RESTORED, ImpactStatus.ACTIVE]
    assert (voice_back.status, voice_back.judgement) == (IncidentStatus.ONGOING, None)
    assert (all_back.status, all_back.judgement is not None) == (IncidentStatus.RESTORED, True)


def test_a_harm_that_proves_to_be_none_gives_the_judgement_back():
    """Judged over, hit again by mistake, taken back: it is over as judged, and nobody need judge twice."""
    judged = incident(event(ev.Opened()), event(VOICE_DOWN), event(ev.Restored(START, "確認", "センター長"), 70))
    hit = judged.apply(event(ev.ImpactChanged("data", Effect.UNUSABLE, (NATIONWIDE,)), 80))
    back = hit.apply(event(ev.ImpactRetracted(("data",)), 90))

    assert (hit.status, back.status, back.judgement) == (
        IncidentStatus.ONGOING, IncidentStatus.RESTORED, judged.judgement,
    )  # fmt: skip


def test_the_carrier_knows_at_the_latest_since_somebody_vouched():
    """T1: without a time of detection the clock must run all the same; a time that is told counts."""
    unsaid = incident(event(ev.Opened()), event(VOICE_DOWN, 5))
    told = unsaid.apply(event(ev.Detected(START), 9))

    assert (unsaid.known_at, told.known_at) == (START + timedelta(minutes=5), START)
