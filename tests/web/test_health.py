"""What `/healthz` tells, and what it does not need."""

import asyncio
from dataclasses import dataclass

import pytest
import requests
from sqlalchemy import text

from notices.domain.errors import DeliveryFailed
from notices.sandbox.serving import serve
from notices.web.app import create_app
from notices.web.health import Health

pytestmark = pytest.mark.slow


@dataclass
class DeadDoor:
    """Down."""

    async def probe(self):
        raise DeliveryFailed("folder_not_writable")

    async def close(self):
        """Nothing is held."""


@pytest.fixture
def health(world):
    return Health(world.clock)


@pytest.fixture
def ask(world, health):
    with serve(create_app(world.house, world.clock, health=health)) as url:
        yield lambda: requests.get(f"{url}/healthz", timeout=30)


def test_a_house_whose_clock_stands_still_is_down(ask, world):
    """Then beats, then well."""
    before = ask()
    asyncio.run(world.house.heartbeat.beat())
    after = ask()

    assert (before.status_code, before.json()["clock"]["is_beating"]) == (503, False)
    assert (after.status_code, after.json()["status"], after.json()["clock"]["is_held"]) == (200, "ok", False)


def test_a_way_out_that_is_down_is_told_and_the_house_is_well(ask, health, world):
    """S4: one door is not the house."""
    world.house.doors["website"] = DeadDoor()
    asyncio.run(world.house.heartbeat.beat())
    asyncio.run(health.probe_doors(world.house))
    told = ask()
    doors = {name: (state["is_up"], state["reason"]) for name, state in told.json()["doors"].items()}

    assert (told.status_code, doors["website"], doors["feed"]) == (200, (False, "folder_not_writable"), (True, ""))


def test_a_database_that_refuses_makes_it_down(ask, health, world):
    """Nothing can be written down, so nothing can be published."""
    asyncio.run(world.house.heartbeat.beat())
    with world.house.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE holds RENAME TO gone"))

    assert (ask().status_code, ask().json()["database"]) == (503, False)
