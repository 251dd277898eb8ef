"""`GET /metrics`: what Prometheus is told about a house."""

import asyncio
import re
from collections import Counter
from pathlib import Path

import pytest
import requests
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from web.calls import Api
from worlds.house import APPROVAL, VOICE_DOWN

from notices.desk.hold_clock import hold_all
from notices.domain import incident_event as ev
from notices.domain.delivery import DeliveryStatus
from notices.domain.errors import DeliveryFailed
from notices.sandbox.serving import serve
from notices.storage.access import Role
from notices.web.app import create_app
from notices.web.health import Health

pytestmark = pytest.mark.slow

DOCS = Path(__file__).resolve().parents[2] / "docs"
NEWER = "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.4"


def read(told):
    """Every sample by name and labels, as `name` or `name{a=b,c=d}` in alphabetical order."""
    samples = [sample for family in text_string_to_metric_families(told) for sample in family.samples]
    return {
        name + ("{" + ",".join(f"{key}={labels[key]}" for key in sorted(labels)) + "}" if labels else ""): value
        for name, labels, value, *_ in samples
    }


@pytest.fixture
def serving():
    """Makes `ask()` for a house; `ask.api` calls its API, `ask.health` is what is known of its ways out."""
    servers, tokens = [], {}

    def start(world):
        health = Health(world.clock)
        server = serve(create_app(world.house, world.clock, health=health))
        url = server.__enter__()
        servers.append(server)
        api = Api(url, world, tokens.setdefault(id(world), {}))
        if not api.tokens:
            api.add_key("prometheus", "prometheus", Role.VIEWER)
            api.add_key("noc", "noc", Role.MACHINE)

        def ask(by="prometheus", **headers):
            headers |= {"Authorization": f"Bearer {api.tokens[by]}"} if by else {}
            return requests.get(f"{url}/metrics", headers=headers, timeout=30)

        ask.api, ask.health = api, health
        return ask

    yield start
    for server in servers:
        server.__exit__(None, None, None)


@pytest.fixture
def ask(world, serving):
    return serving(world)


def test_only_a_key_opens_it(ask):
    """Unconfirmed incidents are no public fact; any role may read, a machine's too."""
    refused = ask(by=None)

    assert (refused.status_code, refused.json()["code"]) == (401, "key_missing")
    assert [ask(by=name).status_code for name in ("prometheus", "noc")] == [200, 200]


def test_it_speaks_the_form_that_is_asked_for(ask):
    """The older text for whoever says nothing, OpenMetrics for Prometheus as it asks; neither is kept in a cache."""
    plain = ask()
    newer = ask(Accept=NEWER)

    assert plain.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert newer.headers["Content-Type"].startswith("application/openmetrics-text; version=1.0.0; charset=utf-8")
    assert plain.headers["Cache-Control"] == "no-store"
    assert {family.name for family in open_metrics(newer.text)} >= {"shuchi_incidents", "process_cpu_seconds"}


def test_a_house_at_rest_shows_every_count_from_zero_on(ask, world):
    """A series that begins with its first event would hide that event from every alert on an increase."""
    told = read(ask().text)
    zero = {name for name, value in told.items() if name.startswith("shuchi_") and value == 0}
    deliveries = {name for name in zero if name.startswith("shuchi_deliveries{")}

    assert told["shuchi_heartbeat_age_seconds"] == float("inf")
    assert told["shuchi_database_up"] == 1
    assert len(deliveries) == len(world.doors) * len(DeliveryStatus)
    assert "shuchi_reports_published_total{by=clock,kind=first}" in zero
    assert "shuchi_incidents{status=unconfirmed}" in zero


def test_an_outage_is_seen_from_its_first_report_to_a_missed_update(make_world, serving):
    """Published by the clock, one way out down; counted again after each step, never twice."""
    world = make_world(approvals=(APPROVAL,))
    ask = serving(world)
    world.doors["x"].answers = [DeliveryFailed("vendor_down")] * 3
    world.go(6)
    world.open(ev.Detected(world.at(5)), ev.OnsetEstimated(world.at(0)), VOICE_DOWN)
    asyncio.run(world.beat(7))
    waiting = read(ask().text)
    asyncio.run(world.beat(16))
    published = read(ask().text)
    world.go(16.5)
    later = read(ask().text)
    hold_all(world.desk, 100, world.clock.now())
    asyncio.run(world.beat(90))
    missed = read(ask().text)

    assert waiting["shuchi_incidents{status=ongoing}"] == 1
    assert waiting["shuchi_next_deadline_seconds{what=first_report}"] == 23 * 60
    assert changes(waiting, published, "shuchi_reports_published_total") == {"{by=clock,kind=first}": 1}
    assert changes(published, later, "shuchi_reports_published_total") == {}
    assert published["shuchi_deliveries{channel=website,status=delivered}"] == 1
    assert changes(published, later, "shuchi_deliveries{") == {}
    assert later["shuchi_deliveries{channel=x,status=waiting}"] == 1
    assert changes(published, later, "shuchi_oldest_unsettled_delivery_age_seconds") == {"{channel=x}": 30}
    assert changes(later, missed, "shuchi_automatic_publication_held") == {"": 1}
    assert changes(later, missed, "shuchi_deadlines_missed_total") == {"{what=next_update}": 1}
    assert changes(later, missed, "shuchi_alarms_unsent") == {}


