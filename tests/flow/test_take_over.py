"""What a killed house had in hand (0009): a successor that is alone takes it over at once, beside others it waits."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from worlds.house import APPROVAL, build_world

from notices.desk.claim_work import claim_work
from notices.desk.hold_clock import hold_restored
from notices.storage.database import open_database

pytestmark = pytest.mark.slow

LIVING = """
import sys
from notices.storage.database import open_database
open_database(sys.argv[1]).move_in()
print("here", flush=True)
sys.stdin.read()
"""


def left_behind(make_world):
    """A house with one report, whose pages a worker has in hand."""
    world = make_world()
    world.open()
    world.publish()
    assert claim_work(world.desk, "website", "dead", world.clock.now(), 15)
    return world


async def test_a_successor_that_is_alone_need_not_wait_for_the_lease(make_world, tmp_path):
    """Killed and started again, it goes on with what it had begun."""
    world = left_behind(make_world)
    await world.house.close()
    after = build_world(tmp_path, clock=world.clock)
    await after.work()
    await after.house.close()

    assert len(after.doors["website"].parcels) == 1


async def test_a_second_house_robs_nobody(make_world, tmp_path):
    """The first lives: what it has in hand is its own until its lease ends."""
    world = left_behind(make_world)
    second = build_world(tmp_path, clock=world.clock)
    await second.work()
    second.go(0.5)
    at_first = len(second.doors["website"].parcels)
    await second.work()
    await second.house.close()

    assert (at_first, len(second.doors["website"].parcels)) == (0, 1)


@pytest.mark.parametrize("is_held", [False, True])
async def test_a_restored_copy_publishes_nothing_by_itself_once_held(make_world, tmp_path, is_held):
    """T6: the copy takes an outage for open that the public was told is over."""
    world = make_world(approvals=(APPROVAL,))
    world.open()
    world.publish()
    await world.beat(1)
    with (
        closing(sqlite3.connect(tmp_path / "house.sqlite3")) as file,
        closing(sqlite3.connect(tmp_path / "copy")) as copy,
    ):
        file.backup(copy)
    await world.house.close()
    (tmp_path / "copy").rename(tmp_path / "house.sqlite3")
    if is_held:
        database = open_database(f"sqlite:///{tmp_path / 'house.sqlite3'}")
        hold_restored(database, "operator", world.at(99))
        database.close()
    after = build_world(tmp_path, clock=world.clock, approvals=(APPROVAL,))
    after.incident = world.incident
    for minutes in (100, 101):
        await after.beat(minutes)
    numbers = [notice.number for notice in after.published()]
    await after.house.close()

    assert numbers == ([1] if is_held else [1, 2])


def test_the_lock_goes_with_its_process_and_with_nothing_else(make_world, tmp_path):
    """SIGSTOP keeps it, SIGKILL gives it up."""
    world = left_behind(make_world)
    database = world.house.database
    database.close()
    url = str(database.engine.url)
    living = subprocess.Popen([sys.executable, "-c", LIVING, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert living.stdout.readline() == b"here\n"
    left = claim_work(world.desk, "website", "living", world.clock.now(), 15)
    found = []
    for sign in (signal.SIGSTOP, signal.SIGKILL):
        os.kill(living.pid, sign)
        if sign is signal.SIGKILL:
            living.wait()
        newcomer = open_database(url)
        newcomer.move_in()
        with newcomer.read() as records:
            found.append(bool(records.deliveries.held([shard for shard, _ in left], "living")))
        newcomer.close()
    living.stdin.close()
    living.stdout.close()

    assert found == [True, False]
