"""The API describes itself, and every fact of the domain can be told to it."""

import pytest
import requests

from notices.domain.incident_event import FACTS_BY_NAME
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

    assert {str(operation["security"]) for operation in operations} == {"[{'HTTPBearer': []}]"}
    assert {tuple(operation["responses"]["default"]["content"]) for operation in operations} == {
        ("application/problem+json",)
    }


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
