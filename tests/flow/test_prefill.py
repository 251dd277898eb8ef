"""What people let the public know stands in the next draft, so that nobody writes it twice."""

from dataclasses import replace

import pytest
from worlds.house import WRITER

from notices.desk.draft_notice import draft_notice
from notices.desk.record_event import Reported, record_event
from notices.domain import incident_event as ev
from notices.domain.incident_event import Reporter
from notices.domain.notice_content import NoticeKind, Wording
from notices.domain.sharing_scope import SharingScope

pytestmark = pytest.mark.slow
PUBLIC = SharingScope.PUBLIC


def tell(world, fact, scope=None):
    """One fact from a person, for the house alone unless said otherwise; its event's id."""
    now = world.clock.now()
    record_event(world.desk, world.incident, [Reported(fact, scope)], Reporter(WRITER), now, now)
    with world.house.database.read() as records:
        return records.incidents.events(world.incident)[-1].id


def drafted(world, kind=NoticeKind.UPDATE, **wording):
    """The wording of a new draft."""
    return draft_notice(world.desk, world.incident, kind, Wording(**wording), WRITER, world.clock.now()).wording


def test_public_texts_since_the_last_report_are_filled_in(world):
    """P1: cause, outlook with its basis, progress and advice; what an earlier report told is not told again."""
    world.open()
    tell(world, ev.ProgressMade("設備を確かめています。"), PUBLIC)
    first = draft_notice(world.desk, world.incident, NoticeKind.FIRST, Wording(), WRITER, world.clock.now())
    world.publish()
    world.go(20)
    tell(world, ev.CauseStated("停電"), PUBLIC)
    tell(world, ev.OutlookStated(ev.OutlookKind.ESTIMATE, "18時頃に復旧", basis="部品が届く"), PUBLIC)
    tell(world, ev.UserActionAdvised("再起動してください。"), PUBLIC)

    assert first.wording.progress == "設備を確かめています。"
    assert drafted(world) == Wording(
        cause="停電", outlook_kind=ev.OutlookKind.ESTIMATE, outlook="18時頃に復旧", outlook_basis="部品が届く",
        user_actions=("再起動してください。",),
    )  # fmt: skip


def test_what_is_kept_inside_never_gets_into_a_draft_until_it_is_widened(world):
    """P1: free text stays inside; widened later, it counts from then on."""
    world.open()
    event_id = tell(world, ev.CauseStated("停電"))
    world.publish()
    before = drafted(world)
    world.go(5)
    tell(world, ev.ScopeWidened(event_id, PUBLIC))

    assert (before, drafted(world).cause) == (Wording(), "停電")


def test_the_writers_own_words_stand(world):
    """Nothing that was written is replaced, and an outlook of one's own takes no basis from elsewhere."""
    world.open()
    world.publish()
    world.go(5)
    tell(world, ev.CauseStated("停電"), PUBLIC)
    tell(world, ev.OutlookStated(ev.OutlookKind.TARGET, "18時頃に復旧", basis="部品が届く"), PUBLIC)
    own = Wording(cause="落雷による停電", outlook="未定です")

    assert drafted(world, cause=own.cause, outlook=own.outlook) == own


@pytest.mark.parametrize(("kind", "has_cause"), [(NoticeKind.UPDATE, True), (NoticeKind.CANCELLATION, False)])
def test_a_kind_takes_only_what_it_can_say(world, kind, has_cause):
    """A cancellation has no cause to tell."""
    world.open()
    world.publish()
    world.go(5)
    tell(world, ev.CauseStated("停電"), PUBLIC)

    assert drafted(world, kind) == replace(Wording(), cause="停電" if has_cause else "")
