"""Joins the parts into one running house. The only place that knows which record keeper, words and doors are used."""

from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex

from channels.port import Channel
from notices.areas.table import load_areas
from notices.clock import Clock
from notices.desk.claim_database import claim_database
from notices.desk.desk import Desk
from notices.domain.carrier import Carrier
from notices.domain.channel_spec import measures_of
from notices.domain.incident_event import Mode
from notices.glossary import load_glossary
from notices.rendering.languages import renderers_for
from notices.storage.database import SqlDatabase, open_database
from notices.storage.migrate import upgrade
from scheduler.courier import Courier
from scheduler.engine.embedded import EmbeddedEngine
from scheduler.engine.port import Engine
from scheduler.loop import Heartbeat


@dataclass(frozen=True)
class House:
    """One carrier's whole installation in one process."""

    desk: Desk
    database: SqlDatabase
    doors: Mapping[str, Channel]
    engine: Engine
    heartbeat: Heartbeat

    async def close(self) -> None:
        """Let go of connections and files."""
        for door in self.doors.values():
            await door.close()
        self.database.close()


def new_id() -> str:
    """An id nobody can guess; minted once, kept for good."""
    return token_hex(16)


def build_house(
    carrier: Carrier, database_url: str, doors: Mapping[str, Channel], clock: Clock, mode: Mode = Mode.NORMAL
) -> House:
    """A house whose tables are up to date. Nothing runs yet; `engine.run` and `heartbeat.run` do the work.

    What a killed process had in hand is taken over at once. Raises ConfigurationError for a database of another mode
    (C12).
    """
    upgrade(database_url)
    database = open_database(database_url)
    try:
        claim_database(database, mode)
        database.move_in()
    except Exception:
        database.close()
        raise
    wakers: list[Engine | Heartbeat] = []

    def wake() -> None:
        for waker in wakers:
            waker.wake()

    desk = Desk(
        carrier=carrier,
        database=database,
        renderers=renderers_for(measures_of(door.spec for door in doors.values())),
        glossary=load_glossary(),
        areas=load_areas(),
        specs={name: door.spec for name, door in doors.items()},
        new_id=new_id,
        wake=wake,
        mode=mode,
    )
    courier = Courier(desk, doors, clock.now, owner=new_id())
    engine = EmbeddedEngine(courier)
    heartbeat = Heartbeat(desk, courier, clock)
    wakers += [engine, heartbeat]
    return House(desk, database, doors, engine, heartbeat)
