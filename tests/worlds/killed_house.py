"""The running system in a process of its own, to be killed: engine, heartbeat and API, composed as `serve` does."""

import asyncio
import os
from dataclasses import replace
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from worlds.authorities import AUTHORITIES
from worlds.house import APPROVAL, CARRIER

from channels.registry import open_doors
from notices.bootstrap import House, build_house
from notices.clock import SystemClock, WallClock
from notices.domain.authority import AuthorityReportKind
from notices.domain.carrier import AlarmRoutes, ClockSettings, Partner
from notices.settings import Settings
from notices.web.app import create_app
from notices.web.health import Health
from notices.web.json_log import log_as_json
from notices.web.running import listen, run_house
from scheduler import lease

STAFF = "tantou@carrier.example"
PARTNERS = (
    *(Partner(p, p, "webhook", secret_name=f"partner_{p}", mail=f"{p}@mvno.example") for p in ("hoshi", "tsuki")),
    Partner("komorebi", "komorebi", "mail", mail="noc@komorebi.example"),
)
# where the carrier's own people hear its alarms, beside their mail
BELL = Partner("bell", "bell", "webhook", secret_name="alarm_webhook")
# reports as often as a carrier may want them, so that the clock has much to do between the deaths
CLOCK = ClockSettings(update_minutes=30, promise_minutes=30, grace_minutes=4)
# shorter than in life, so that a test need not wait; no answer of the sandbox that comes at all is as slow as that
LEASE_SECONDS, RENEW_SECONDS, ATTEMPT_SECONDS = 3.0, 1.0, 4.0


class ShiftedClock(SystemClock):
    """The machine's clock, some way off; the shift stands still while a process lives."""

    def __init__(self, shift_seconds: float) -> None:
        self.shift_seconds = shift_seconds

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self.shift_seconds)


def house_of(given: dict, clock: ShiftedClock) -> House:
    """The house of these addresses and secrets, on this clock; `is_hurried`: it waits less long than in life."""
    partners = tuple(replace(p, webhook_url=given["webhook_urls"].get(p.id, "")) for p in PARTNERS)
    alarms = AlarmRoutes((STAFF,), given["webhook_urls"][BELL.id], BELL.secret_name)
    approval = replace(APPROVAL, reports=(AuthorityReportKind.QUICK_REPORT,))
    carrier = replace(
        CARRIER, partners=partners, authorities=AUTHORITIES, standing_approvals=(approval,), clock=CLOCK, alarms=alarms
    )
    settings = Settings(
        database_url=given["database_url"], site_dir=Path(given["site_dir"]),
        vendor_urls=given["vendor_urls"], secrets=given["secrets"],
    )  # fmt: skip
    doors = open_doors(settings, carrier, clock.now, WallClock())
    if given["is_hurried"]:
        for door in doors.values():
            door.spec = replace(door.spec, attempt_timeout_seconds=ATTEMPT_SECONDS)
    return build_house(carrier, settings.database_url, doors, clock)


def live(given: dict, shift_seconds: float, log: Path, tell_port: Connection) -> None:
    """The whole life of such a process, until it is killed or asked to end; its port is told once it has one."""
    with log.open("a") as lines:
        os.dup2(lines.fileno(), 2)
    log_as_json()
    if given["is_hurried"]:
        lease.LEASE_SECONDS, lease.RENEW_SECONDS = LEASE_SECONDS, RENEW_SECONDS
    asyncio.run(_live(given, ShiftedClock(shift_seconds), tell_port))


async def _live(given: dict, clock: ShiftedClock, tell_port: Connection) -> None:
    with listen("127.0.0.1", 0) as listener:
        house = house_of(given, clock)
        health = Health(clock)
        app = create_app(house, clock, site_dir=Path(given["site_dir"]), health=health)
        tell_port.send(listener.getsockname()[1])
        try:
            await run_house(house, app, health, listener)
        finally:
            await house.close()
