"""What a replay prints while it runs."""

import pytest

from notices.domain.deadline import TimerKind
from notices.messages import LANGUAGES, catalogue


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_timer_that_fires_has_its_sentence(language):
    """A kind that is new to the clock must not show as a bare code; what is issued shows as its report."""
    kinds = [kind for kind in TimerKind if kind is not TimerKind.ISSUE]
    assert [kind for kind in kinds if f"replay.timer.{kind.value}" not in catalogue(language)] == []
