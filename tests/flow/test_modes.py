"""C12: a drill and a replay carry their mark into every text, and never share a database with real incidents."""

import re

import pytest
from sqlalchemy import text
from worlds.house import NOC, add_subscribers
from worlds.old_database import database_at

from notices.desk.record_event import Reported, record_event
from notices.desk.refresh_site import channels_to_refresh
from notices.domain import incident_event as ev
from notices.domain.errors import ConfigurationError, InputError
from notices.domain.incident_event import IncidentKind, Mode
from notices.domain.rendition import MASTER_LANGUAGE
from notices.policy.page_text import visible_text

pytestmark = pytest.mark.slow

MARKS = {Mode.DRILL: "【訓練】", Mode.REPLAY: "【再現】"}


@pytest.mark.parametrize("asked", Mode)
@pytest.mark.parametrize("kept", Mode)
def test_a_database_belongs_to_the_mode_it_was_opened_for(make_world, kept, asked):
    """Opening it again is fine, also before its first incident; opening it for another mode is refused."""
    make_world(mode=kept)
    if asked is kept:
        assert make_world(mode=asked).desk.mode is kept
        return
    with pytest.raises(ConfigurationError) as refused:
        make_world(mode=asked)
    assert (refused.value.code, refused.value.details) == (
        "database_of_other_mode",
        {"kept": kept.value, "asked": asked.value},
    )


def test_a_database_from_before_knows_its_mode_by_its_incidents(make_world, tmp_path):
    """The migration reads it off what was recorded."""
    engine = database_at("0001", f"sqlite:///{tmp_path / 'house.sqlite3'}")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO incidents VALUES ('i', 'normal', '2026-11-21 03:00:00.000000')"))
    engine.dispose()

    with pytest.raises(ConfigurationError) as refused:
        make_world(mode=Mode.DRILL)
    assert refused.value.details["kept"] == "normal"


@pytest.mark.parametrize("mode", [Mode.DRILL, Mode.REPLAY])
def test_a_real_incident_cannot_be_turned_into_another_mode(world, mode):
    """A real notice is never sent as a drill: nobody would receive it."""
    world.open()
    with pytest.raises(InputError) as refused:
        record_event(
            world.desk, world.incident, [Reported(ev.Opened(IncidentKind.OUTAGE, mode))], NOC, world.clock.now(),
            world.clock.now(),
        )  # fmt: skip

    assert refused.value.code == "mode_of_house"
    assert world.publish().content.mode is Mode.NORMAL


@pytest.mark.parametrize("mode", MARKS)
async def test_every_text_begins_with_its_mark(make_world, mode):
    """Titles, posts, messages, mails; and the pages and feeds where they exist at all."""
    world = make_world(mode=mode)
    add_subscribers(world, 1)
    world.open()
    world.publish()
    await world.work()
    parcels = {name: door.parcels for name, door in world.doors.items()}
    texts = [p.title for lot in parcels.values() for p in lot] + [
        p.text for n in ("x", "sms", "mail") for p in parcels[n]
    ]

    assert len(texts) >= 5
    assert [text for text in texts if not text.startswith(MARKS[mode])] == []
    assert {f'"mode":"{mode.value}"' in p.text for p in parcels["mvno"]} == {True}


def language_of(path, languages):
    """A page of another language has it in its name."""
    return next((language for language in languages if re.search(rf"\b{language}\.html$", path)), MASTER_LANGUAGE)


async def test_a_replays_pages_are_marked_and_for_no_search_engine(make_world):
    """Every page in its language, also those with no report on them."""
    world = make_world(mode=Mode.REPLAY)
    world.open()
    world.publish()
    await world.work()
    [website], [feed] = world.doors["website"].parcels, world.doors["feed"].parcels
    pages = {path: body.decode() for path, body in website.files.items() if path.endswith(".html")}
    titles = [t for body in feed.files.values() for t in re.findall(r"<title>([^<]+)</title>", body.decode())]

    assert len(pages) >= 5
    assert [path for path, page in pages.items() if 'name="robots" content="noindex' not in page] == []
    marks = {renderer.language: renderer.marks[Mode.REPLAY] for renderer in world.desk.renderers}
    assert {language_of(path, marks) for path in pages} == set(marks)
    assert [p for p, page in pages.items() if marks[language_of(p, marks)] not in visible_text(page)] == []
    assert [title for title in titles if not title.startswith("【再現】")] == []


def test_a_drill_has_no_public_page_to_refresh(make_world):
    """Not even by the clock."""
    assert channels_to_refresh(make_world(mode=Mode.DRILL).desk) == []
