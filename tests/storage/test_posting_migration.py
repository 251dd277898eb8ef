"""A house from before its public site had a lookup of its own."""

import pytest
from sqlalchemy import column, insert, select, table, text
from worlds.old_database import database_at

from notices.domain.notice_content import NoticeKind, Wording
from notices.storage import tables
from notices.storage.database import open_engine
from notices.storage.migrate import upgrade

pytestmark = pytest.mark.slow
DAY = 24 * 60
BEFORE = "0005"


def told_of(world):
    """One restored, one restored and added to, one cancelled, one that goes on, one that nobody has told of."""
    for day, kinds in (
        (0, ("first", "restored")),
        (9, ("first", "restored", "cause")),
        (12, ("first", "cancellation")),
    ):
        world.go(day * DAY)
        world.open()
        for hour, kind in enumerate(kinds):
            world.go(day * DAY + hour * 60)
            if kind == "restored":
                world.judge()
            world.publish(NoticeKind(kind), Wording(cause="電源装置の故障", prevention="交換しました。"))
    world.go(20 * DAY)
    world.open()
    world.publish()
    world.go(20 * DAY + 50)
    world.publish(NoticeKind.UPDATE, Wording(progress="現地で作業中です。"))
    world.open()


def test_what_was_published_before_is_written_down_as_the_desk_does_it(world, tmp_path):
    """The archive of an upgraded house is the one it would have kept."""
    told_of(world)
    url = f"sqlite:///{tmp_path / 'before.sqlite3'}"
    old = database_at(BEFORE, url)
    with world.house.database.engine.connect() as now, old.begin() as before:
        for name in ("incidents", "notices"):
            columns = [row.name for row in before.execute(text(f"PRAGMA table_info({name})"))]
            rows = [dict(row._mapping) for row in now.execute(text(f"SELECT {', '.join(columns)} FROM {name}"))]
            before.execute(insert(table(name, *map(column, columns))), rows)
    old.dispose()
    upgrade(url)

    new = open_engine(url)
    with world.house.database.engine.connect() as expected, new.connect() as actual:
        for kept in (select(tables.postings), select(tables.posting_brands), published_times()):
            rows = sorted(map(tuple, expected.execute(kept)))
            assert sorted(map(tuple, actual.execute(kept))) == rows
            assert len(rows) >= 4
    new.dispose()


def published_times():
    """By notice, what is not published left out."""
    return select(tables.notices.c.id, tables.notices.c.published_at).where(tables.notices.c.published_at.is_not(None))
