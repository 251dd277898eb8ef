"""1,200 subscribers' text messages through the whole house to the sandbox's Twilio, each exactly once (S3).

Twilio has no idempotency key, so never more than `at_once` outcomes are unknown. The sandbox runs in its own process.
"""

import asyncio
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from support.houses import carrier_with, count, open_house, publish_first
from support.report import Result, report
from support.vendors import Vendors, running_vendors

from channels.registry import open_doors
from notices.clock import SystemClock, WallClock
from notices.domain.delivery import DeliveryStatus, Recipient
from notices.settings import Settings

SUBSCRIBERS = 1200


async def measure(folder: Path, vendors: Vendors, subscribers: int) -> list[Result]:
    """Published once, until Twilio has accepted every message; its word that they arrived is asked for afterwards."""
    given = vendors.given
    settings = Settings(
        database_url="", site_dir=folder / "site", vendor_urls=given["vendor_urls"], secrets=given["secrets"]
    )
    carrier = carrier_with()
    doors = open_doors(settings, carrier, SystemClock().now, WallClock())
    house = open_house(folder, carrier, {"sms": doors["sms"]})
    try:
        with house.database.write() as records:
            for n in range(subscribers):
                to = Recipient(f"sub-{n:05}", "sms", f"+8190{n:08}", mode=house.desk.mode)
                records.subscribers.add(to, datetime.now(UTC) - timedelta(days=1))
        incident_id = publish_first(house).incident_id
        begun = time.perf_counter()
        await house.engine.run_until_idle()
        taken = time.perf_counter() - begun
        accepted = sum(count(house, incident_id, "sms", s) for s in (DeliveryStatus.SENT, DeliveryStatus.DELIVERED))
    finally:
        await house.close()
    phones = await asyncio.to_thread(vendors.texts_by_phone)
    return [
        Result("at once", doors["sms"].spec.at_once, "messages"),
        Result("house to the sandbox's Twilio", subscribers / taken, "messages/s"),
        Result("phones that have it", len(phones), "phones", subscribers, "higher"),
        Result("most messages in one phone", max(phones.values(), default=0), "messages", 1, "lower"),
        Result("accepted in the records", accepted, "rows", subscribers, "higher"),
    ]


def main(subscribers: int = SUBSCRIBERS) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, running_vendors() as vendors:
        report("texts", asyncio.run(measure(Path(folder), vendors, subscribers)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
