"""What a replay prints while it runs."""

import pytest
from worlds.clock import at, carrier, incident

from notices.domain import incident_event as ev
from notices.domain.deadline import TimerKind
from notices.domain.impact import Effect, UserCount
from notices.messages import LANGUAGES, catalogue
from notices.policy.duty_timers import severity_timers
from notices.policy.severity import judge
from notices.rendering.formats import japan_day


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_timer_that_fires_has_its_sentence(language):
    """A kind that is new to the clock must not show as a bare code; what is issued shows as its report."""
    kinds = set(TimerKind) - {TimerKind.ISSUE, TimerKind.JUDGE}
    assert [kind for kind in kinds if f"replay.timer.{kind.value}" not in catalogue(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_serious_accident_is_told_as_foreseen_and_as_met(language):
    """Whatever word a timer of the criteria begins with, the replay can say it."""
    service = ev.ImpactChanged("voice", Effect.UNUSABLE, users=UserCount(40_000))
    judgements = judge(incident(service), carrier(), at(10), japan_day)
    words = {timer.key.partition(":")[0] for timer in severity_timers(judgements)}
    assert words == {"foresee", "met"}
    assert [word for word in words if f"replay.severity.{word}" not in catalogue(language)] == []
