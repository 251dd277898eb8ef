"""A real house in a process of its own, to be killed: real doors to a sandbox that lives elsewhere."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from worlds.house import APPROVAL, CARRIER

from channels.registry import open_doors
from notices.bootstrap import House, build_house
from notices.clock import SystemClock, WallClock
from notices.domain.carrier import Partner
from notices.settings import Settings
from scheduler import lease

PARTNERS = (
    *(Partner(p, p, "webhook", secret_name=f"partner_{p}", mail=f"{p}@mvno.example") for p in ("hoshi", "tsuki")),
    Partner("komorebi", "komorebi", "mail", mail="noc@komorebi.example"),
)
# shorter than in life, so that a test need not wait; no answer of the sandbox is as slow as that
LEASE_SECONDS, RENEW_SECONDS, ATTEMPT_SECONDS = 3.0, 1.0, 4.0


class ShiftedClock(SystemClock):
    """The machine's clock, some way off; the shift stands still while a process lives."""

    def __init__(self, shift_seconds: float) -> None:
        self.shift_seconds = shift_seconds

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self.shift_seconds)


def house_of(given: dict, clock: ShiftedClock) -> House:
    partners = tuple(replace(p, webhook_url=given["webhook_urls"].get(p.id, "")) for p in PARTNERS)
    carrier = replace(CARRIER, partners=partners, standing_approvals=(APPROVAL,))
    settings = Settings(
        database_url=given["database_url"], site_dir=Path(given["site_dir"]),
        vendor_urls=given["vendor_urls"], secrets=given["secrets"],
    )  # fmt: skip
    doors = open_doors(settings, carrier, clock.now, WallClock())
    for door in doors.values():
        door.spec = replace(door.spec, attempt_timeout_seconds=ATTEMPT_SECONDS)
    return build_house(carrier, settings.database_url, doors, clock)


def live(given: dict, shift_seconds: float, is_up) -> None:
    """The whole life of such a process: `is_up` is set once it is at work; it ends only by being killed."""
    lease.LEASE_SECONDS, lease.RENEW_SECONDS = LEASE_SECONDS, RENEW_SECONDS
    asyncio.run(_work(house_of(given, ShiftedClock(shift_seconds)), is_up))


async def _work(house: House, is_up) -> None:
    forever = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(house.engine.run(forever))
        group.create_task(house.heartbeat.run(forever))
        is_up.set()
