"""Houses that more than one of the flows lives in."""

import pytest
from worlds.authorities import AUTHORITIES, CHANNELS, SENDS_BY_ITSELF


@pytest.fixture
def made(make_world):
    """A house with one authority of each role; whatever else it needs is given."""
    given = {"approvals": (SENDS_BY_ITSELF,), "channels": CHANNELS, "authorities": AUTHORITIES}
    return lambda **changes: make_world(**given | changes)
