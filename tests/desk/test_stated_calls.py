"""The emergency line: a number is free only where nobody's call is known or feared to fail (C2)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from worlds.house import CARRIER, START

from notices.desk.compose import Brief, compose
from notices.domain import incident_event as ev
from notices.domain.carrier import Service, ServiceKind
from notices.domain.impact import NATIONWIDE, Effect, EmergencyCalls, EmergencyStatus, ImpactStatus
from notices.domain.incident import fold
from notices.domain.network_part import NetworkPart
from notices.domain.notice_content import NoticeKind, Stage

FIXED = Service("fixed", "固定電話", ServiceKind.FIXED_VOICE, ("kaku",), has_emergency_calls=True)
HOUSE = replace(CARRIER, services=(*CARRIER.services, FIXED))
FREE, HIT, UNKNOWN = (
    EmergencyCalls(*[status] * 3)
    for status in (
        EmergencyStatus.NOT_AFFECTED,
        EmergencyStatus.AFFECTED,
        EmergencyStatus.UNKNOWN,
    )
)
JUDGED = ev.Restored(START, "監視で確認", "センター長")


def hit(service_id, calls=None, **more):
    return ev.ImpactChanged(service_id, Effect.UNUSABLE, (NATIONWIDE,), emergency_calls=calls, **more)


def content(*facts, is_automatic=True, previous=None, kind=NoticeKind.UPDATE):
    """What a report says after these facts."""
    reporter = ev.Reporter("kouhou-1")
    events = [
        ev.IncidentEvent(str(n), "i", fact, reporter, START, fact.default_scope)
        for n, fact in enumerate((ev.Opened(), *facts))
    ]
    brief = Brief(kind, 2, START + timedelta(hours=1), previous=previous, is_automatic=is_automatic)
    return compose(fold("i", events), brief, HOUSE)


def statuses(stated):
    return {impact.service_id: impact.status for impact in stated.impacts}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((hit("voice", FREE),), FREE),
        ((hit("voice", FREE), hit("fixed")), UNKNOWN),  # of the telephone that is dead, nobody has said
        ((hit("voice", FREE), hit("data")), FREE),  # no such call goes through data
        ((hit("data", FREE),), FREE),
        ((hit("voice", FREE), hit("fixed", HIT)), HIT),
        ((hit("voice", HIT), hit("fixed")), HIT),
        ((hit("voice", FREE), hit("fixed"), ev.ImpactRetracted(("fixed",))), FREE),
        ((), UNKNOWN),
    ],
)
def test_a_service_of_which_nobody_has_spoken_keeps_the_line_open(facts, expected):
    """The worst that is known or feared of any service that carries such calls speaks for the number."""
    assert content(*facts).emergency_calls == expected


@pytest.mark.parametrize(("is_automatic", "expected"), [(True, HIT), (False, UNKNOWN)])
def test_calls_restored_with_one_service_are_not_restored_with_another(is_automatic, expected):
    """Judged and then hit elsewhere: 復旧 of the one is no word on the other, nor on anything in the clock's mouth."""
    assert content(hit("voice", HIT), JUDGED, hit("fixed"), is_automatic=is_automatic).emergency_calls == (expected)


@pytest.mark.parametrize("cut", [hit("voice", FREE, is_answering_side_cut=True), hit("voice", FREE)])
def test_the_clock_calls_no_number_free_while_the_desks_are_cut_off(cut):
    """E1 would refuse that, and then there would be no report at all: it says that this is being checked."""
    facts = (cut, ev.PartsFailed((NetworkPart.ANSWERING_SIDE,)))
    assert content(*facts).emergency_calls == UNKNOWN
    assert content(*facts, is_automatic=False).emergency_calls == FREE
    assert content(hit("voice", HIT), *facts[1:]).emergency_calls == HIT


def test_the_clock_calls_nothing_restored_that_no_report_has_told():
    """Judged, then another service hit before the restored report: word of recovery is being checked (T7)."""
    facts = (hit("voice", HIT), JUDGED, hit("fixed"))
    untold = content(*facts)
    by_person = content(*facts, is_automatic=False)
    later = content(*facts, previous=by_person)

    assert statuses(untold) == {"voice": ImpactStatus.RECOVERY_REPORTED, "fixed": ImpactStatus.ACTIVE}
    assert statuses(by_person) == {"voice": ImpactStatus.RESTORED, "fixed": ImpactStatus.ACTIVE}
    assert statuses(later) == statuses(by_person)


def test_nothing_is_said_to_go_on_when_word_of_recovery_came_for_all_that_is_left():
    """Word came, one service was hit again by mistake and that was taken back: the rest is being checked, as before."""
    facts = (hit("voice", HIT), hit("data"), ev.RecoveryReported(START), hit("data"), ev.ImpactRetracted(("data",)))
    assert content(*facts).stage is content(*facts, is_automatic=False).stage is Stage.RECOVERY_REPORTED
