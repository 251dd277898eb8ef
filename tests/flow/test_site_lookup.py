"""What a publication reads and draws: the same public files as before, and no more of the archive than they show."""

import pytest
from sqlalchemy import delete, update

from notices.desk.site_files import static_files
from notices.domain.notice_content import NoticeKind, Wording
from notices.storage import tables

pytestmark = pytest.mark.slow
DAY = 24 * 60


async def one_incident(world, day):
    """Told of on that day, over half an hour later."""
    world.go(day * DAY)
    world.open()
    world.publish()
    world.go(day * DAY + 30)
    world.judge()
    world.publish(NoticeKind.RESTORED)
    await world.work()
    return world.incident


def files(world, channel, incident):
    """What a way out must hold now."""
    return static_files(world.desk, channel, incident, world.clock.now())


async def test_a_change_gives_the_bytes_of_the_whole_site(world):
    """After each publication, what it touched and what stood before make up the site as it would be drawn anew."""
    placed = {}
    for day in (0, 20, 21, 60):
        world.go(day * DAY)
        world.open()
        for kind, wording in ((NoticeKind.FIRST, ""), (NoticeKind.UPDATE, "現地で作業中です。")):
            world.go(day * DAY + (20 if wording else 0))
            world.publish(kind, Wording(progress=wording))
            placed |= files(world, "website", world.incident)
            assert {path for path, page in files(world, "website", None).items() if placed[path] != page} == set()
            await world.work()
        world.judge()
        world.publish(NoticeKind.RESTORED)
        placed |= files(world, "website", world.incident)
        await world.work()
        world.go(day * DAY + 5 * DAY)
        placed |= files(world, "website", world.incident)
        assert placed == files(world, "website", None)


async def test_a_report_that_was_overtaken_still_gets_its_page(world):
    """Two published before the courier came: the website has seen neither."""
    world.open()
    world.publish()
    world.go(1)
    world.publish(NoticeKind.UPDATE, Wording(progress="現地で作業中です。"))
    await world.work()
    drawn = [parcel.files for parcel in world.doors["website"].parcels]

    assert len(drawn) == 1
    assert {f"incidents/{world.incident}/reports/{number}.html" for number in (1, 2)} <= set(drawn[0])


async def test_pages_that_stand_are_not_handed_over_again(world):
    """The third report brings its own page and the second's, which is the newest no longer."""
    world.open()
    for number, kind in enumerate((NoticeKind.FIRST, NoticeKind.UPDATE, NoticeKind.UPDATE)):
        world.go(number * 10)
        world.publish(kind, Wording(progress=f"現地で作業中です（{number}）。"))
        await world.work()
    handed = sorted(
        path for path in world.doors["website"].parcels[-1].files if path.endswith(("2.html", "3.html", "1.html"))
    )

    assert handed == [f"incidents/{world.incident}/reports/{number}.html" for number in (2, 3)]


async def test_what_lies_in_the_archive_is_not_read(world):
    """Neither the notices nor the pages of incidents that are over: were they unreadable, nobody would notice."""
    for day in (0, 5, 40):
        await one_incident(world, day)
    world.go(60 * DAY)
    with world.house.database.engine.begin() as connection:
        connection.execute(delete(tables.renditions).where(tables.renditions.c.form.in_(["page", "payload"])))
        connection.execute(update(tables.notices).values(body="{}"))
    world.open()
    world.publish()
    drawn = files(world, "website", world.incident), files(world, "feed", world.incident)

    assert "archive/2027-01/index.html" in drawn[0]
    assert drawn[1]["feeds/incidents.atom"].count(b"<entry>") == 4
