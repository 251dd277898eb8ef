"""Sends a notice as plain-text mail: UTF-8, base64, all reports of one incident in one thread."""

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from typing import Literal

import aiosmtplib

from channels.mail import codes
from channels.mail.spec import SPEC
from channels.port import VendorClock
from notices.domain.channel_spec import ChannelSpec
from notices.domain.delivery import DeliveryStatus, Parcel, Receipt
from notices.domain.errors import ConfigurationError, DeliveryFailed

STEP_SECONDS = 8.0
# under the courier's own limit, for the door alone knows whether the text had been handed over
MAIL_SECONDS = 18.0
NAMES_AT_ONCE = 2
_OWN_MACHINE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """The carrier's relay. `sender` is the address notices come from; its domain names threads and the list.

    Raises ConfigurationError for an unencrypted way to another machine, and for half a login.
    """

    host: str
    port: int
    sender: str
    tls: Literal["none", "starttls", "implicit"] = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.tls == "none" and self.host not in _OWN_MACHINE:
            raise ConfigurationError("mail_without_tls", host=self.host)
        if bool(self.user) != bool(self.password):
            raise ConfigurationError("mail_half_login", host=self.host)

    @property
    def domain(self) -> str:
        """The part of `sender` after the @."""
        return self.sender.rpartition("@")[2]


class MailChannel:
    """One relay, one connection per mail. `now` is the house's clock (receipts), `clock` the real one (Date).

    `step_seconds` is how long one answer of the relay may take, `mail_seconds` all of them together.
    `spec`: for whom it mails; SPEC is for partners.
    """

    spec: ChannelSpec = SPEC

    def __init__(
        self,
        settings: SmtpSettings,
        check_reachable: Callable[[str], None],
        now: Callable[[], datetime],
        clock: VendorClock,
        step_seconds: float = STEP_SECONDS,
        spec: ChannelSpec = SPEC,
        mail_seconds: float = MAIL_SECONDS,
    ) -> None:
        self.spec = spec
        self._settings = settings
        self._check_reachable = check_reachable
        self._now = now
        self._clock = clock
        self._step_seconds = step_seconds
        self._mail_seconds = mail_seconds
        # asyncio's threads serve the whole house, and a name server that is silent keeps one busy for half a minute
        self._names = ThreadPoolExecutor(NAMES_AT_ONCE, "mail-names")

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Hand the mail to the relay. DELIVERED: the relay answers for it from here; a bounce would come later."""
        mail = mail_for(parcel, self._settings, datetime.fromtimestamp(int(self._clock.now_epoch_seconds()), UTC))
        client, is_body_sent = self._client(), False
        try:
            async with asyncio.timeout(self._mail_seconds):
                await self._connect(client)
                await client.mail(self._settings.sender)
                await client.rcpt(mail["To"].addresses[0].addr_spec)
                is_body_sent = True
                answer = await client.data(mail.as_bytes())
        except ValueError as error:
            raise DeliveryFailed("mailbox_unusable", is_permanent=True) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            if (
                isinstance(error, aiosmtplib.SMTPResponseException) and error.code >= 400
            ):  # else no reply of SMTP at all
                raise codes.failure(error.code, error.message) from error
            reason = "relay_silent" if is_body_sent else "relay_unreachable"
            raise DeliveryFailed(reason, is_unanswered=is_body_sent, vendor_text=type(error).__name__) from error
        finally:
            await _leave(client)
        return Receipt(DeliveryStatus.DELIVERED, self._now(), str(mail["Message-ID"]), detail=answer.message[:300])

    async def look_up(self, parcel: Parcel) -> Receipt | None:  # noqa: ARG002
        """SMTP cannot be asked; sending again under the same Message-ID is tolerable."""
        return None

    async def probe(self) -> None:
        """Greets the relay, logs in where there is a login, and leaves without a mail."""
        client = self._client()
        try:
            async with asyncio.timeout(self._mail_seconds):
                await self._connect(client)
        except TimeoutError as error:
            raise DeliveryFailed("relay_unreachable", vendor_text=type(error).__name__) from error
        finally:
            await _leave(client)

    async def close(self) -> None:
        """No connection is kept open; a thread that looks a name up is not waited for."""
        self._names.shutdown(wait=False, cancel_futures=True)

    def _client(self) -> aiosmtplib.SMTP:
        settings = self._settings
        return aiosmtplib.SMTP(
            hostname=settings.host,
            port=settings.port,
            use_tls=settings.tls == "implicit",
            start_tls=settings.tls == "starttls",
            username=settings.user or None,
            password=settings.password or None,
            local_hostname=settings.domain,
            timeout=self._step_seconds,
        )

    async def _connect(self, client: aiosmtplib.SMTP) -> None:
        host, port = self._settings.host, self._settings.port
        try:
            self._check_reachable(f"//{host}:{port}")
            look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
            await asyncio.get_running_loop().run_in_executor(self._names, look_up)
            await client.connect()
        except ConfigurationError as error:
            raise DeliveryFailed("address_not_allowed", is_permanent=True, vendor_text=error.code) from error
        except aiosmtplib.SMTPAuthenticationError as error:
            raise DeliveryFailed(codes.LOGIN_REFUSED, vendor_code=str(error.code), vendor_text=error.message) from error
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise DeliveryFailed("relay_unreachable", vendor_text=type(error).__name__) from error


def mail_for(parcel: Parcel, settings: SmtpSettings, at: datetime) -> EmailMessage:
    """The mail. Raises DeliveryFailed for an address that is none, or that would break out of its header."""
    mail = EmailMessage(policy=SMTP)
    thread = f"<{parcel.incident_id}@{settings.domain}>"
    try:
        mail["From"] = settings.sender
        mail["To"] = parcel.recipient.address
        mail["Subject"] = " ".join(parcel.title.splitlines())
        mail["Date"] = at
        mail["Message-ID"] = f"<{parcel.delivery_id}@{settings.domain}>"
        mail["In-Reply-To"] = thread
        mail["References"] = thread
        mail["List-Id"] = f"<notices.{settings.domain}>"
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday replies
    except ValueError as error:
        raise DeliveryFailed("mailbox_unusable", is_permanent=True) from error
    if len(mail["To"].addresses) != 1 or mail["To"].defects or not str(mail["To"]).isascii():
        raise DeliveryFailed("mailbox_unusable", is_permanent=True)
    mail.set_content(parcel.text, charset="utf-8", cte="base64")
    return mail


async def _leave(client: aiosmtplib.SMTP) -> None:
    """Say goodbye; what the relay has taken it keeps, whatever becomes of the line now."""
    try:
        async with asyncio.timeout(1):
            await client.quit()
    except (aiosmtplib.SMTPException, OSError):
        pass
    finally:
        client.close()
