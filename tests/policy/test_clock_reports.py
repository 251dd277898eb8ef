"""No rule about the facts keeps the clock from a report of sound ones: that would be silence (T6)."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st
from policy.conftest import build_input
from worlds.house import CARRIER, START
from worlds.sound_facts import FACT, IMPACT, SERVICES

from notices.desk.compose import Brief, compose
from notices.domain import incident_event as ev
from notices.domain.finding import Severity
from notices.domain.incident import fold
from notices.domain.notice_content import NoticeKind, Wording
from notices.policy.deadlines import promise
from notices.policy.failed_parts import stated_parts
from notices.policy.rules import RULES

HOUSE = replace(CARRIER, services=SERVICES)
OF_TEXTS = {"C1", "C2", "C12", "O3", "O4", "O12", "W", "W5"}
REPORTER = ev.Reporter("kouhou-1")


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(ev.IncidentKind),
    IMPACT,
    st.lists(FACT, max_size=10),
    st.integers(1, 10),
    st.sampled_from([60, 240, 300, 480]),
)
def test_the_clock_is_never_refused_for_sound_facts(kind_of_incident, first, facts, reported_after, disaster_minutes):
    """A first report after some of the facts and an update after all: nothing blocks either."""
    clock = replace(HOUSE.clock, is_disaster_interval_used=True, disaster_update_minutes=disaster_minutes)
    carrier = replace(HOUSE, clock=clock)
    events = [
        ev.IncidentEvent(str(n), "i", fact, REPORTER, START, fact.default_scope)
        for n, fact in enumerate((ev.Opened(kind_of_incident), first, *facts))
    ]
    published = ()
    for number, told in ((1, events[: reported_after + 1]), (2, events)):
        view, as_of = fold("i", told), START + timedelta(minutes=number)
        kind = NoticeKind.FIRST if number == 1 else NoticeKind.UPDATE
        brief = Brief(
            kind, number, as_of, promise(view, clock, as_of), previous=published[-1] if published else None,
            is_automatic=True,
        )  # fmt: skip
        content = compose(view, brief, carrier)
        given_to_rules = replace(
            build_input({}), content=content, wording=Wording(), previous=brief.previous, published=published,
            is_automatic=True, failed_parts=stated_parts(view),
            open_alternatives=frozenset(opened.alternative_id for opened in view.opened_alternatives),
        )  # fmt: skip
        checks = [partial(rule.check, given_to_rules) for rule in RULES if rule.id not in OF_TEXTS]
        assert [f for check in checks for f in check() if f.severity is Severity.BLOCK] == []
        published = (content,)
