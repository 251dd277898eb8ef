"""Notices that an earlier version stored, without what was added since, are read and built on."""

import json

import pytest
from sqlalchemy import select, update
from worlds.house import APPROVAL, DATA_DOWN

from notices.domain.notice_content import DevelopmentKind, NoticeKind
from notices.storage import tables

pytestmark = pytest.mark.slow

# fields by where they stand, all with a default since
ADDED = {
    "notice": ("overrides",),
    "content": ("developments", "emergency_alternatives", "alternative_areas", "carrier_names", "outlook_due_at"),
    "impact": ("service_kind", "short_name", "names", "has_emergency_calls"),
    "contact": ("labels",),
}


def as_stored_before(body):
    """The body of a notice as the version before wrote it, one of its means unknown by now."""
    content = body["content"]
    content["alternatives"] = ["payphone", "of_an_earlier_version"]
    parts = [("notice", body), ("content", content)]
    parts += [("impact", impact) for impact in content["impacts"]]
    parts += [("contact", contact) for contact in content["contacts"]]
    for name, part in parts:
        for field in ADDED[name]:
            del part[field]
    return body


@pytest.fixture
def upgraded(make_world):
    """A house whose first report was published before the fields existed."""
    world = make_world(approvals=(APPROVAL,))
    world.open()
    world.publish()
    with world.house.database.write() as records:
        connection = records.notices._connection
        body = as_stored_before(json.loads(connection.scalar(select(tables.notices.c.body))))
        connection.execute(update(tables.notices).values(body=json.dumps(body, ensure_ascii=False)))
    return world


async def test_the_clock_goes_on_after_it(upgraded):
    """What is new is told against the older report; of a means that has no words any more, nothing."""
    upgraded.go(20)
    upgraded.tell(DATA_DOWN)
    for minute in range(21, 62):
        await upgraded.beat(minute)
    told = upgraded.published()[-1].content.developments

    assert [each.kind for each in told][:1] == [DevelopmentKind.SERVICE_HIT]
    assert DevelopmentKind.ALTERNATIVES_ENDED not in {each.kind for each in told}


async def test_people_correct_and_close_it(upgraded):
    """C7 shows the older report's side; the restored report reaches the web."""
    upgraded.go(10)
    upgraded.tell(DATA_DOWN)
    correction = upgraded.publish(NoticeKind.CORRECTION, corrects=1)
    upgraded.go(20)
    upgraded.judge()
    restored = upgraded.publish(NoticeKind.RESTORED)
    await upgraded.work()

    assert [change.item for change in correction.content.changes] == ["impacts"]
    assert (restored.number, upgraded.doors["website"].parcels[-1].number) == (3, 3)
