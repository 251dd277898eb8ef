"""`shuchi serve` as a carrier runs it: one event by HTTP, the first report by itself, an orderly end."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
import requests

from notices.clock import SystemClock

pytestmark = pytest.mark.slow

SHUCHI = (sys.executable, "-c", "from notices.cli import main; main()")
PATIENCE_SECONDS = 60


@pytest.fixture
def shuchi(tmp_path):
    """Runs commands in a folder of their own, as a fresh installation would."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SHUCHI_")}

    def start(*arguments, **more):
        log = (tmp_path / "log").open("w")
        with log:
            return subprocess.Popen(
                [*SHUCHI, *arguments], cwd=tmp_path, env=environment | {"SHUCHI_LANGUAGE": "en", **more},
                stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip

    return start


def run(shuchi, *arguments):
    process = shuchi(*arguments)
    out, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0
    return out.strip()


def until(look):
    """What `look` finds, once it finds something."""
    for _ in range(PATIENCE_SECONDS * 10):
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError("nothing came")


def adapted(profile: str) -> str:
    """The example with a machine that is trusted, a clock in a hurry, and no partner on the internet."""
    profile = profile.replace("# trusted_sources = []", 'trusted_sources = ["noc"]')
    profile = profile.replace("# grace_minutes = 10", "grace_minutes = 1")
    partners = profile.index("[[partners]]")
    return profile[:partners] + profile[profile.index("# ---- 包括承認") :]


def test_one_event_is_published_by_itself_and_the_house_ends_in_order(shuchi, tmp_path):
    """Website and feeds, no vendor; the report is due at once because the outage began half an hour ago."""
    run(shuchi, "init", ".")
    profile = tmp_path / "carrier.toml"
    profile.write_text(adapted(profile.read_text(encoding="utf-8")), encoding="utf-8")
    token = run(shuchi, "key", "add", "noc", "--machine")
    house = shuchi("serve", "--port", "0")
    try:
        url = house.stdout.readline().split(" on ")[1].split(". ")[0]
        until(lambda: is_well(url))
        now = SystemClock().now()
        facts = [
            {"fact": "Detected", "detected_at": now.isoformat()},
            {"fact": "OnsetEstimated", "occurred_at": (now - timedelta(minutes=29, seconds=30)).isoformat()},
            {"fact": "ImpactChanged", "service_id": "voice", "effect": "unusable", "areas": ["全国"]},
        ]
        caller = {"Authorization": f"Bearer {token}"}
        made = requests.post(f"{url}api/v1/incidents", json={"facts": facts}, headers=caller, timeout=30)
        incident_id = made.json()["id"]
        page = until(lambda: found(f"{url}incidents/{incident_id}/"))
        feed = until(lambda: found(f"{url}feeds/reports.json"))
        notices = requests.get(f"{url}api/v1/incidents/{incident_id}/notices", headers=caller, timeout=30).json()
        unknown = requests.post(f"{url}api/v1/nothing", timeout=30)
        house.send_signal(signal.SIGTERM)
        status = house.wait(PATIENCE_SECONDS)
    finally:
        house.kill()
        house.communicate()

    assert (status, made.status_code) == (0, 201)
    assert "第1報" in page.text
    assert incident_id in feed.text
    assert [n["approved_by"] for n in notices["notices"]] == ["standing:first-and-update"]
    assert (unknown.status_code, unknown.json()["code"]) == (404, "path_unknown")
    log = (tmp_path / "log").read_text()
    lines = [json.loads(line) for line in log.splitlines()]
    assert [line["message"] for line in lines if line["logger"] == "shuchi.serve"] == ["serving", "ending", "ended"]
    assert [line for line in lines if line["level"] == "error"] == []
    assert token not in log


def is_well(url):
    try:
        return requests.get(f"{url}healthz", timeout=5).status_code == 200
    except requests.ConnectionError:
        return False


def found(url):
    answer = requests.get(url, timeout=5)
    return answer if answer.status_code == 200 else None


def test_a_repeat_after_kill_9_is_answered_as_before(shuchi):
    """The answer was kept with the work, so a caller who heard nothing may ask again."""
    run(shuchi, "init", ".")
    caller = {"Authorization": f"Bearer {run(shuchi, 'key', 'add', 'noc', '--machine')}", "Idempotency-Key": "a-1"}
    told = []
    for _ in range(2):
        house = shuchi("serve", "--port", "0")
        try:
            url = house.stdout.readline().split(" on ")[1].split(". ")[0]
            until(lambda url=url: is_well(url))
            facts = {"facts": [{"fact": "SupplierDetected", "detected_at": "2026-11-01T12:00:00+09:00"}]}
            told.append(requests.post(f"{url}api/v1/incidents", json=facts, headers=caller, timeout=30))
        finally:
            house.kill()
            house.communicate()

    assert (told[0].status_code, told[1].text) == (201, told[0].text)
    assert told[1].headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize(
    ("arguments", "change", "told"),
    [
        (["--port", "0"], {"SHUCHI_CARRIER_FILE": "nowhere.toml"}, "nowhere.toml"),
        (["--port", "0"], {"SHUCHI_DATABASE_URL": "sqlite:////proc/none/db.sqlite3"}, "/proc/none/db.sqlite3"),
        (["--host", "192.0.2.1", "--port", "0"], {}, "192.0.2.1"),
    ],
    ids=["carrier file", "database", "address"],
)
def test_what_it_cannot_start_with_is_said_in_a_sentence(shuchi, tmp_path, arguments, change, told):
    """Exit status 2, no trace."""
    run(shuchi, "init", ".")
    house = shuchi("serve", *arguments, **change)
    house.communicate(timeout=PATIENCE_SECONDS)
    said = (tmp_path / "log").read_text()

    assert (house.returncode, told in said, "Traceback" in said) == (2, True, False)
