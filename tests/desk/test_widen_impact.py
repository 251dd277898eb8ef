"""What a machine's claim adds to what is said already."""

from dataclasses import replace

import pytest
from worlds.house import START

from notices.areas.table import load_areas
from notices.desk.widen_impact import joined, widened
from notices.domain.impact import (
    NATIONWIDE,
    Area,
    Effect,
    EmergencyCalls,
    EmergencyStatus,
    ImpactStatus,
    ServiceImpact,
    UserCount,
)
from notices.domain.incident import Incident
from notices.domain.incident_event import ImpactChanged

AREAS = load_areas()
TOKYO, OSAKA, PART = Area("13"), Area("27"), Area("13", True)
UNUSABLE, HARD, LOST = Effect.UNUSABLE, Effect.HARD_TO_USE, Effect.DATA_LOST
HIT = EmergencyCalls(police=EmergencyStatus.AFFECTED)
NOT_HIT = EmergencyCalls(police=EmergencyStatus.NOT_AFFECTED, fire=EmergencyStatus.AFFECTED)


def standing(effect=UNUSABLE, areas=(TOKYO,), status=ImpactStatus.ACTIVE, service="voice", **more):
    return ServiceImpact(service, effect, areas, status=status, **more)


def claim(effect=UNUSABLE, areas=(TOKYO,), **more):
    return ImpactChanged("voice", effect, areas, **more)


TABLE = {
    "nothing stands": ([], claim(), claim()),
    "the same stands": ([standing()], claim(), None),
    "another place": ([standing()], claim(areas=(OSAKA,)), claim(areas=(TOKYO, OSAKA))),
    "a place inside": ([standing(areas=(NATIONWIDE,))], claim(), None),
    "a part of what is hit": ([standing()], claim(areas=(PART,)), None),
    "the whole of a part": ([standing(areas=(PART,))], claim(), claim()),
    "no place where one is known": ([standing()], claim(areas=None), None),
    "a place where none is known": ([standing(areas=None)], claim(), claim()),
    "milder in the same place": ([standing()], claim(HARD), None),
    "milder elsewhere": ([standing()], claim(HARD, (OSAKA,)), claim(HARD, (OSAKA,), is_addition=True)),
    "worse in the same place": ([standing(HARD)], claim(), claim()),
    "worse in a part": ([standing(HARD, (NATIONWIDE,))], claim(), claim(is_addition=True)),
    "another harm": ([standing()], claim(LOST), claim(LOST, is_addition=True)),
    "recovery was reported": ([standing(status=ImpactStatus.RECOVERY_REPORTED)], claim(), claim()),
    "it was taken back": ([standing(status=ImpactStatus.RETRACTED)], claim(), claim()),
    "another service": ([standing(service="data")], claim(), claim()),
    "emergency calls are hit, too": ([standing()], claim(emergency_calls=HIT), claim(emergency_calls=HIT)),
    "emergency calls stay hit": (
        [standing(emergency_calls=HIT)], claim(emergency_calls=NOT_HIT),
        claim(emergency_calls=replace(HIT, fire=EmergencyStatus.AFFECTED)),
    ),
    "more users": ([standing(users=UserCount(5))], claim(users=UserCount(7)), claim(users=UserCount(7))),
    "fewer users": ([standing(users=UserCount(5))], claim(users=UserCount(3)), None),
    "users of another kind": ([standing(users=UserCount(5))], claim(users=UserCount(7, "contracts")), None),
    "no count where one stands": (
        [standing(users=UserCount(5))], claim(areas=(OSAKA,)), claim(areas=(TOKYO, OSAKA), users=UserCount(5)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLE, ids=str)
def test_a_claim_only_widens(case):
    """None where what stands says as much already."""
    impacts, given, expected = TABLE[case]
    view = Incident("i", START, impacts=tuple(impacts))
    assert widened(view, given, AREAS) == expected


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (None, None, None), (None, (TOKYO,), (TOKYO,)), ((TOKYO,), None, (TOKYO,)),
        ((PART,), (TOKYO, OSAKA), (TOKYO, OSAKA)), ((Area("12217"),), (Area("12"),), (Area("12"),)),
    ],
)  # fmt: skip
def test_places_are_joined_each_once(one, other, both):
    """Whatever lies inside another is not named again."""
    assert joined(one, other, AREAS) == both
