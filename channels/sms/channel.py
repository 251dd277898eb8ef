"""Sends SMS through Twilio's Programmable Messaging (API 2010-04-01)."""

from base64 import b64encode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from logging import getLogger
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import aiohttp
from twilio.base import values
from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from channels.sms import codes
from channels.sms.spec import SPEC
from notices.domain.delivery import DeliveryStatus, Parcel, Receipt
from notices.domain.errors import DeliveryFailed

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 12.0
CLOCK_MARGIN = timedelta(minutes=5)
LATEST_MESSAGES = 50
LONGEST_VALIDITY_SECONDS = 36_000  # https://www.twilio.com/docs/api/errors/90007


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    """Who sends. `sender` is an E.164 number or a sender name, or a Messaging Service ("MG…"). Secrets stay hidden."""

    account_sid: str = field(repr=False)
    auth_token: str = field(repr=False)
    sender: str


class SmsChannel:
    """One Twilio account. `now` is the house's clock (receipts, validity).

    `base_url` (scheme, host, port) sends everything to a stand-in; None means Twilio itself.
    `answer_seconds` is how long Twilio may be silent before the outcome counts as unknown.
    """

    spec = SPEC

    def __init__(
        self,
        account: TwilioAccount,
        now: Callable[[], datetime],
        base_url: str | None = None,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._now = now
        self._line = _Line(base_url, answer_seconds)
        self._client = Client(account.account_sid, account.auth_token, http_client=self._line)
        self._account_sid = account.account_sid
        is_service = account.sender.startswith("MG")
        self._sender = {"messaging_service_sid" if is_service else "from_": account.sender}

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Hand the text to Twilio. Too late, or opted out at the vendor: skipped. Arrival is learnt by `look_up`."""
        validity = self._validity_seconds(parcel)
        if validity is not None and validity < 1:
            return Receipt(DeliveryStatus.SKIPPED, self._now(), detail="no_longer_valid")
        try:
            message = await _read(
                self._client.messages.create_async(
                    to=parcel.recipient.address,
                    body=parcel.text,
                    validity_period=values.unset if validity is None else validity,
                    smart_encoded=False,  # Twilio would change characters of an approved text
                    **self._sender,
                ),
                is_sending=True,
            )
        except DeliveryFailed as failed:
            if failed.vendor_code == codes.OPTED_OUT:
                return Receipt(DeliveryStatus.SKIPPED, self._now(), detail=codes.why(int(codes.OPTED_OUT)))
            raise
        return self._receipt(message)

    async def look_up(self, parcel: Parcel) -> Receipt | None:
        """Find this very text among the latest messages to the recipient since the notice was published.

        Twilio's own filter by date is not used: it looks at `date_sent`, which a queued message has not yet.
        """
        latest = await _read(
            self._client.messages.list_async(
                to=parcel.recipient.address, limit=LATEST_MESSAGES, page_size=LATEST_MESSAGES
            )
        )
        since = parcel.published_at - CLOCK_MARGIN
        for message in latest:
            is_outbound = str(message.direction).startswith("outbound")
            is_recent = message.date_created is None or message.date_created >= since
            if is_outbound and is_recent and (message.body or "").split() == parcel.text.split():
                return self._receipt(message)
        return None

    async def probe(self) -> None:
        """Ask Twilio about our own account: line, credentials and the account's standing; nobody gets anything."""
        account = await _read(self._client.api.v2010.accounts(self._account_sid).fetch_async())
        if account.status != "active":
            raise DeliveryFailed("account_not_allowed", vendor_text=str(account.status))

    async def close(self) -> None:
        """Let go of connections."""
        await self._line.close()

    def _validity_seconds(self, parcel: Parcel) -> int | None:
        """How long Twilio may still try; None leaves it to Twilio."""
        if parcel.valid_until is None:
            return None
        return min(int((parcel.valid_until - self._now()).total_seconds()), LONGEST_VALIDITY_SECONDS)

    def _receipt(self, message: MessageInstance) -> Receipt:
        status = codes.STATUSES.get(str(message.status), DeliveryStatus.SENT)
        detail = codes.why(message.error_code) if status is DeliveryStatus.DEAD else str(message.status)
        return Receipt(status, self._now(), vendor_reference=str(message.sid), detail=detail)


class _Line(AsyncHttpClient):  # type: ignore[misc]
    """The transport: one aiohttp session without threads (volume), with time-outs, never a second try, no log.

    Twilio's own clients retry, or write telephone numbers to the log.
    """

    def __init__(self, base_url: str | None, answer_seconds: float) -> None:
        super().__init__(getLogger(__name__), is_async=True)
        self._base = urlsplit(base_url) if base_url else None
        # Waiting for a free connection is not silence of the vendor, so no total.
        self._timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=answer_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def request(
        self,
        method: str,
        uri: str,
        *,
        params: dict[str, object] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        **_defaults: object,
    ) -> Response:
        """Send once. Raises DeliveryFailed for everything but a 2xx."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout, trust_env=self._base is None)
        url = urlsplit(uri)
        if self._base:
            url = url._replace(scheme=self._base.scheme, netloc=self._base.netloc)
        if auth:
            basic = b64encode(":".join(auth).encode()).decode()
            headers = {**(headers or {}), "Authorization": f"Basic {basic}"}
        is_sending = method.upper() == "POST"
        try:
            async with self._session.request(
                method, urlunsplit(url), params=_as_text(params), data=_as_text(data), headers=headers,
                allow_redirects=False,
            ) as answer:  # fmt: skip
                body = await answer.text()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise DeliveryFailed("vendor_unreachable", vendor_text=type(error).__name__) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise DeliveryFailed("no_answer", is_unanswered=is_sending, vendor_text=type(error).__name__) from error
        if not 200 <= answer.status < 300:
            raise codes.failure(answer.status, body, answer.headers.get("Retry-After"), is_sending=is_sending)
        return Response(answer.status, body, answer.headers)

    async def close(self) -> None:
        """Close the session, if there ever was one."""
        if self._session is not None:
            await self._session.close()
            self._session = None


async def _read(asked: Awaitable[Any], *, is_sending: bool = False) -> Any:
    """What Twilio's library made of an answer; an answer that is not Twilio's becomes a DeliveryFailed."""
    try:
        return await asked
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DeliveryFailed("answer_unreadable", is_unanswered=is_sending) from error


def _as_text(fields: dict[str, object] | None) -> dict[str, str] | None:
    """aiohttp takes text alone, Twilio's library passes numbers too."""
    return None if fields is None else {name: str(value) for name, value in fields.items()}
