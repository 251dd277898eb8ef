"""The door to SMS before a vendor that drips, floods, redirects or speaks of something else: real bytes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from worlds.raw_http import PLACES, Asked, answer, drips, says, serving

from channels.sms.channel import ANSWER_BYTES, SmsChannel, TwilioAccount
from notices.domain.delivery import DeliveryStatus, Parcel
from notices.domain.errors import DeliveryFailed

from .conftest import NUMBER, TEXT, house_now

pytestmark = pytest.mark.slow
MakeParcel = Callable[..., Parcel]
OpenDoor = Callable[..., SmsChannel]
SOON = 5.0
OURS = {"sid": "SM1", "to": NUMBER, "body": TEXT, "status": "queued", "direction": "outbound-api"}
UNKNOWN = ("answer_unreadable", True, False)


@pytest.fixture
async def open_door(account: TwilioAccount) -> AsyncIterator[OpenDoor]:
    """A door to where a test says; closed when the test is over."""
    doors: list[SmsChannel] = []

    def opened(to: str, **limits: float) -> SmsChannel:
        doors.append(SmsChannel(account, house_now, to, **limits))
        return doors[-1]

    yield opened
    for door in doors:
        await door.close()


async def failure_of(asking) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failed:
        await asking
    return failed.value


async def test_dripping_deliveries_hold_neither_the_houses_threads_nor_the_door(
    open_door: OpenDoor, make_parcel: MakeParcel
) -> None:
    """Many are given up; the house has its one thread, and the next message goes out."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))

    def reply(asked: Asked):
        return says(OURS, "201 Created") if NUMBER[1:].encode() in asked.body else drips("status")

    async def give_up(door: SmsChannel) -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await door.deliver(make_parcel("+819000000001"))

    async with serving(reply) as (url, _):
        door = open_door(url.replace("127.0.0.1", "localhost"))
        await asyncio.gather(*(give_up(door) for _ in range(2 * SmsChannel.spec.at_once)))
        async with asyncio.timeout(SOON):
            assert await asyncio.to_thread(lambda: 1) == 1
            receipt = await door.deliver(make_parcel())
    assert (receipt.status, receipt.vendor_reference) == (DeliveryStatus.SENT, "SM1")


@pytest.mark.parametrize("place", PLACES)
async def test_a_dripping_answer_has_one_deadline_in_all(
    open_door: OpenDoor, make_parcel: MakeParcel, place: str
) -> None:
    """Each byte comes in time, the answer does not: unknown for a message, failed for a question."""
    async with serving(lambda _: drips(place)) as (url, _):
        door = open_door(url, answer_seconds=0.4)
        asking = (door.deliver(make_parcel()), door.look_up(make_parcel()), door.probe())
        async with asyncio.timeout(SOON):
            failed = [await failure_of(ask) for ask in asking]
    assert [(failure.reason, failure.is_unanswered, failure.is_permanent) for failure in failed] == [
        ("no_answer", True, False), ("no_answer", False, False), ("no_answer", False, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (answer("201 Created", b" " * 3 * ANSWER_BYTES), UNKNOWN),
        (answer("201 Created", b"[" * ANSWER_BYTES), UNKNOWN),
        (answer("400 Bad Request", b"[" * ANSWER_BYTES), ("request_refused", False, True)),
        (says({}, "201 Created"), UNKNOWN),
        (says([7], "201 Created"), UNKNOWN),
        (says({**OURS, "sid": None}, "201 Created"), UNKNOWN),
        (says({**OURS, "to": "+819099999999"}, "201 Created"), UNKNOWN),
        (says({**OURS, "body": "another"}, "201 Created"), UNKNOWN),
        (answer("301 Moved", b"", "location: /again"), UNKNOWN),
        (answer("302 Found", b"", "location: /again"), UNKNOWN),
        (answer("307 Temporary", b"", "location: /again"), UNKNOWN),
    ],
)
async def test_an_answer_that_is_none_leaves_the_outcome_unknown(
    open_door: OpenDoor, make_parcel: MakeParcel, said: bytes, expected: tuple[str, bool, bool]
) -> None:
    """Too long, not Twilio's, about another message, or a way elsewhere: asked once, never a dead letter."""
    async with serving(lambda _: said) as (url, asked):
        failure = await failure_of(open_door(url).deliver(make_parcel()))
    assert (failure.reason, failure.is_unanswered, failure.is_permanent) == expected
    assert len(asked) == 1


@pytest.mark.parametrize(
    "body",
    [TEXT, TEXT.replace("\n", " "), TEXT.replace("📵", "?"), f"Sent from your Twilio trial account - {TEXT}", None, ""],
)
async def test_what_twilio_does_to_a_text_makes_it_no_other_message(
    open_door: OpenDoor, make_parcel: MakeParcel, body: str | None
) -> None:
    """White space, signs, a trial account's words before it, or a text that is not kept: taken is taken."""
    async with serving(lambda _: says({**OURS, "body": body}, "201 Created")) as (url, _):
        receipt = await open_door(url).deliver(make_parcel())
    assert (receipt.status, receipt.vendor_reference) == (DeliveryStatus.SENT, "SM1")


@pytest.mark.parametrize(
    "said",
    [{}, [], OURS, {"messages": None}, {"messages": [7]}, {"meta": {"key": "messages"}},
     {"messages": [{**OURS, "to": "+819099999999"}]}, {"messages": [{**OURS, "body": None}]}],
)  # fmt: skip
async def test_only_twilio_itself_can_say_that_a_message_is_not_there(
    open_door: OpenDoor, make_parcel: MakeParcel, said: object
) -> None:
    """Any other answer to the look-up is a failure: "no trace" would send the message once more."""
    async with serving(lambda _: says(said)) as (url, _):
        failure = await failure_of(open_door(url).look_up(make_parcel()))
    assert (failure.reason, failure.is_unanswered, failure.is_permanent) == ("answer_unreadable", False, False)


@pytest.mark.parametrize("other", [{"body": TEXT + "0"}, {"body": TEXT[1:4]}, {"direction": "inbound"}])
async def test_a_look_up_finds_no_message_but_ours(
    open_door: OpenDoor, make_parcel: MakeParcel, other: dict[str, str]
) -> None:
    """A longer text, a piece of it or an answer of theirs is another; one page is read, whatever comes after it."""
    page = {"messages": [{**OURS, **other}], "page_size": 50, "next_page_uri": "/2010-04-01/again.json"}
    async with serving(lambda _: says(page)) as (url, asked):
        assert await open_door(url).look_up(make_parcel()) is None
    assert len(asked) == 1
