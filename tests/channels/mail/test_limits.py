"""The door of mail before a relay that drips, never ends its answer, or never says goodbye: real bytes over SMTP."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest

from channels.mail.channel import MailChannel, SmtpSettings
from notices.domain.delivery import DeliveryStatus
from notices.domain.errors import DeliveryFailed
from notices.settings import Settings

from .test_channel import NOW, SENDER, RealTime, parcel

pytestmark = pytest.mark.slow
SOON = 5.0
DRIP_SECONDS = 0.05
COMMANDS = ("", "EHLO", "MAIL", "RCPT", "DATA", ".", "QUIT")
WELL = {"": b"220 here\r\n", "EHLO": b"250 here\r\n", "DATA": b"354 go on\r\n", "QUIT": b"221 bye\r\n"}


@asynccontextmanager
async def relay(spoilt: str, play: Callable[[], Iterator[bytes]]) -> AsyncIterator[int]:
    """Well but for one command ("" is the greeting, "." the end of the text), which it plays; yields its port."""
    lines: set[asyncio.StreamWriter] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines.add(writer)
        try:
            await say(writer, "")
            while command := (await reader.readline()).decode("latin-1")[:4].strip().upper():
                await say(writer, command)
                if command == "DATA":
                    await reader.readuntil(b"\r\n.\r\n")
                    await say(writer, ".")
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def say(writer: asyncio.StreamWriter, command: str) -> None:
        if command != spoilt:
            writer.write(WELL.get(command, b"250 ok\r\n"))
            return
        for piece in play():
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(DRIP_SECONDS)
        await asyncio.Event().wait()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for line in lines:
            line.transport.abort()
        await asyncio.sleep(0)


def drip() -> Iterator[bytes]:
    """One line that is never whole."""
    while True:
        yield b"2"


def go_on() -> Iterator[bytes]:
    """Line after line, each of which says that there is another."""
    while True:
        yield b"250-and more\r\n"


def flood() -> Iterator[bytes]:
    """The same, without end and at once."""
    yield b"250-and more\r\n" * 1_000_000


def silence() -> Iterator[bytes]:
    """Nothing."""
    yield from ()


def door(port: int, step_seconds: float = 0.4, mail_seconds: float = 2.0) -> MailChannel:
    """A door to this relay."""
    settings = SmtpSettings("127.0.0.1", port, SENDER, tls="none")
    return MailChannel(
        settings, Settings().check_reachable, lambda: NOW, RealTime(), step_seconds, mail_seconds=mail_seconds
    )


@pytest.mark.parametrize("command", COMMANDS[:-1])
@pytest.mark.parametrize("play", [drip, go_on, flood, silence])
async def test_no_answer_takes_longer_than_its_step(command: str, play: Callable[[], Iterator[bytes]]) -> None:
    """Nothing was sent before the text had been handed over; afterwards nobody knows. Never final."""
    async with relay(command, play) as port, asyncio.timeout(SOON):
        with pytest.raises(DeliveryFailed) as failed:
            await door(port).deliver(parcel())
    is_body_sent = command in ("DATA", ".")
    reason = "relay_silent" if is_body_sent else "relay_unreachable"
    assert (failed.value.reason, failed.value.is_unanswered, failed.value.is_permanent) == (reason, is_body_sent, False)


@pytest.mark.parametrize("command", ["", "RCPT", "."])
async def test_all_steps_together_have_a_deadline(command: str) -> None:
    """A relay that is just in time with every step is not in time with the mail; the same for the quiet test."""
    async with relay(command, go_on) as port, asyncio.timeout(SOON):
        patient = door(port, step_seconds=60, mail_seconds=0.4)
        with pytest.raises(DeliveryFailed) as failed:
            await patient.deliver(parcel())
        if command == "":
            with pytest.raises(DeliveryFailed, match="relay_unreachable"):
                await patient.probe()
    assert failed.value.is_unanswered == (command == ".")


@pytest.mark.parametrize("play", [drip, go_on, flood, silence])
async def test_a_mail_that_was_taken_is_delivered_without_a_goodbye(play: Callable[[], Iterator[bytes]]) -> None:
    """Its last answer counts; the goodbye is a courtesy."""
    async with relay("QUIT", play) as port, asyncio.timeout(SOON):
        receipt = await door(port).deliver(parcel())
        await door(port).probe()
    assert receipt.status is DeliveryStatus.DELIVERED


async def test_a_relays_name_is_looked_up_in_no_thread_of_the_house() -> None:
    """A name that cannot be looked up ends there, though the house's one thread is busy all the while."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(1))
    is_over = asyncio.Event()
    busy = asyncio.create_task(
        asyncio.to_thread(lambda: asyncio.run_coroutine_threadsafe(is_over.wait(), loop).result())
    )
    settings = SmtpSettings("nowhere.invalid", 25, SENDER)
    channel = MailChannel(settings, lambda _: None, lambda: NOW, RealTime())
    try:
        async with asyncio.timeout(SOON):
            with pytest.raises(DeliveryFailed, match="relay_unreachable"):
                await channel.probe()
    finally:
        is_over.set()
        await busy
        await channel.close()
