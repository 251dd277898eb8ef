"""Whatever sound facts are told, the clock's report can go out, and says nothing that it may not (T6, P1, C12)."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds.house import APPROVAL, NOC, VOICE_DOWN, WRITER, build_world
from worlds.sound_facts import FACT, IMPACT, SERVICES

from notices.desk.incident_state import speakable_at, vouched_events
from notices.desk.issue_notice import issue_notice
from notices.domain import incident_event as ev
from notices.domain.carrier import Service, ServiceKind
from notices.domain.impact import ImpactStatus
from notices.domain.incident_event import Mode, Reporter
from notices.domain.notice_content import NoticeKind
from notices.domain.rendition import HTML_FORMS, Form
from notices.domain.sharing_scope import SharingScope
from notices.policy.page_text import visible_text

pytestmark = pytest.mark.slow

HIDDEN = Service("hidden", "ZZZ専用線", ServiceKind.FIXED_INTERNET, ("kaku",), ("own-fixed",), names=(("en", "ZZZ"),))
TELLS = st.tuples(FACT, st.sampled_from([NOC, Reporter(WRITER)]), st.booleans())
PUBLIC = SharingScope.PUBLIC


@pytest.fixture(scope="module")
def drill(tmp_path_factory):
    """One house for every example; each opens an incident of its own."""
    folder = tmp_path_factory.mktemp("house")
    world = build_world(folder, approvals=(APPROVAL,), mode=Mode.DRILL, services=(*SERVICES, HIDDEN))
    yield world
    asyncio.run(world.house.close())


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TELLS, max_size=8), IMPACT)
def test_no_sound_fact_keeps_the_clock_from_its_report(drill, tells, hidden):
    """Every report goes out in every language, marked as a drill; hidden harm and untold recovery are in none."""
    drill.go((drill.clock.now() - drill.at(0)) // timedelta(minutes=1) + 5)
    drill.open(VOICE_DOWN)
    kind, issued = NoticeKind.FIRST, []
    secret = replace(hidden, service_id="hidden", emergency_calls=None, is_answering_side_cut=False)
    drill.tell(secret, scope=SharingScope.INTERNAL)
    for fact, reporter, is_time in (*tells, (VOICE_DOWN, NOC, True)):
        drill.clock.set(drill.clock.now() + timedelta(minutes=1))
        if isinstance(fact, ev.Opened):
            drill.tell(replace(fact, mode=Mode.DRILL), reporter=reporter)
        elif isinstance(fact, ev.Restored):
            drill.tell(fact, reporter=Reporter(WRITER), scope=PUBLIC)
        else:
            drill.tell(fact, reporter=reporter)
        if is_time and _has_harm(drill):
            with drill.house.database.write() as records:
                issued.append(issue_notice(drill.desk, records, drill.incident, kind, drill.clock.now()))
            kind = NoticeKind.UPDATE

    assert issued
    assert {"language_left_out", "channel_left_out"}.isdisjoint(drill.alarms())
    marks = {renderer.language: renderer.marks[Mode.DRILL] for renderer in drill.desk.renderers}
    for notice in issued:
        assert ImpactStatus.RESTORED not in {impact.status for impact in notice.content.impacts}
        with drill.house.database.read() as records:
            renditions = records.notices.renditions(notice.id)
        assert {each.language for each in renditions} == set(marks)
        for each in renditions:
            assert "ZZZ" not in each.text
            seen = visible_text(each.text) if each.form in HTML_FORMS else each.text
            assert each.form is Form.PAYLOAD or seen.startswith(marks[each.language])


def _has_harm(world):
    with world.house.database.read() as records:
        return speakable_at(vouched_events(records, world.incident)) is not None
