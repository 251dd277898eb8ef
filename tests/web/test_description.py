"""The API describes itself, and every fact of the domain can be told to it."""

import re

import pytest
import requests

from notices.domain.incident_event import FACTS_BY_NAME
from notices.storage.access import Role
from notices.web.rights import RIGHTS, Right
from notices.web.schemas.facts import MODELS

pytestmark = pytest.mark.slow


@pytest.fixture
def description(api):
    return requests.get(f"{api.url}/api/v1/openapi.json", timeout=30).json()


def test_the_description_needs_no_key_and_is_openapi_31(description):
    """Whoever connects a system reads it first."""
    assert description["openapi"].startswith("3.1.")


def test_every_operation_needs_a_key_and_may_be_refused_with_a_problem(description):
    """RFC 9457 everywhere."""
    operations = [operation for path in description["paths"].values() for operation in path.values()]
    refusals = [
        (status, tuple(answer["content"]))
        for operation in operations
        for status, answer in operation["responses"].items()
        if status[0] in "45"
    ]

    assert {len(operation["security"]) for operation in operations} == {1}
    assert {right for operation in operations for right in operation["security"][0]["HTTPBearer"]} == set(Right)
    assert {content for _, content in refusals} == {("application/problem+json",)}
    assert {status for status, _ in refusals} == {
        "400",
        "401",
        "403",
        "404",
        "409",
        "412",
        "413",
        "415",
        "422",
        "428",
        "503",
    }


def test_every_operation_asks_for_the_right_it_names_before_anything_else(api, description):
    """No key 401, a key of a role without the right 403, whatever else is wrong with the call; nothing is changed."""
    for role in Role:
        api.add_key(f"as {role}", f"{role}-9", role)
    before = api.everything()
    for path, operations in description["paths"].items():
        at = re.sub(r"{\w+}", "x", path).removeprefix("/api/v1")
        for method, operation in operations.items():
            ((right,),) = operation["security"][0].values()
            assert (path, api.call(method, at, {}, by=None).status_code) == (path, 401)
            for role in set(Role) - RIGHTS[right]:
                refused = api.call(method, at, {}, by=f"as {role}")
                assert (path, role, refused.status_code, refused.json()["code"]) == (path, role, 403, "role_too_narrow")
    assert api.everything() == before


def test_every_reference_in_the_description_leads_somewhere(description):
    """A schema that was taken out must not be pointed at."""
    known, wanted = set(description["components"]["schemas"]), set()

    def walk(node):
        if isinstance(node, dict):
            wanted.update({node["$ref"]} if "$ref" in node else ())
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(description)
    assert {reference.rpartition("/")[2] for reference in wanted} <= known


def test_every_fact_can_be_reported(description):
    """A fact of the domain that the API does not take would be lost to machines."""
    mapping = description["components"]["schemas"]["EventsGiven"]["properties"]["facts"]["items"]["discriminator"]

    assert set(mapping["mapping"]) == set(MODELS) == set(FACTS_BY_NAME)
