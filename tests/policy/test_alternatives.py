"""What people can use instead."""

from datetime import UTC, datetime

import pytest

from notices.domain.impact import Effect, ImpactStatus, ServiceImpact
from notices.domain.incident import Incident
from notices.policy.alternatives import alternatives_for
from notices.rendering.words import load_words

OPENED_AT = datetime(2025, 9, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("impacts", "expected"),
    [
        ((), ("payphone", "none_confirmed")),
        ((ServiceImpact("voice", Effect.UNUSABLE),), ("payphone", "none_confirmed")),
        ((ServiceImpact("voice", Effect.UNUSABLE, is_answering_side_cut=True),), ("none_confirmed",)),
        (
            (ServiceImpact("voice", Effect.UNUSABLE, is_answering_side_cut=True, status=ImpactStatus.RESTORED),),
            ("payphone", "none_confirmed"),
        ),
    ],
)
def test_means_that_share_the_failed_part_are_left_out(
    impacts: tuple[ServiceImpact, ...], expected: tuple[str, ...]
) -> None:
    """With the emergency desks' own lines cut, no telephone reaches them (A2); something is always said (A3)."""
    assert alternatives_for(Incident("2025-001", OPENED_AT, impacts=impacts), ()).general == expected


def test_every_means_has_its_wording() -> None:
    """The catalogue names what the words say."""
    offered = alternatives_for(Incident("2025-001", OPENED_AT), ()).general
    assert set(offered) - set(load_words("ja")["alternatives"].as_mapping()) == set()
