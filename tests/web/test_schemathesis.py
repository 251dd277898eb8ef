"""The API against its own description: schemathesis calls every operation, alone and along the links between them."""

import pytest
import requests
from web.fuzzing import Fuzz
from worlds.inputs import INPUT_TABLE

from notices.sandbox.serving import serve
from notices.web import openapi
from notices.web.app import create_app
from notices.web.rights import Right

pytestmark = pytest.mark.slow

# the narrowest role for each right; who approves is nobody who drafts
KEYS = {
    Right.READ: "viewer",
    Right.RECORD: "writer",
    Right.DRAFT: "writer",
    Right.SUBMIT: "writer",
    Right.HOLD: "writer",
    Right.APPROVE: "approver",
}
# what leads to a published notice; the rest leads nowhere else, and is called by itself with all the others
LIFE = [
    "open_an_incident", "write_a_draft", "revise_a_draft", "preview_a_notice", "submit", "send_back",
    "approve", "publish",
]  # fmt: skip


@pytest.fixture
def fuzz(api, world, tmp_path):
    """The app as `shuchi serve` puts it together, with the public site behind the API."""
    with serve(create_app(world.house, world.clock, site_dir=tmp_path / "site", input_table=INPUT_TABLE)) as url:
        api.url = url
        yield Fuzz(api, KEYS)


def test_every_operation_keeps_to_its_description(fuzz):
    """What it allows is never called ill-formed, what it forbids is refused, and what is refused changes nothing."""
    fuzz.every_operation(examples=5)
    paths = requests.get(f"{fuzz.api.url}{openapi.PATH}", timeout=30).json()["paths"]

    assert list(fuzz.failures.items()) == []
    assert set(fuzz.answers) == {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}


def test_the_links_lead_from_an_event_to_a_published_notice(fuzz):
    """Each call is made of the answer before it, as whoever reads the description would make it."""
    goal = "POST /api/v1/notices/{notice_id}/publish"
    fuzz.along_the_links("POST /api/v1/incidents", LIFE, goal, rounds=8, scenarios=10, steps=20)

    assert list(fuzz.failures.items()) == []
    assert fuzz.answers[goal][200] > 0
