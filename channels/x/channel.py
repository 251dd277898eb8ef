"""Posts on X by API v2, as the carrier's own account (OAuth 1.0a), with tweepy."""

import asyncio
import html
import logging
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
import tweepy
from requests.adapters import HTTPAdapter
from urllib3.exceptions import MaxRetryError, NewConnectionError

from channels.port import VendorClock
from channels.x import codes
from channels.x.spec import SPEC
from notices.domain.delivery import DeliveryStatus, Parcel, Receipt
from notices.domain.errors import DeliveryFailed

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 12.0
CLOCK_MARGIN = timedelta(minutes=5)
LATEST_POSTS = 100

# At DEBUG these write the parts of a signature, keys included, to the log.
for _talkative in ("oauthlib", "requests_oauthlib", "tweepy"):
    logging.getLogger(_talkative).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class XCredentials:
    """The four keys of an app and the account that posts; never shown in a repr."""

    consumer_key: str = field(repr=False)
    consumer_secret: str = field(repr=False)
    access_token: str = field(repr=False)
    access_token_secret: str = field(repr=False)


class XChannel:
    """One account. `now` is the house's clock (receipts), `clock` the real one (rate limits).

    `base_url` (scheme, host, port) sends everything to a stand-in under X's own host name; None means X itself.
    `answer_seconds` is how long X may be silent before the outcome counts as unknown.
    """

    spec = SPEC

    def __init__(
        self,
        credentials: XCredentials,
        now: Callable[[], datetime],
        clock: VendorClock,
        base_url: str | None = None,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._now = now
        self._clock = clock
        self._user_id: str | None = None
        self._client = tweepy.Client(
            consumer_key=credentials.consumer_key,
            consumer_secret=credentials.consumer_secret,
            access_token=credentials.access_token,
            access_token_secret=credentials.access_token_secret,
            wait_on_rate_limit=False,
        )
        self._client.session.mount("https://", _Line(base_url, answer_seconds))
        # A followed redirect would turn a post into a question and count as an answer.
        self._client.session.max_redirects = 0

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Post the text. A duplicate that X refuses and that stands on our timeline is a delivery."""
        try:
            answer = await self._ask(self._client.create_tweet, text=parcel.text, is_sending=True)
        except DeliveryFailed as failed:
            if failed.reason != codes.DUPLICATE:
                raise
            return await self._earlier(parcel, failed)
        return Receipt(DeliveryStatus.DELIVERED, self._now(), vendor_reference=str(answer.data["id"]))

    async def look_up(self, parcel: Parcel) -> Receipt | None:
        """Search the account's own posts since the notice was published for this very text."""
        found = await self._ask(
            self._client.get_users_tweets,
            await self._own_id(),
            start_time=parcel.published_at - CLOCK_MARGIN,
            max_results=LATEST_POSTS,
            tweet_fields=["entities"],
        )
        wanted = _comparable(parcel.text)
        for post in found.data or ():
            if _comparable(_as_written(post.text, post.entities)) == wanted:
                return Receipt(DeliveryStatus.DELIVERED, self._now(), vendor_reference=str(post.id))
        return None

    async def probe(self) -> None:
        """Ask X who we are: line, keys and signature are tried, nobody sees anything."""
        await self._ask(self._client.get_me)

    async def close(self) -> None:
        """Let go of connections."""
        self._client.session.close()

    async def _earlier(self, parcel: Parcel, refused: DeliveryFailed) -> Receipt:
        try:
            receipt = await self.look_up(parcel)
        except DeliveryFailed as failed:
            raise DeliveryFailed(
                failed.reason, is_unanswered=True, retry_after_seconds=failed.retry_after_seconds,
                vendor_code=failed.vendor_code, vendor_text=failed.vendor_text,
            ) from failed  # fmt: skip
        if receipt is None:
            raise refused
        return receipt

    async def _own_id(self) -> str:
        if self._user_id is None:
            self._user_id = str((await self._ask(self._client.get_me)).data.id)
        return self._user_id

    async def _ask(self, call: Callable[..., Any], *args: Any, is_sending: bool = False, **params: Any) -> Any:
        """Call tweepy, which blocks, in a thread; every way it can fail becomes a DeliveryFailed."""
        try:
            return await asyncio.to_thread(call, *args, user_auth=True, **params)
        except tweepy.TooManyRequests as error:
            now = self._clock.now_epoch_seconds()
            raise codes.rate_limited(error.response.headers, now, _text_of(error)) from error
        except tweepy.HTTPException as error:
            raise codes.failure(error.response.status_code, _text_of(error), is_sending=is_sending) from error
        except requests.JSONDecodeError as error:
            raise DeliveryFailed("answer_unreadable", is_unanswered=is_sending) from error
        except requests.RequestException as error:
            if _was_never_sent(error):
                raise DeliveryFailed("vendor_unreachable", vendor_text=type(error).__name__) from error
            raise DeliveryFailed("no_answer", is_unanswered=is_sending, vendor_text=type(error).__name__) from error
        except (AttributeError, KeyError, TypeError) as error:  # JSON, but not X's
            raise DeliveryFailed("answer_unreadable", is_unanswered=is_sending) from error


class _Line(HTTPAdapter):
    """The transport: with time-outs, which tweepy has not, without repeats, and to the stand-in where there is one."""

    def __init__(self, base_url: str | None, answer_seconds: float) -> None:
        self._base = urlsplit(base_url) if base_url else None
        self._timeout = (CONNECT_SECONDS, answer_seconds)
        super().__init__(max_retries=0)

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        options["timeout"] = self._timeout
        if self._base:
            real = urlsplit(str(request.url))
            # The signature covers the real URL; the Host header lets the stand-in check it.
            request.headers["Host"] = real.netloc
            request.url = urlunsplit((self._base.scheme, self._base.netloc, real.path, real.query, ""))
            options["proxies"] = {}
        return super().send(request, *args, **options)


def _text_of(error: tweepy.HTTPException) -> str:
    return " ".join(str(message) for message in error.api_messages) or str(error.response.reason)


def _was_never_sent(error: requests.RequestException) -> bool:
    if isinstance(error, (requests.ConnectTimeout, requests.exceptions.SSLError, requests.exceptions.ProxyError)):
        return True
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)


def _as_written(text: str, entities: dict[str, Any] | None) -> str:
    """A post as we wrote it: X gives back t.co links in place of URLs, and escapes &, < and >."""
    for link in (entities or {}).get("urls", ()):
        text = text.replace(link["url"], link["expanded_url"])
    return html.unescape(text)


def _comparable(text: str) -> str:
    """Without what X changes on its own account: Unicode form, white space, a URL's scheme and last slash."""
    words = unicodedata.normalize("NFC", text).split()
    return " ".join(re.sub(r"https?://", "", word).rstrip("/") for word in words)
