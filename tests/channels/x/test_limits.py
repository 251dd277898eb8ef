"""The door to X before a vendor that drips, floods, redirects or speaks of something else: real bytes, no stand-in."""

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from worlds.raw_http import PLACES, Asked, answer, drips, says, serving

from channels.x.channel import ANSWER_BYTES, XChannel
from notices.domain.delivery import DeliveryStatus, Parcel
from notices.domain.errors import DeliveryFailed

pytestmark = pytest.mark.slow
MakeParcel = Callable[..., Parcel]
OpenDoor = Callable[..., XChannel]
SOON = 5.0


def takes_all_but(words: str):
    """Answers every post as X does, but drips where its text holds the words."""

    def reply(asked: Asked):
        text = json.loads(asked.body)["text"]
        return drips("status") if words in text else says({"data": {"id": "1", "text": text}}, "201 Created")

    return reply


async def failure_of(asking) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failed:
        await asking
    return failed.value


async def test_dripping_deliveries_hold_neither_the_houses_threads_nor_the_doors(
    open_door: OpenDoor, make_parcel: MakeParcel
) -> None:
    """Twice as many as the door has threads are given up; the house has its one thread, and the next post goes out."""
    house_threads = ThreadPoolExecutor(1)
    asyncio.get_running_loop().set_default_executor(house_threads)

    async def give_up(door: XChannel) -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await door.deliver(make_parcel("drip"))

    async with serving(takes_all_but("drip")) as (url, asked):
        door = open_door(url)
        await asyncio.gather(*(give_up(door) for _ in range(6)))
        async with asyncio.timeout(SOON):
            assert await asyncio.to_thread(lambda: 1) == 1
        await asyncio.gather(*(give_up(door) for _ in range(2 * XChannel.spec.at_once)))
        async with asyncio.timeout(SOON):
            receipt = await door.deliver(make_parcel("well"))
    assert (receipt.status, receipt.vendor_reference) == (DeliveryStatus.DELIVERED, "1")
    assert len(asked) >= 6 + XChannel.spec.at_once


@pytest.mark.parametrize("place", PLACES)
async def test_a_dripping_answer_has_one_deadline_in_all(
    open_door: OpenDoor, make_parcel: MakeParcel, place: str
) -> None:
    """Each byte comes in time, the answer does not: unknown for a post, failed for a question."""
    async with serving(lambda _: drips(place)) as (url, _):
        door = open_door(url, answer_seconds=0.4)
        async with asyncio.timeout(SOON):
            failed = [
                await failure_of(ask)
                for ask in (door.deliver(make_parcel()), door.look_up(make_parcel()), door.probe())
            ]
    assert [(failure.reason, failure.is_unanswered, failure.is_permanent) for failure in failed] == [
        ("no_answer", True, False), ("no_answer", False, False), ("no_answer", False, False),
    ]  # fmt: skip


async def test_closing_waits_for_no_dripping_vendor(open_door: OpenDoor, make_parcel: MakeParcel) -> None:
    """What was under way ends as an outcome nobody knows."""
    is_asked = asyncio.Event()

    def reply(_: Asked):
        is_asked.set()
        return drips("body")

    async with serving(reply) as (url, _):
        door = open_door(url)
        under_way = asyncio.create_task(failure_of(door.deliver(make_parcel())))
        async with asyncio.timeout(SOON):
            await is_asked.wait()
            await door.close()
            failure = await under_way
    assert (failure.reason, failure.is_unanswered) == ("no_answer", True)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (answer("201 Created", b" " * 3 * ANSWER_BYTES), "answer_unreadable"),
        (answer("201 Created", b"[" * ANSWER_BYTES), "answer_unreadable"),
        (answer("403 Forbidden", b"[" * ANSWER_BYTES), "answer_unreadable"),
        (answer("201 Created", b"\xff\xfe"), "answer_unreadable"),
        (says({}, "201 Created"), "answer_unreadable"),
        (says({"data": None}, "201 Created"), "answer_unreadable"),
        (says([7], "201 Created"), "answer_unreadable"),
        (says({"data": {"id": "7", "text": "another post"}}, "201 Created"), "answer_unreadable"),
        (answer("429 Too Many", b"{}", "x-rate-limit-reset: soon"), "answer_unreadable"),
        (answer("302 Found", b"", "location: /2/tweets"), "no_answer"),
        (answer("200 OK", b"{}", "content-encoding: gzip"), "no_answer"),
    ],
)  # fmt: skip
async def test_an_answer_that_is_none_leaves_the_outcome_unknown(
    open_door: OpenDoor, make_parcel: MakeParcel, said: bytes, reason: str
) -> None:
    """Too long, not X's, about another post, or a way elsewhere: asked once, never final, and to be looked up."""
    async with serving(lambda _: said) as (url, asked):
        failure = await failure_of(open_door(url).deliver(make_parcel()))
    assert (failure.reason, failure.is_unanswered, failure.is_permanent) == (reason, True, False)
    assert len(asked) == 1


async def test_an_answer_without_a_text_is_believed_by_its_id(open_door: OpenDoor, make_parcel: MakeParcel) -> None:
    """Where there is nothing to compare, X's word counts."""
    async with serving(lambda _: says({"data": {"id": "7"}}, "201 Created")) as (url, _):
        assert (await open_door(url).deliver(make_parcel())).vendor_reference == "7"


@pytest.mark.parametrize(
    "said",
    [{}, [], {"data": None}, {"meta": {}}, {"meta": {"result_count": 1}}, {"errors": [{"title": "Not Found"}]},
     {"data": {"id": "7", "text": "another", "edit_history_tweet_ids": []}, "meta": {"result_count": 1}},
     {"data": "post"}],
)  # fmt: skip
async def test_only_x_itself_can_say_that_a_post_is_not_there(
    open_door: OpenDoor, make_parcel: MakeParcel, said: object
) -> None:
    """Any other answer to the look-up is a failure: "no trace" would send the post once more."""

    def reply(asked: Asked) -> bytes:
        return says(
            {"data": {"id": "9", "name": "n", "username": "u"}} if asked.path.startswith("/2/users/me") else said
        )

    async with serving(reply) as (url, _):
        failure = await failure_of(open_door(url).look_up(make_parcel()))
    assert (failure.reason, failure.is_unanswered, failure.is_permanent) == ("answer_unreadable", False, False)
