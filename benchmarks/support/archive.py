"""An archive of earlier incidents: one is led through the house by the desk's verbs, the others are its rows again."""

import asyncio
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from channels.registry import open_doors
from notices.bootstrap import House, build_house
from notices.clock import WallClock
from notices.desk.approve_notice import approve_notice
from notices.desk.draft_notice import draft_notice
from notices.desk.posting import posting_of
from notices.desk.publish_notice import publish_notice
from notices.desk.record_event import Reported, open_incident, record_event
from notices.desk.submit_notice import submit_notice
from notices.domain.carrier import Carrier
from notices.domain.impact import NATIONWIDE, Effect, EmergencyCalls, EmergencyStatus
from notices.domain.incident_event import Detected, ImpactChanged, IncidentKind, Reporter, Restored
from notices.domain.notice_content import NoticeKind, Wording
from notices.domain.sharing_scope import SharingScope
from notices.settings import Settings
from notices.storage import tables

DESK = Reporter("editor")
HIT = EmergencyCalls(*[EmergencyStatus.AFFECTED] * 3)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")
# rows of an incident by what leads to them; lists of the public site are written by the desk itself
TABLES = ("incidents", "incident_events", "notices", "renditions", "findings", "deadlines", "timers", "dispatches",
          "shards", "deliveries", "receipts")  # fmt: skip


class PutClock:
    """Stands where it is put."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Aware UTC."""
        return self.at

    def monotonic_seconds(self) -> float:
        """The same in seconds."""
        return self.at.timestamp()


def fill_archive(carrier: Carrier, database_url: str, site: Path, count: int, until: datetime) -> None:
    """`count` incidents of the twelve months before `until`, each with a first and a restored report, all delivered."""
    begin = until - timedelta(days=365)
    clock = PutClock(begin)
    settings = Settings(database_url=database_url, site_dir=site)
    house = build_house(carrier, database_url, open_doors(settings, carrier, clock.now, WallClock()), clock)
    try:
        model = asyncio.run(_lead_one(house, clock))
        every = timedelta(days=350) / count
        with house.database.engine.begin() as connection:
            rows = _rows(connection)
            ids = [row["id"] for name in TABLES for row in rows[name] if "id" in row]
            copiers = [Copier(ids, number, every * number) for number in range(1, count)]
            for name in TABLES:
                copies = [copy for copier in copiers for copy in _copies(rows, name, copier)]
                if copies:
                    connection.execute(insert(tables.metadata.tables[name]), copies)
        with house.database.write() as records:
            for incident_id in sorted(set(records.incidents.ids()) - {model}):
                records.postings.put(posting_of(records, incident_id))
    finally:
        asyncio.run(house.close())


async def _lead_one(house: House, clock: PutClock) -> str:
    """From the first event to the day when it left the top page."""
    told = (Detected(clock.at), ImpactChanged("voice", Effect.UNUSABLE, (NATIONWIDE,), emergency_calls=HIT))
    incident = open_incident(
        house.desk, IncidentKind.OUTAGE, [Reported(fact) for fact in told], DESK, clock.at, clock.at
    )
    await _publish(house, clock, incident, NoticeKind.FIRST)
    clock.at += timedelta(minutes=40)
    over = Reported(Restored(clock.at, "全国の監視で正常を確認", "センター長"), SharingScope.PUBLIC)
    record_event(house.desk, incident, [over], DESK, clock.at, clock.at)
    await _publish(house, clock, incident, NoticeKind.RESTORED)
    clock.at += timedelta(days=4)
    await house.heartbeat.beat()
    return incident


async def _publish(house: House, clock: PutClock, incident: str, kind: NoticeKind) -> None:
    draft = draft_notice(house.desk, incident, kind, Wording(), "editor", clock.at)
    frozen = submit_notice(house.desk, draft.id, "editor", clock.at)
    approve_notice(house.desk, frozen.id, "approver", frozen.digest or "", clock.at)
    publish_notice(house.desk, frozen.id, "approver", clock.at)
    await house.engine.run_until_idle()


def _rows(connection: Connection) -> Mapping[str, list[dict[str, Any]]]:
    """Every row of the only incident there is."""
    return {
        name: [dict(row._mapping) for row in connection.execute(select(tables.metadata.tables[name]))]
        for name in TABLES
    }


def _copies(rows: Mapping[str, list[dict[str, Any]]], name: str, copier: "Copier") -> Iterator[dict[str, Any]]:
    """The rows of one table for another incident. What the clock had not come to yet counts as done."""
    for row in rows[name]:
        copy = {column: copier.copy(value) for column, value in row.items() if column != "seq"}
        if name == "timers" and copy["fired_at"] is None:
            copy["fired_at"] = copy["due_at"]
        yield copy


class Copier:
    """Gives ids a number of its own and moves every time."""

    def __init__(self, ids: list[str], number: int, later: timedelta) -> None:
        self._ids = re.compile("|".join(map(re.escape, sorted(ids, key=len, reverse=True))))
        self._number, self._later = number, later

    def copy(self, value: Any) -> Any:
        """One value of one row."""
        if isinstance(value, datetime):
            return value + self._later
        if isinstance(value, str):
            own = self._ids.sub(lambda found: f"{found[0]}-{self._number}", value)
            return TIME.sub(lambda found: _moved(found[0], self._later), own)
        return value


def _moved(text: str, later: timedelta) -> str:
    return (datetime.fromisoformat(text) + later).astimezone(UTC).isoformat().replace("+00:00", "Z")
