"""A stand-in for a mail relay and the mailboxes behind it: real SMTP on this machine alone, nothing leaves it."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from notices.sandbox.behaviour import GARBAGE, Behaviour, Kind


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """One mail as it lies in the mailbox. `at` is the sandbox's time, aware UTC."""

    at: datetime
    message: EmailMessage

    @property
    def subject(self) -> str:
        """The decoded subject."""
        return str(self.message["Subject"] or "")

    @property
    def text(self) -> str:
        """The decoded plain text."""
        body = self.message.get_body(("plain",))
        return str(body.get_content()).replace("\r\n", "\n") if body is not None else ""


class MailStandIn:
    """The relay. `mailboxes`: address → mails, oldest first. A second copy of a Message-ID is folded and counted."""

    def __init__(self, now: Callable[[], datetime], behaviour: Behaviour | None = None, **smtp_options: Any) -> None:
        self.mailboxes: dict[str, list[ReceivedMail]] = {}
        self.duplicates = 0
        self.behaviour = behaviour or Behaviour()
        self._now = now
        self._smtp_options = smtp_options
        self._controller: _LocalController | None = None

    @property
    def port(self) -> int:
        """Where it listens on 127.0.0.1. Raises RuntimeError before `start`."""
        if self._controller is None:
            raise RuntimeError("the mail stand-in is not running")
        return self._controller.port

    def start(self) -> None:
        """Listen on any free port, in a thread of its own."""
        self._controller = _LocalController(self, **self._smtp_options)
        self._controller.start()

    def stop(self) -> None:
        """End the thread."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        """What aiosmtpd calls when a mail has come whole."""
        command = self.behaviour.take()
        if command.kind is Kind.LIMITED:
            return "451 4.7.1 Try again later"
        if command.kind is Kind.BROKEN:
            return "550 5.1.1 No such mailbox here"
        if command.kind is Kind.RESET:
            return self._hang_up(server)
        self._take(envelope)
        if command.kind in (Kind.SLOW, Kind.ACCEPT_SILENTLY):
            await asyncio.sleep(command.seconds)
        match command.kind:
            case Kind.ACCEPT_SILENTLY:
                return self._hang_up(server)
            case Kind.BROKEN_OFF:
                return self._hang_up(server, b"250 2.0")
            case Kind.GARBAGE:
                return GARBAGE
        return "250 2.0.0 OK"

    def _take(self, envelope: Envelope) -> None:
        message = message_from_bytes(envelope.original_content or b"", EmailMessage, policy=default)
        for address in envelope.rcpt_tos:
            mailbox = self.mailboxes.setdefault(address, [])
            if any(known.message["Message-ID"] == message["Message-ID"] for known in mailbox):
                self.duplicates += 1
            else:
                mailbox.append(ReceivedMail(self._now(), message))

    @staticmethod
    def _hang_up(server: SMTP, said: bytes = b"") -> str:
        if isinstance(server.transport, asyncio.WriteTransport):
            if said:
                server.transport.write(said)
            server.transport.abort()
        return "421 4.3.0 gone"


class _LocalController(Controller):
    """aiosmtpd cannot tell which free port it took; a socket bound beforehand can."""

    def __init__(self, handler: MailStandIn, **smtp_options: Any) -> None:
        # asyncio sends at once only on sockets made for TCP by name; otherwise each greeting waits 40 ms (Nagle)
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen()
        super().__init__(handler, hostname="127.0.0.1", port=self._listener.getsockname()[1], **smtp_options)

    def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self._listener, ssl=self.ssl_context)
