"""One replay from file to result: a throw-away house, a sandbox for every vendor, a simulated clock."""

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from channels.registry import open_doors
from notices.areas.table import load_areas
from notices.areas.words import load_area_words
from notices.bootstrap import House, build_house
from notices.clock import WallClock
from notices.domain.errors import InputError
from notices.domain.incident_event import Mode
from notices.messages import say
from notices.rendering.formats import format_day, format_time
from notices.sandbox.replay.completion import MADE_UP, complete
from notices.sandbox.replay.facts import FactReader
from notices.sandbox.replay.invented_carrier import Invented, invent
from notices.sandbox.replay.report import ReplayReport, read_report
from notices.sandbox.replay.scenario import Scenario
from notices.sandbox.replay.sim_clock import SimulatedClock
from notices.sandbox.replay.simulated_desk import SimulatedDesk
from notices.sandbox.replay.simulation import Simulation, Watcher
from notices.sandbox.server import Sandbox
from notices.settings import DEVELOPMENT, Settings

ABSENT, ATTENTIVE = "absent", "attentive"


@dataclass(frozen=True)
class Stage:
    """Everything a replay runs on, made anew for each. `assumed`: sentences for whatever was made up."""

    invented: Invented
    sandbox: Sandbox
    house: House
    clock: SimulatedClock
    assumed: tuple[str, ...]

    async def close(self) -> None:
        """Let go of connections and servers; what was written stays."""
        await self.house.close()
        self.sandbox.stop()


@dataclass(frozen=True)
class Replayed:
    """`refused`: texts of the desk that rules blocked. `skipped`: later facts nobody was there to publish."""

    report: ReplayReport
    refused: tuple[str, ...]
    skipped: int


def set_stage(scenario: Scenario, folder: Path, port: int = 0) -> Stage:
    """A fresh folder, database, sandbox and carrier; whatever the environment says about production is ignored.

    Raises InputError("port_taken") when the port is not free; then the folder is as it was.
    """
    site_dir = folder / "site"
    scenario = complete(scenario)
    clock = SimulatedClock(scenario.facts[0].at)
    drawn = invent(scenario, {}).carrier
    sandbox = Sandbox(drawn.name, drawn.partners, clock.now, site_dir)
    try:
        sandbox.start(port)
    except OSError as error:
        raise InputError("port_taken", port=port) from error
    shutil.rmtree(folder, ignore_errors=True)
    site_dir.mkdir(parents=True)
    invented = invent(scenario, sandbox.webhook_urls)
    settings = Settings(
        environment=DEVELOPMENT,
        database_url=f"sqlite:///{folder / 'replay.sqlite3'}",
        site_dir=site_dir,
        vendor_urls=sandbox.vendor_urls,
        secrets=sandbox.secrets,
    )
    doors = open_doors(settings, invented.carrier, clock.now, WallClock())
    house = build_house(invented.carrier, settings.database_url, doors, clock, Mode.REPLAY)
    with house.database.write() as records:
        for subscriber in invented.subscribers:
            records.subscribers.add(subscriber, clock.now())
    return Stage(invented, sandbox, house, clock, tuple(_assumed(scenario, invented)))


async def replay(scenario: Scenario, desk_name: str, reaction: timedelta, stage: Stage, watcher: Watcher) -> Replayed:
    """Run the scenario through the house. `desk_name`: "absent" or "attentive"; `reaction`: from draft to approval."""
    reader = FactReader(stage.invented.service_ids, stage.invented.veil, load_areas(), load_area_words())
    people = SimulatedDesk(stage.house.desk, reaction) if desk_name == ATTENTIVE else None
    simulation = Simulation(complete(scenario), stage.house, stage.clock, reader, people, watcher)
    await simulation.run()
    report = read_report(stage.house.desk, scenario, simulation.incident_id, desk_name, stage.assumed)
    return Replayed(report, tuple(people.refused) if people is not None else (), len(simulation.skipped))


def _assumed(scenario: Scenario, invented: Invented) -> list[str]:
    lines = [say(code, **details) for code, details in invented.assumed]
    if scenario.occurred_at is not None:
        lines.append(say("assumed.onset"))
    if scenario.users:
        lines.append(say("assumed.users"))
    made_up = {fact.what for fact in scenario.facts if fact.data.get(MADE_UP)}
    lines += [say(f"assumed.{what}") for what in ("detected", "service") if what in made_up]
    if any(fact.data.get("effect") == "data_lost" for fact in scenario.facts):
        lines.append(say("assumed.lost_data_action"))
    lines += [
        say("assumed.time", at=f"{format_day(fact.at)} {format_time(fact.at)}", why=fact.data["why"])
        for fact in scenario.facts
        if fact.data.get("why")
    ]
    return lines