def changes(before, after, name):
    """What was added to the samples of one name."""
    names = [each for each in after if each.startswith(name)]
    assert names
    found = {each[len(name) :]: after[each] - before.get(each, 0) for each in names}
    return {labels: difference for labels, difference in found.items() if difference}


def test_what_came_to_rest_is_counted_once_however_often_it_is_asked(make_world, serving):
    """Two reports, the second supersedes what the first could not deliver; the sum is every delivery there is."""
    world = make_world(approvals=(APPROVAL,))
    ask = serving(world)
    world.doors["x"].answers = [DeliveryFailed("vendor_down")] * 2
    world.open()
    told = []
    for minutes in (5, 11, 12, 40, 66, 67, 130):
        asyncio.run(world.beat(minutes))
        told.append(read(ask().text))
    first_look = read(serving(world)().text)
    kept = Counter((row.channel, row.status.value) for row in world.deliveries())

    counted = {name: value for name, value in told[-1].items() if name.startswith("shuchi_deliveries{")}
    expected = {f"shuchi_deliveries{{channel={channel},status={status}}}": n for (channel, status), n in kept.items()}
    assert {name: value for name, value in counted.items() if value} == expected
    assert {name: first_look[name] for name in counted} == counted
    assert sum(kept.values()) > len(world.doors)


def test_requests_are_told_by_the_template_of_their_route(ask):
    """Whatever people ask for, the number of series stays bounded."""
    incident_id = ask.api.open()
    ask.api.get(f"/incidents/{incident_id}", by="noc")
    ask.api.get("/incidents/none-1", by="noc")
    ask.api.get("/nothing/here", by="noc")
    ask.api.post("/incidents", data="{", by="noc")
    ask.api.call("BREW", "/incidents", by="noc")
    for path in ("/a.html", "/b/c.html"):
        requests.get(ask.api.url + path, timeout=30)
    told = read(ask().text)
    name = "shuchi_http_request_duration_seconds_count"

    assert {each[len(name) :]: value for each, value in told.items() if each.startswith(name)} == {
        "{method=POST,route=/api/v1/incidents,status=201}": 1,
        "{method=GET,route=/api/v1/incidents/{incident_id},status=200}": 1,
        "{method=GET,route=/api/v1/incidents/{incident_id},status=404}": 1,
        "{method=GET,route=unknown,status=404}": 1,
        "{method=POST,route=unknown,status=400}": 1,
        "{method=other,route=/api/v1/incidents,status=405}": 1,
        "{method=GET,route=site,status=404}": 2,
    }


def test_a_way_out_that_is_down_is_told_with_the_age_of_its_probe(ask, world):
    """One door, one series."""

    async def is_down():
        raise DeliveryFailed("vendor_down")

    world.doors["x"].probe = is_down
    asyncio.run(ask.health.probe_doors(world.house))
    world.go(1)
    told = read(ask().text)

    assert (told["shuchi_door_up{channel=x}"], told["shuchi_door_up{channel=website}"]) == (0, 1)
    assert told["shuchi_door_probe_age_seconds{channel=x}"] == 60


def test_without_its_tables_the_house_still_tells_that_it_lives(ask, world):
    """The scrape does not fail: what is known without the database is told, with the reason for the rest."""
    with world.house.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE deadlines RENAME TO gone"))
    told = read(ask().text)

    assert told["shuchi_database_up"] == 0
    assert "shuchi_heartbeat_age_seconds" in told
    assert [name for name in told if name.startswith("shuchi_incidents")] == []


def test_two_houses_in_one_process_share_no_number(world_in, serving):
    """Each app has a registry of its own."""
    busy, idle = world_in("busy")(), world_in("idle")()
    ask_busy, ask_idle = serving(busy), serving(idle)
    busy.open()

    name = "shuchi_incidents{status=ongoing}"
    assert (read(ask_busy().text)[name], read(ask_idle().text)[name]) == (1, 0)


def test_every_metric_is_documented_and_every_alert_asks_for_one(ask):
    """docs/metrics.md names exactly what is told; an alert on a name that does not exist would never wake anybody."""
    ask()
    families = [family for family in open_metrics(ask(Accept=NEWER).text) if family.name.startswith("shuchi_")]
    endings = {"counter": "_total", "info": "_info"}
    expected = {family.name + endings.get(family.type, "") for family in families}
    documented = set(re.findall(r"^\| `(shuchi_\w+)`", (DOCS / "metrics.md").read_text(encoding="utf-8"), re.MULTILINE))
    asked = set(re.findall(r"\bshuchi_\w+", (DOCS / "service" / "alerts.yml").read_text(encoding="utf-8")))

    assert documented == expected
    assert len(asked) > 5
    assert asked - documented == set()
