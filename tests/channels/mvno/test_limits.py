"""The push to a partner that drips: real bytes."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from worlds.raw_http import answer, drips, says, serving

from channels.mvno.channel import ANSWER_BYTES, MvnoChannel
from notices.domain.delivery import Parcel, Recipient
from notices.domain.errors import DeliveryFailed

from .test_channel import House

pytestmark = pytest.mark.slow
SOON = 5.0


def to(url: str) -> Parcel:
    """A push to this address."""
    return replace(House().parcel(), recipient=Recipient("hoshi", "mvno", url))


async def closed(door: MvnoChannel, parcel: Parcel):
    """One push; the door is closed afterwards."""
    try:
        async with asyncio.timeout(SOON):
            return await door.deliver(parcel)
    finally:
        await door.close()


@pytest.mark.parametrize("place", ["status", "headers"])
async def test_a_dripping_answer_has_one_deadline_in_all(place: str) -> None:
    """Each byte comes in time, the answer does not: the partner may have the push, and gets it again."""
    async with serving(lambda _: drips(place)) as (url, _):
        with pytest.raises(DeliveryFailed) as failed:
            await closed(House().door(answer_seconds=0.4), to(url))
    assert (failed.value.reason, failed.value.is_unanswered, failed.value.is_permanent) == (
        "partner_silent",
        True,
        False,
    )


async def test_a_status_counts_though_the_body_drips() -> None:
    """A partner that said 200 has the push; its receipt is not waited for beyond the door's time."""
    async with serving(lambda _: drips("body")) as (url, _):
        receipt = await closed(House().door(answer_seconds=0.4), to(url))
    assert (receipt.detail, receipt.vendor_reference) == ("200", "")


@pytest.mark.parametrize(("spaces", "expected"), [(ANSWER_BYTES - 100, "rcpt_1"), (ANSWER_BYTES, "")])
async def test_a_receipt_beyond_what_is_read_is_not_waited_for(spaces: int, expected: str) -> None:
    """64 KiB of an answer are read."""
    said = answer("200 OK", b" " * spaces + json.dumps({"receipt_id": "rcpt_1"}).encode())
    async with serving(lambda _: said) as (url, _):
        receipt = await closed(House().door(), to(url))
    assert receipt.vendor_reference == expected


async def test_dripping_partners_hold_no_thread_of_the_house_and_keep_no_other_partner_waiting() -> None:
    """With addresses given by name, and the house's one thread busy all the while."""
    house_threads = ThreadPoolExecutor(1)
    asyncio.get_running_loop().set_default_executor(house_threads)
    is_over = asyncio.Event()
    loop = asyncio.get_running_loop()
    busy = asyncio.create_task(
        asyncio.to_thread(lambda: asyncio.run_coroutine_threadsafe(is_over.wait(), loop).result())
    )
    door = House().door()
    async with serving(lambda asked: drips("status") if "drip" in asked.path else says({"receipt_id": "r"})) as (
        url,
        _,
    ):
        named = url.replace("127.0.0.1", "localhost")
        dripping = [asyncio.create_task(door.deliver(to(f"{named}/drip"))) for _ in range(MvnoChannel.spec.at_once)]
        try:
            async with asyncio.timeout(SOON):
                receipt = await door.deliver(to(f"{named}/well"))
        finally:
            for task in dripping:
                task.cancel()
            await asyncio.wait(dripping)
            is_over.set()
            await busy
            await door.close()
    assert receipt.vendor_reference == "r"
