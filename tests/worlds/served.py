"""`shuchi serve` as a process of its own, with what may break around it: its disks, its limits, its database."""

import json
import os
import resource
import secrets
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import requests

import notices.profile
from notices.clock import SystemClock
from notices.desk.audit_chain import first_broken
from notices.storage.access import ApiKey, Role
from notices.storage.database import open_database
from notices.storage.migrate import upgrade

SHUCHI = (sys.executable, "-c", "from notices.cli import main; main()")
PATIENCE_SECONDS = 60
OWNERS = {"noc": Role.MACHINE, "writer": Role.EDITOR, "approver": Role.APPROVER}


def until(look, seconds=PATIENCE_SECONDS):
    """What `look` finds, once it finds something."""
    for _ in range(seconds * 10):
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError("nothing came")


def profile() -> str:
    """The example with a trusted machine, a clock in a hurry, and nobody outside this machine."""
    text = Path(notices.profile.__file__).with_name("example.toml").read_text(encoding="utf-8")
    text = text.replace("# trusted_sources = []", 'trusted_sources = ["noc"]')
    text = text.replace("# grace_minutes = 10", "grace_minutes = 1")
    return text[: text.index("[[partners]]")] + text[text.index("# ---- 包括承認") :]


class Served:
    """One installation. Its database stands in `db/`, its site in `site/`."""

    def __init__(self, folder: Path, busy_seconds: float = 0.3) -> None:
        self.folder, self.database, self.site = folder, folder / "db" / "shuchi.sqlite3", folder / "site"
        (folder / "carrier.toml").write_text(profile(), encoding="utf-8")
        self.url_of_database = f"sqlite:///{self.database}?timeout={busy_seconds}"
        self.tokens = {name: f"shuchi_{secrets.token_urlsafe(32)}" for name in OWNERS}
        self.process: subprocess.Popen | None = None
        self.url = ""

    def prepare(self) -> None:
        """Tables and keys."""
        upgrade(self.url_of_database)
        with self.records(is_writing=True) as records:
            for name, role in OWNERS.items():
                records.access.add_key(ApiKey(name, name, role, SystemClock().now()), self.tokens[name])

    @contextmanager
    def records(self, *, is_writing=False):
        """What is kept, looked at from outside."""
        database = open_database(self.url_of_database)
        try:
            with database.write() if is_writing else database.read() as records:
                yield records
        finally:
            database.close()

    def command(self, *arguments, **changes) -> subprocess.Popen:
        """A command in this installation."""
        return self.command_of(SHUCHI, *arguments, **changes)

    def command_of(self, program, *arguments, **changes) -> subprocess.Popen:
        """The same, of another copy of the program."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SHUCHI_")}
        own = {"SHUCHI_LANGUAGE": "en", "SHUCHI_DATABASE_URL": self.url_of_database, "SHUCHI_SITE_DIR": str(self.site)}
        with (self.folder / "log").open("a") as log:
            return subprocess.Popen(
                [*program, *arguments], cwd=self.folder, env=kept | own | changes, stdout=subprocess.PIPE, stderr=log,
                text=True,
            )  # fmt: skip

    def start(self, **changes) -> None:
        """Running, and its clock beats."""
        self.process = self.command("serve", "--port", "0", **changes)
        said = self.process.stdout.readline()
        assert " on " in said, (self.folder / "log").read_text()
        self.url = said.split(" on ")[1].split(". ")[0]
        until(lambda: self.health().get("clock", {}).get("is_beating"))

    def stop(self) -> int:
        """In order, as an operator does it."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_SECONDS)

    def close(self) -> None:
        """Whatever it does."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()

    def health(self) -> dict:
        """What `/healthz` tells; with its `http` status, nothing while it cannot be asked."""
        with suppress(requests.RequestException):
            answer = requests.get(f"{self.url}healthz", timeout=5)
            return answer.json() | {"http": answer.status_code}
        return {}

    def trouble(self, part: str) -> dict:
        """What `/healthz` says is wrong with a part."""
        return next((each for each in self.health().get("troubles", ()) if each["part"] == part), {})

    def call(self, method, path, body=None, *, by, **headers):
        """One call of the API under somebody's key."""
        sent = {"Authorization": f"Bearer {self.tokens[by]}", "Accept-Language": "en"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.request(method, f"{self.url}api/v1{path}", json=body, headers=sent, timeout=30)

    def open(self, seconds_until_issue: float = 3600.0) -> str:
        """An outage known long enough for the clock to publish it so many seconds from now."""
        known = SystemClock().now() - timedelta(seconds=60 - seconds_until_issue)
        known = min(known, SystemClock().now())
        facts = [
            {"fact": "Detected", "detected_at": known.isoformat()},
            {"fact": "OnsetEstimated", "occurred_at": known.isoformat()},
            {"fact": "ImpactChanged", "service_id": "voice", "effect": "unusable", "areas": ["全国"]},
        ]
        made = self.call("POST", "/incidents", {"facts": facts}, by="noc")
        assert made.status_code == 201, made.text
        return made.json()["id"]

    def approved(self, incident_id: str) -> str:
        """A first report that lacks nothing but publication."""
        made = self.call("POST", f"/incidents/{incident_id}/drafts", {"kind": "first"}, by="writer").json()["id"]
        self.move(made, "submit", by="writer")
        digest = self.call("GET", f"/notices/{made}/preview", by="approver").json()["digest"]
        self.move(made, "approve", {"digest": digest}, by="approver")
        return made

    def move(self, notice_id, verb, body=None, *, by, **headers):
        """With the version as it stands."""
        etag = self.call("GET", f"/notices/{notice_id}", by=by).headers["ETag"]
        return self.call("POST", f"/notices/{notice_id}/{verb}", body, by=by, If_Match=etag, **headers)

    def is_public(self, incident_id: str, number: int = 1) -> bool:
        """Whether the report's page stands in the site's folder, and the top page leads to it."""
        top, page = self.site / "index.html", self.site / "incidents" / incident_id / "reports" / f"{number}.html"
        return page.exists() and incident_id in top.read_text(encoding="utf-8")

    def reports(self, incident_id: str) -> list[tuple[int, str]]:
        """Number and state of every report."""
        with self.records() as records:
            return [(n.number, n.status.value) for n in records.notices.of_incident(incident_id)]

    def arrived(self, incident_id: str) -> list[tuple[str, str]]:
        """Each static way out with what became of its deliveries."""
        with self.records() as records:
            found = records.deliveries.of_incident(incident_id)
        return sorted((d.channel, d.status.value) for d in found if d.channel in ("website", "feed"))

    def is_audit_whole(self) -> bool:
        """Whether the audit trail holds."""
        with self.records() as records:
            return first_broken(list(records.audit.entries())) is None

    def log(self) -> list[dict]:
        """Every line it logged."""
        return [json.loads(line) for line in (self.folder / "log").read_text().splitlines()]


def mounted(folder: Path, size: str) -> bool:
    """A small disk of its own at `folder`; False where this machine does not allow one."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    with suppress(OSError):
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    return False


def unmount(folder: Path) -> None:
    """Whatever is still open on it."""
    subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


@contextmanager
def full_disk(folder: Path):
    """Not a byte left."""
    filler = folder / ".filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def limited(process: subprocess.Popen, what: int, most: int):
    """A limit of the running process lowered from outside."""
    before = resource.prlimit(process.pid, what)
    resource.prlimit(process.pid, what, (most, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process.pid, what, before)


@contextmanager
def locked(database: Path):
    """Another program keeps the database to itself."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()
