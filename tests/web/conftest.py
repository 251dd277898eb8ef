"""A real server before a real house, with keys for its people and machines."""

import pytest
from web.calls import with_keys

from notices.sandbox.serving import serve
from notices.web.app import create_app


@pytest.fixture
def api(world):
    """The API of a house without a standing approval; "noc" is trusted, "probe" is not."""
    with serve(create_app(world.house, world.clock)) as url:
        yield with_keys(url, world)
