"""The essential path of docs/in-service.md with the unit's own settings and command, through a kill -9."""

import os
import shlex
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from notices.clock import SystemClock

pytestmark = pytest.mark.slow

SERVICE = Path(__file__).resolve().parents[2] / "docs" / "service"
SHUCHI = (sys.executable, "-c", "from notices.cli import main; main()")
PATIENCE_SECONDS = 60


@pytest.fixture
def machine(tmp_path):
    """One machine: the folders of the page below `tmp_path`, the settings of shuchi.env."""
    given = (SERVICE / "shuchi.env").read_text(encoding="utf-8").splitlines()
    settings = dict(line.split("=", 1) for line in given if line and not line.startswith("#"))
    for folder in ("/etc/shuchi", "/var/lib/shuchi", "/var/www/shuchi"):
        (tmp_path / folder[1:]).mkdir(parents=True)
        settings = {name: value.replace(folder, f"{tmp_path}{folder}") for name, value in settings.items()}
    return Machine(tmp_path, {**clean_environment(), **settings, "SHUCHI_LANGUAGE": "en"})


def clean_environment():
    ours = ("SHUCHI_", "NOTIFY_", "WATCHDOG_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


class Machine:
    """Runs what an administrator types, and the service as systemd does, without its sandbox."""

    def __init__(self, root, settings):
        self.root, self.settings, self.url = root, settings, ""

    def shuchi(self, *arguments):
        done = subprocess.run(
            [*SHUCHI, *arguments], cwd=self.root / "var/lib/shuchi", env=self.settings, capture_output=True, text=True,
            check=True, timeout=PATIENCE_SECONDS,
        )  # fmt: skip
        return done.stdout.strip()

    def start(self):
        """ExecStart of the unit, on a free port."""
        unit = (SERVICE / "shuchi.service").read_text(encoding="utf-8")
        [command] = [line for line in unit.splitlines() if line.startswith("ExecStart=")]
        arguments = [word if word != "8000" else "0" for word in shlex.split(command)[1:]]
        house = subprocess.Popen(
            [*SHUCHI, *arguments], cwd=self.root / "var/lib/shuchi", env=self.settings, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self.url = house.stdout.readline().split(" on ")[1].split("/. ")[0]
        until(lambda: self.get("/healthz"))
        return house

    def get(self, path, key=None):
        """The answer once it is 200, else None."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        try:
            answer = requests.get(self.url + path, headers=headers, timeout=5)
        except requests.ConnectionError:
            return None
        return answer if answer.status_code == 200 else None


def until(look):
    for _ in range(PATIENCE_SECONDS * 10):
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError("nothing came")


def adapted(profile):
    """What the page has the carrier change: its machine is trusted, the clock waits shortly, no partner yet."""
    profile = profile.replace("# trusted_sources = []", 'trusted_sources = ["noc"]')
    profile = profile.replace("# grace_minutes = 10", "grace_minutes = 1")
    return profile[: profile.index("[[partners]]")] + profile[profile.index("# ---- 包括承認") :]


def test_one_event_by_a_trusted_machine_is_published_by_itself_once_through_a_kill_9(machine):
    """Nobody is at the desk, the half hour is nearly over; what was published stands while nothing runs, and once."""
    machine.shuchi("init", f"{machine.root}/etc/shuchi")
    profile = machine.root / "etc/shuchi/carrier.toml"
    profile.write_text(adapted(profile.read_text(encoding="utf-8")), encoding="utf-8")
    machine.shuchi("check", str(profile))
    key = machine.shuchi("key", "add", "noc", "--machine")
    house = machine.start()
    try:
        now = SystemClock().now()
        facts = [
            {"fact": "Detected", "detected_at": now.isoformat()},
            {"fact": "OnsetEstimated", "occurred_at": (now - timedelta(minutes=29, seconds=30)).isoformat()},
            {"fact": "ImpactChanged", "service_id": "voice", "effect": "unusable", "areas": ["千葉県柏市の一部"]},
        ]
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "alarm-4711"}
        call = {"json": {"facts": facts}, "headers": headers, "timeout": 30}
        made = requests.post(f"{machine.url}/api/v1/incidents", **call)
        incident = made.json()["id"]
        page = machine.root / "var/www/shuchi/incidents" / incident / "reports" / "1.html"
        until(page.is_file)
        until(lambda: "delivered" in machine.get(f"/api/v1/incidents/{incident}/deliveries", key).text)
    finally:
        house.send_signal(signal.SIGKILL)
        house.communicate()
    while_dead = page.read_bytes()
    house = machine.start()
    try:
        repeated = requests.post(f"{machine.url}/api/v1/incidents", **call)
        until(lambda: machine.get("/feeds/reports.json"))
        notices = machine.get(f"/api/v1/incidents/{incident}/notices", key).json()["notices"]
        deliveries = machine.get(f"/api/v1/incidents/{incident}/deliveries", key).json()["deliveries"]
        feed = machine.get("/feeds/reports.json").json()
        told = machine.get("/metrics", key).text
    finally:
        house.send_signal(signal.SIGTERM)
        house.communicate(timeout=PATIENCE_SECONDS)

    assert (made.status_code, repeated.text, house.returncode) == (201, made.text, 0)
    assert [(notice["number"], notice["approved_by"]) for notice in notices] == [(1, "standing:first-and-update")]
    assert sorted((row["channel"], row["number"]) for row in deliveries) == [("feed", 1), ("website", 1)]
    assert ("第1報" in while_dead.decode(), page.read_bytes()) == (True, while_dead)
    assert len(feed["items"]) == 1
    assert 'shuchi_reports_published_total{by="clock",kind="first"} 1.0' in told
