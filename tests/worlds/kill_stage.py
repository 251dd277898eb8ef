"""A stage for deaths: the sandbox lives here; the house is a process that is killed at moments a seed chooses."""

import asyncio
import multiprocessing
import random
import secrets
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, sleep

import requests
from worlds.house import APPROVER, START, WRITER, World
from worlds.kill_moments import MOMENTS, PLAYS, STARTING
from worlds.kill_story import Ask, NoAnswer
from worlds.killed_house import BELL, PARTNERS, STAFF, ShiftedClock, house_of, live

from notices.domain.delivery import SETTLED, Recipient
from notices.domain.incident_event import Mode
from notices.sandbox.server import Sandbox
from notices.storage.access import ApiKey, Role

SUBSCRIBERS = 6
PATIENCE_SECONDS, LOOK_SECONDS = 40.0, 0.01
PEOPLE = {
    "noc": ("noc", Role.MACHINE), "writer": (WRITER, Role.EDITOR), "approver": (APPROVER, Role.APPROVER),
}  # fmt: skip

# every process is forked from one that has read the code already: it starts at once and has nothing of the test's own
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["notices.web.app", "notices.web.running", "channels.registry"])


class KillStage:
    """One house, one sandbox, one seed. `deaths` tells of every kill: at which kind of moment, after how long."""

    def __init__(self, folder: Path, seed: str) -> None:
        self.chance = random.Random(seed)
        self.site, self.log = folder / "site", folder / "log"
        self.clock = ShiftedClock(0.0)
        self.clock.shift_seconds = (START - self.clock.now()).total_seconds() + 60
        self.sandbox = Sandbox("架空通信", (*PARTNERS, BELL), self.clock.now, self.site)
        self.sandbox.mail.mailboxes[STAFF] = []
        self.sandbox.start()
        self.given = {
            "database_url": f"sqlite:///{folder / 'house.sqlite3'}", "site_dir": str(self.site),
            "vendor_urls": self.sandbox.vendor_urls, "secrets": self.sandbox.secrets,
            "webhook_urls": self.sandbox.webhook_urls, "is_hurried": True,
        }  # fmt: skip
        self.world = World(house_of(self.given, self.clock), self.clock, {})
        self.tokens = {name: f"shuchi_{secrets.token_urlsafe(32)}" for name in PEOPLE}
        with self.world.house.database.write() as records:
            for name, (owner, role) in PEOPLE.items():
                records.access.add_key(ApiKey(name, owner, role, START), self.tokens[name])
            for n in range(SUBSCRIBERS):
                to = Recipient(f"sub-{n:03}", "sms", f"+8190000000{n:02}", mode=Mode.NORMAL)
                records.subscribers.add(to, START)
        self.process: BaseProcess | None = None
        self.twin: BaseProcess | None = None
        self.port = 0
        self.calls = 0
        self.has_answered = Event()
        self.deaths: list[str] = []
        self.summary = ""
        self.repeats = 0

    def start(self, *, has_twin: bool = False) -> None:
        """A life begins; nobody waits until it is at work. A twin works on the same file, and nobody calls it."""
        self.process, self._told = self._begin()
        self.port = 0
        self.twin = self._begin()[0] if has_twin else None

    def _begin(self) -> tuple[BaseProcess, Connection]:
        ours, theirs = PROCESSES.Pipe(duplex=False)
        given = (self.given, self.clock.shift_seconds, self.log, theirs)
        process = PROCESSES.Process(target=live, args=given, daemon=True)
        process.start()
        theirs.close()
        return process, ours

    def ask(self, ask: Ask) -> requests.Response:
        """One call, repeated while this life lasts. Raises NoAnswer once it is over."""
        headers = {"Accept-Language": "en", "Authorization": f"Bearer {self.tokens[ask.by]}", **ask.headers}
        while True:
            try:
                if not self.port:
                    self.port = self._told.recv()
                url = f"http://127.0.0.1:{self.port}/api/v1{ask.path}"
                self.calls += 1
                answer = requests.request(ask.method, url, json=ask.body, headers=headers, timeout=PATIENCE_SECONDS)
            except (requests.RequestException, EOFError) as error:
                if self.process is None or self.process.exitcode is not None or isinstance(error, EOFError):
                    raise NoAnswer from error
                sleep(LOOK_SECONDS)  # it does not listen yet, or dies just now
                continue
            self.has_answered.set()
            self.repeats += "Idempotency-Replayed" in answer.headers
            return answer

    def play(self) -> None:
        """The vendors' mood for the next life."""
        for vendor, plays in PLAYS.items():
            behaviour = self.sandbox.behaviours[vendor]
            behaviour.clear()
            for _ in range(self.chance.choice((0, 0, 1, 2))):
                play = self.chance.choice(plays)
                is_never, seconds = play == "never", self.chance.uniform(0.02, 0.4)
                behaviour.command("slow" if is_never else play, seconds=3600 if is_never else seconds)

    def doom(self, kind: str) -> Thread:
        """The death of this life, at a moment of one kind; join the thread to have seen it."""
        share = self.chance.random()

        def kill() -> None:
            began = perf_counter()
            if kind != STARTING:
                self.has_answered.wait(PATIENCE_SECONDS)
            lived = perf_counter()
            has_come = MOMENTS[kind](self, share)
            assert self.process is not None
            self.process.kill()
            self.process.join()
            if self.twin is not None:
                sleep(0.3 * share)
                self.twin.kill()
                self.twin.join()
            left = len(list(self.site.rglob(".*.part")))
            parts = f", {left} half-written files" if left else ""
            missed = "" if has_come else " (never came)"
            up, down = (lived - began) * 1000, (perf_counter() - lived) * 1000
            self.deaths.append(f"{kind}{missed}: up in {up:.0f} ms, dead {down:.0f} ms later{parts}")

        self.calls = 0
        self.has_answered.clear()
        thread = Thread(target=kill, daemon=True)
        thread.start()
        return thread

    def taken(self) -> int:
        """How many parcels the vendors have taken so far."""
        sandbox = self.sandbox
        inboxes = [*sandbox.twilio.phones.values(), *sandbox.mail.mailboxes.values()]
        return len(sandbox.x.posts) + sum(map(len, inboxes)) + sum(len(p.received) for p in sandbox.partners.values())

    def open_work(self) -> list[tuple[object, ...]]:
        """What is not settled yet."""
        with self.world.house.database.read() as records:
            work: list[tuple[object, ...]] = [("unsent", code) for _, _, code, *_ in records.alarms.unsent()]
            work += [("list", d.channel) for d in records.deliveries.dispatches_to_expand(self.world.desk.channels)]
            for incident_id in records.incidents.ids():
                work += [
                    (d.number, d.channel, d.recipient.id, d.status.value, d.attempts, d.detail)
                    for d in records.deliveries.of_incident(incident_id)
                    if d.status not in SETTLED
                ]
        return work

    def settle(self) -> None:
        """The house finishes by itself: nobody asks it anything any more."""
        self.ask(Ask("GET", "/clock"))
        for _ in range(int(PATIENCE_SECONDS / 0.1)):
            assert self.process is not None
            assert self.process.is_alive(), "the house ended by itself"
            # before its first beat nobody knows what the clock will publish
            health = requests.get(f"http://127.0.0.1:{self.port}/healthz", timeout=PATIENCE_SECONDS).json()
            if health["clock"]["is_beating"] and not self.open_work():
                return
            sleep(0.1)
        raise AssertionError(self.open_work())

    def end(self) -> int | None:
        """An orderly end (SIGTERM) of a house that is up; its exit status."""
        self.ask(Ask("GET", "/clock"))
        assert self.process is not None
        self.process.terminate()
        self.process.join(PATIENCE_SECONDS)
        return self.process.exitcode

    def close(self) -> None:
        """Nothing is left running."""
        for process in (self.process, self.twin):
            if process is not None:
                process.kill()
                process.join()
        asyncio.run(self.world.house.close())
        self.sandbox.stop()
