"""Sends SMS through Twilio's Programmable Messaging (API 2010-04-01)."""

import unicodedata
from base64 import b64encode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from logging import getLogger
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from twilio.base import values
from twilio.base.exceptions import TwilioException
from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from channels.http_line import NEVER_SENT, NO_ANSWER, HttpLine
from channels.sms import codes
from channels.sms.spec import SPEC
from notices.domain.delivery import DeliveryStatus, Parcel, Receipt
from notices.domain.errors import DeliveryFailed

ANSWER_SECONDS = 12.0
# 50 messages take a tenth of it
ANSWER_BYTES = 1024 * 1024
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
    `answer_seconds` is how long one question may take, from the look-up of the name to the answer's last byte.
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
        """Hand the text to Twilio. Too late, or opted out at the vendor: skipped. Arrival is learnt by `look_up`.

        An answer about another message says nothing about ours.
        """
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
        if not (message.sid and _is_ours(message, parcel)):
            raise DeliveryFailed(codes.UNREADABLE, is_unanswered=True, vendor_text=message.sid)
        return self._receipt(message)

    async def look_up(self, parcel: Parcel) -> Receipt | None:
        """Find this very text among the latest messages to the recipient since the notice was published.

        Twilio's own filter by date is not used: it looks at `date_sent`, which a queued message has not yet. A list of
        somebody else's messages, or of one whose text is not kept, cannot say that ours is not there.
        """
        since = parcel.published_at - CLOCK_MARGIN
        for message in await _read(self._latest(parcel.recipient.address, since)):
            if not message.body or message.to != parcel.recipient.address:
                raise DeliveryFailed(codes.UNREADABLE, vendor_text=message.sid)
            if _is_ours(message, parcel):
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

    async def _latest(self, number: str, since: datetime) -> list[MessageInstance]:
        page = await self._client.messages.page_async(to=number, page_size=LATEST_MESSAGES)
        return [
            message
            for message in page
            if str(message.direction).startswith("outbound")
            and (message.date_created is None or message.date_created >= since)
        ]

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
    """Twilio's own clients have no useful limits, retry, or write telephone numbers to the log."""

    def __init__(self, base_url: str | None, answer_seconds: float) -> None:
        super().__init__(getLogger(__name__), is_async=True)
        self._base = urlsplit(base_url) if base_url else None
        self._line = HttpLine(answer_seconds, ANSWER_BYTES, by_proxy=self._base is None)

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
        url = urlsplit(uri)
        if self._base:
            url = url._replace(scheme=self._base.scheme, netloc=self._base.netloc)
        if auth:
            basic = b64encode(":".join(auth).encode()).decode()
            headers = {**(headers or {}), "Authorization": f"Basic {basic}"}
        is_sending = method.upper() == "POST"
        try:
            answer = await self._line.ask(
                method, urlunsplit(url), headers=headers or {}, params=_as_text(params), data=_as_text(data)
            )
        except NEVER_SENT as error:
            raise DeliveryFailed("vendor_unreachable", vendor_text=type(error).__name__) from error
        except NO_ANSWER as error:
            raise DeliveryFailed("no_answer", is_unanswered=is_sending, vendor_text=type(error).__name__) from error
        body = answer.body.decode("utf-8", "replace")
        if not 200 <= answer.status < 300:
            raise codes.failure(answer.status, body, answer.headers.get("Retry-After"), is_sending=is_sending)
        return Response(answer.status, body, answer.headers)

    async def close(self) -> None:
        """Let go of connections."""
        await self._line.close()


async def _read(asked: Awaitable[Any], *, is_sending: bool = False) -> Any:
    """What Twilio's library made of an answer; an answer that is not Twilio's becomes a DeliveryFailed."""
    try:
        return await asked
    except (TwilioException, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DeliveryFailed(codes.UNREADABLE, is_unanswered=is_sending) from error


def _is_ours(message: MessageInstance, parcel: Parcel) -> bool:
    """To our number, and ending with our text; trial accounts put words before it, redacting ones keep no text.

    Signs do not count, for whatever changes them: a message taken for another one would be sent again and again.
    """
    is_to_them = message.to == parcel.recipient.address
    return is_to_them and (not message.body or _words(str(message.body)).endswith(_words(parcel.text)))


def _words(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def _as_text(fields: dict[str, object] | None) -> dict[str, str] | None:
    """aiohttp takes text alone, Twilio's library passes numbers too."""
    return None if fields is None else {name: str(value) for name, value in fields.items()}
