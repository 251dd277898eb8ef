"""2,000 partners' webhooks through the whole house, against a bare loop over the same door (goal: half its rate).

The house: a real SQLite file with synchronous=FULL, one report published by the desk's verbs, delivered by the embedded
engine. The bare loop: the same door object's `deliver` with the same parcels, as many at once, no records. The sink
answers after 20 ms in a process of its own. Three reports, each pushed by the house right after the bare loop: a busy
machine hinders both, and the median of the three ratios counts.
"""

import asyncio
import base64
import secrets
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from support.houses import carrier_with, count, open_house, publish_first
from support.report import Result, report
from support.sink import ask, running_sink

from channels.port import Channel
from channels.registry import open_doors
from notices.bootstrap import House
from notices.clock import SystemClock, WallClock
from notices.domain.carrier import Partner
from notices.domain.delivery import DeliveryStatus, Parcel, Recipient
from notices.domain.notice import Notice
from notices.domain.rendition import Form
from notices.settings import Settings
from notices.web.running import spare_the_collector

PARTNERS = 2000
ROUNDS = 3


async def bare_loop(door: Channel, parcels: list[Parcel], at_once: int) -> float:
    """Seconds for all parcels."""
    waiting = iter(parcels)

    async def one_after_the_other() -> None:
        for parcel in waiting:
            receipt = await door.deliver(parcel)
            assert receipt.status is DeliveryStatus.DELIVERED

    begun = time.perf_counter()
    await asyncio.gather(*(one_after_the_other() for _ in range(at_once)))
    return time.perf_counter() - begun


def parcels_for(house: House, notice: Notice, round_: str) -> list[Parcel]:
    """What the courier would hand over, made beforehand."""
    with house.database.read() as records:
        texts = records.notices.texts(notice.id)
    return [
        Parcel(
            delivery_id=f"{round_}-{partner.id}", channel="mvno", notice_id=notice.id, incident_id=notice.incident_id,
            recipient=Recipient(partner.id, "mvno", partner.webhook_url, partner.name, partner.id),
            number=notice.number or 1, mode=house.desk.mode, title=texts[Form.TITLE], text=texts[Form.PAYLOAD],
            page_url="https://oshirase.kaku.example/", published_at=notice.published_at or datetime.now(UTC),
        )
        for partner in house.desk.carrier.partners
    ]  # fmt: skip


async def measure(folder: Path, sink: str, partners: int) -> list[Result]:
    """Three times bare and house, one right after the other."""
    names = [f"mvno-{n:04}" for n in range(partners)]
    carrier = carrier_with(
        tuple(Partner(name, name, "webhook", webhook_url=f"{sink}/hooks/{name}", secret_name=name) for name in names)
    )
    keys = {name: "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode() for name in names}
    settings = Settings(database_url="", site_dir=folder / "site", secrets=keys)
    doors = open_doors(settings, carrier, SystemClock().now, WallClock())
    house = open_house(folder, carrier, {"mvno": doors["mvno"]})
    spare_the_collector()  # as `shuchi serve` does, for both sides
    try:
        door = doors["mvno"]
        at_once = door.spec.at_once
        await bare_loop(door, parcels_for(house, publish_first(house), "warm-up")[:200], at_once)
        await house.engine.run_until_idle()
        await asyncio.to_thread(ask, f"{sink}/forget", is_post=True)
        bare, ours, delivered = [], [], 0
        for n in range(ROUNDS):
            notice = publish_first(house)
            bare.append(await bare_loop(door, parcels_for(house, notice, f"bare-{n}"), at_once))
            begun = time.perf_counter()
            await house.engine.run_until_idle()
            ours.append(time.perf_counter() - begun)
            delivered += count(house, notice.incident_id, "mvno", DeliveryStatus.DELIVERED)
        counted = await asyncio.to_thread(ask, f"{sink}/counted")
    finally:
        await house.close()
    ratios = [theirs / own for theirs, own in zip(bare, ours, strict=True)]
    # the bare loop's own pushes are counted by the sink, too, under ids of their own
    pushed = ROUNDS * partners * 2
    return [
        Result("at once, in both", at_once, "pushes"),
        Result("bare loop, median", partners / median(bare), "deliveries/s"),
        Result("house, median", partners / median(ours), "deliveries/s"),
        Result("house against the bare loop, median", median(ratios), "ratio", 0.5, "higher"),
        Result("house against the bare loop, worst", min(ratios), "ratio"),
        Result("unique ids at the sink, of both", counted["unique"], "ids", pushed, "higher"),
        Result("most pushes of one id", counted["most"], "pushes", 1, "lower"),
        Result("pushes without a signature", counted["unsigned"], "pushes", 0, "lower"),
        Result("delivered in the house's records", delivered, "rows", ROUNDS * partners, "higher"),
    ]


def main(partners: int = PARTNERS) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, running_sink() as sink:
        report("webhooks", asyncio.run(measure(Path(folder), sink, partners)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
