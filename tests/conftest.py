"""The small house most flow tests live in."""

import asyncio

import pytest
from worlds.house import build_world


@pytest.fixture
def make_world(tmp_path):
    """Builds houses in the test's own folder and lets go of them."""
    worlds = []

    def make(folder=tmp_path, **options):
        world = build_world(folder, **options)
        worlds.append(world)
        return world

    yield make
    for world in worlds:
        asyncio.run(world.house.close())


@pytest.fixture
def world_in(make_world, tmp_path):
    """Makers of houses side by side, each in a folder of its own."""

    def maker(name):
        folder = tmp_path / name
        folder.mkdir()
        return lambda **options: make_world(folder=folder, **options)

    return maker


@pytest.fixture
def world(make_world):
    """A house without a standing approval: nothing is issued by itself."""
    return make_world()
