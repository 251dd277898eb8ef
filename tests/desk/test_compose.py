"""Who stands for the facts of a report (T7)."""

from datetime import timedelta

import pytest
from worlds.clock import START, carrier

from notices.desk.compose import Brief, compose
from notices.domain import incident_event as ev
from notices.domain.impact import NATIONWIDE, Effect
from notices.domain.incident import fold
from notices.domain.incident_event import IncidentEvent, Reporter, ReporterKind
from notices.domain.notice_content import NoticeKind

NOC = Reporter("noc-1", ReporterKind.TRUSTED_SOURCE, "noc")
PROBE = Reporter("probe-7", ReporterKind.TRUSTED_SOURCE, "monitoring")
DESK = Reporter("kouhou-1")
API = Reporter("tool-3", ReporterKind.TRUSTED_SOURCE, "ticketing")
HIT = ev.ImpactChanged("voice", Effect.UNUSABLE, (NATIONWIDE,))
WORSE = ev.ImpactChanged("voice", Effect.HARD_TO_USE, (NATIONWIDE,))


def checked(*told):
    """Minutes and name that a report states after these facts, one a minute."""
    facts = [(ev.Opened(), NOC), *told]
    events = [
        IncidentEvent(str(n), "i", fact, by, START + timedelta(minutes=n), fact.default_scope)
        for n, (fact, by) in enumerate(facts)
    ]
    content = compose(fold("i", events), Brief(NoticeKind.UPDATE, 2, START + timedelta(hours=1)), carrier())
    return ((content.last_checked_at - START).seconds // 60, content.last_checked_by)


@pytest.mark.parametrize(
    ("told", "stated"),
    [
        ([(HIT, NOC)], (1, "noc")),
        ([(HIT, PROBE)], (1, "monitoring")),
        ([(HIT, DESK)], (1, "desk")),
        ([(HIT, API)], (1, "noc")),
        ([(HIT, NOC), (ev.StateChecked("monitoring"), NOC)], (2, "monitoring")),
        ([(HIT, NOC), (ev.StateChecked("desk"), DESK), (WORSE, NOC)], (3, "noc")),
    ],
)
def test_the_last_check_names_who_brought_or_checked_the_facts_last(told, stated):
    """A change after a check is newer than the check, and so is its source."""
    assert checked(*told) == stated
