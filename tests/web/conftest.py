"""A real server before a real house, with keys for its people and machines."""

import pytest
from web.calls import Api
from worlds.house import APPROVER, WRITER

from notices.sandbox.serving import serve
from notices.storage.access import Role
from notices.web.app import create_app


@pytest.fixture
def api(world):
    """The API of a house without a standing approval; "noc" is trusted, "probe" is not."""
    with serve(create_app(world.house, world.clock)) as url:
        api = Api(url, world, {})
        api.add_key("noc", "noc", Role.MACHINE)
        api.add_key("probe", "probe", Role.MACHINE)
        api.add_key("viewer", "viewer-1", Role.VIEWER)
        api.add_key("writer", WRITER, Role.EDITOR)
        api.add_key("approver", APPROVER, Role.APPROVER)
        yield api
