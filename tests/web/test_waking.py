"""Work is woken at once, and not before it stands in the database."""

from dataclasses import replace

import pytest
from web.calls import DETECTED, VOICE_DOWN, Api

from notices.sandbox.serving import serve
from notices.storage.access import Role
from notices.web.app import create_app

pytestmark = pytest.mark.slow


def test_work_is_woken_once_it_is_written_down_and_not_by_a_repeat(world):
    """A worker woken too early would find nothing and sleep on until the next poll."""
    found = []

    def wake():
        with world.house.database.read() as records:
            found.append(len(records.incidents.ids()))

    house = replace(world.house, desk=replace(world.desk, wake=wake))
    with serve(create_app(house, world.clock)) as url:
        api = Api(url, world, {})
        api.add_key("noc", "noc", Role.MACHINE)
        for body in ([DETECTED, VOICE_DOWN], [DETECTED, VOICE_DOWN], [{**VOICE_DOWN, "service_id": "tv"}]):
            api.post("/incidents", {"facts": body}, by="noc", Idempotency_Key="a-1")

    assert found == [1]
