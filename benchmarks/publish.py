"""From `POST …/publish` to the last static file and feed in place, with 10, 100 and 1,000 earlier incidents.

`shuchi serve` runs as a carrier would run it, with a database and a site of its own and no way out but website and
feed. Each round publishes through the API: three new incidents, a first report and four follow-ups each. The clock
starts before the request is sent and stops when the last file of each way out shows the report.
"""

import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import requests
from support.archive import fill_archive
from support.report import Result, quantile, report

from notices.clock import SystemClock
from notices.profile import load_carrier
from notices.profile.carrier_toml import EXAMPLE
from notices.storage.access import ApiKey, Role
from notices.storage.database import open_database
from notices.storage.migrate import upgrade

ARCHIVES = (10, 100, 1000)
INCIDENTS, REPORTS = 3, 5
# for what was written before to come to rest
PAUSE_SECONDS = 0.2
SHUCHI = (sys.executable, "-c", "from notices.cli import main; main()")
PATIENCE_SECONDS = 60


def measure(folder: Path) -> dict[int, list[float]]:
    """Milliseconds of each publication by size of the archive; the houses take turns, so all meet the same noise."""
    with ExitStack() as stack:
        rounds = {}
        for archive in ARCHIVES:
            place = folder / str(archive)
            place.mkdir()
            tokens = prepare(place, archive)
            url = stack.enter_context(served(place))
            rounds[archive] = publish_all(f"{url}api/v1", place / "site", tokens)
        turns = [{archive: next(times) for archive, times in rounds.items()} for _ in range(INCIDENTS * REPORTS)]
    return {archive: [turn[archive] for turn in turns] for archive in ARCHIVES}


def prepare(folder: Path, archive: int) -> dict[str, str]:
    """A carrier's folder with its archive; returns the keys of two people."""
    profile = EXAMPLE.read_text(encoding="utf-8")
    partners, approvals = profile.index("[[partners]]"), profile.index("# ---- 包括承認")
    (folder / "carrier.toml").write_text(profile[:partners] + profile[approvals:], encoding="utf-8")
    url = f"sqlite:///{folder / 'house.sqlite3'}"
    upgrade(url)
    now = SystemClock().now()
    fill_archive(load_carrier(folder / "carrier.toml"), url, folder / "site", archive, now)
    tokens = {role: f"shuchi_{secrets.token_urlsafe(32)}" for role in (Role.EDITOR, Role.APPROVER)}
    database = open_database(url)
    with database.write() as records:
        for role, token in tokens.items():
            records.access.add_key(ApiKey(role.value, role.value, role, now), token)
    database.close()
    return {role.value: token for role, token in tokens.items()}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """`shuchi serve` in that folder, once the whole site stands."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SHUCHI_")} | {
        "SHUCHI_LANGUAGE": "en", "SHUCHI_SITE_DIR": "site", "SHUCHI_DATABASE_URL": "sqlite:///house.sqlite3",
    }  # fmt: skip
    last = folder / "site" / "feeds" / "reports.rss"
    last.unlink(missing_ok=True)
    with (folder / "log").open("w") as log:
        house = subprocess.Popen(
            [*SHUCHI, "serve", "--port", "0"],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    try:
        assert house.stdout is not None
        url = house.stdout.readline().split(" on ")[1].split(". ")[0]
        wait_for(last.exists, 0.1)
        yield url
    finally:
        house.terminate()
        house.communicate(timeout=PATIENCE_SECONDS)


def publish_all(api: str, site: Path, tokens: dict[str, str]) -> Iterator[float]:
    """Milliseconds from each publishing request to its last file."""
    editor, approver = requests.Session(), requests.Session()
    editor.headers["Authorization"] = f"Bearer {tokens['editor']}"
    approver.headers["Authorization"] = f"Bearer {tokens['approver']}"
    for _ in range(INCIDENTS):
        incident = opened(editor, api)
        for number in range(1, REPORTS + 1):
            notice = approved(editor, approver, api, incident, number)
            time.sleep(PAUSE_SECONDS)
            begun = time.perf_counter()
            answer = approver.post(f"{api}/notices/{notice['id']}/publish", headers={"If-Match": notice["etag"]})
            assert answer.status_code == 200, answer.text
            wait_for(lambda i=incident, n=number: is_shown(site, i, n), 0.001)
            yield (time.perf_counter() - begun) * 1000


def opened(editor: requests.Session, api: str) -> str:
    """A new outage."""
    fact = {"fact": "ImpactChanged", "service_id": "voice", "effect": "unusable", "areas": ["千葉県柏市の一部", "13"]}
    detected = {"fact": "Detected", "detected_at": (SystemClock().now() - timedelta(minutes=3)).isoformat()}
    made = editor.post(f"{api}/incidents", json={"facts": [detected, fact]})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def approved(
    editor: requests.Session, approver: requests.Session, api: str, incident: str, number: int
) -> dict[str, str]:
    """One more report, written by one person and approved by another."""
    draft = {
        "kind": "first" if number == 1 else "update",
        "wording": {"progress": f"現地で作業中です（{number}回目）。"},
    }
    made = editor.post(f"{api}/incidents/{incident}/drafts", json=draft)
    assert made.status_code == 201, made.text
    notice = made.json()["id"]
    etag = made.headers["ETag"]
    frozen = editor.post(f"{api}/notices/{notice}/submit", headers={"If-Match": etag})
    assert frozen.status_code == 200, frozen.text
    digest = {"digest": frozen.json()["digest"]}
    ready = approver.post(f"{api}/notices/{notice}/approve", json=digest, headers={"If-Match": frozen.headers["ETag"]})
    assert ready.status_code == 200, ready.text
    return {"id": notice, "etag": ready.headers["ETag"]}


def is_shown(site: Path, incident: str, number: int) -> bool:
    """Whether the file that each way out puts in place last shows the report, and its page is there."""
    status = (site / "status.json").read_text(encoding="utf-8")
    if f'"incident_id": "{incident}",\n   "number": {number},' not in status:
        return False
    page = f"incidents/{incident}/reports/{number}.html"
    return page in (site / "feeds" / "reports.rss").read_text(encoding="utf-8") and (site / page).exists()


def wait_for(look: Callable[[], bool], pause_seconds: float) -> None:
    """Until it is so."""
    patience = time.perf_counter() + PATIENCE_SECONDS
    while not look():
        if time.perf_counter() > patience:
            raise TimeoutError("nothing came")
        time.sleep(pause_seconds)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        times = measure(Path(folder))
    medians = {archive: statistics.median(times[archive]) for archive in ARCHIVES}
    results = []
    for archive in ARCHIVES:
        goal = 200 if archive == max(ARCHIVES) else None
        results += [
            Result(f"publish, {archive} earlier incidents, median", medians[archive], "ms", goal),
            Result(f"publish, {archive} earlier incidents, p90", quantile(times[archive], 0.9), "ms"),
        ]
    ratio = medians[max(ARCHIVES)] / medians[min(ARCHIVES)]
    results.append(Result(f"publish, {max(ARCHIVES)} against {min(ARCHIVES)} earlier incidents", ratio, "ratio", 1.3))
    report("publish", results)


if __name__ == "__main__":
    main()
