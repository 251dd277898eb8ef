"""Posts on X by API v2, as the carrier's own account (OAuth 1.0a), with tweepy."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import requests
import tweepy

from channels.http_line import NEVER_SENT, NO_ANSWER, HttpLine
from channels.port import VendorClock
from channels.x import codes
from channels.x.line import Call
from channels.x.posted_text import is_answered, is_found
from channels.x.spec import SPEC
from notices.domain.delivery import DeliveryStatus, Parcel, Receipt
from notices.domain.errors import DeliveryFailed

ANSWER_SECONDS = 12.0
# 100 posts with their links take a third of it
ANSWER_BYTES = 1024 * 1024
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
    `answer_seconds` is how long one question may take, from the look-up of the name to the answer's last byte.
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
        self._credentials = credentials
        self._now = now
        self._clock = clock
        self._base = urlsplit(base_url) if base_url else None
        self._user_id: str | None = None
        self._line = HttpLine(answer_seconds, ANSWER_BYTES, by_proxy=self._base is None)
        # A thread comes back when its caller has had enough: enough for what the courier calls at once, and a probe.
        self._threads = ThreadPoolExecutor(SPEC.at_once + 1, "x")
        self._calls: set[Call] = set()

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Post the text. A duplicate that X refuses and that stands on our timeline is a delivery.

        An answer about another text says nothing about ours.
        """
        try:
            post = (await self._ask("create_tweet", text=parcel.text, is_sending=True)).data
        except DeliveryFailed as failed:
            if failed.reason != codes.DUPLICATE:
                raise
            return await self._earlier(parcel, failed)
        with _readable(is_sending=True):
            reference, text = str(post["id"]), str(post.get("text") or parcel.text)
        if not is_answered(text, parcel.text):
            raise DeliveryFailed(codes.UNREADABLE, is_unanswered=True, vendor_text=reference)
        return Receipt(DeliveryStatus.DELIVERED, self._now(), vendor_reference=reference)

    async def look_up(self, parcel: Parcel) -> Receipt | None:
        """Search the account's own posts since the notice was published for this very text."""
        found = await self._ask(
            "get_users_tweets",
            await self._own_id(),
            start_time=parcel.published_at - CLOCK_MARGIN,
            max_results=LATEST_POSTS,
            tweet_fields=["entities"],
        )
        with _readable():
            if not found.data and found.meta["result_count"] != 0:
                raise DeliveryFailed(codes.UNREADABLE)  # who cannot say that there is none has not said so
            for post in found.data or ():
                if is_found(post.text, post.entities, parcel.text):
                    return Receipt(DeliveryStatus.DELIVERED, self._now(), vendor_reference=str(post.id))
        return None

    async def probe(self) -> None:
        """Ask X who we are: line, keys and signature are tried, nobody sees anything."""
        with _readable():
            str((await self._ask("get_me")).data.id)

    async def close(self) -> None:
        """Hang up; no thread is waited for."""
        for call in self._calls:
            call.hang_up()
        self._threads.shutdown(wait=False)
        await self._line.close()

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
            with _readable():
                self._user_id = str((await self._ask("get_me")).data.id)
        return self._user_id

    async def _ask(self, question: str, *args: Any, is_sending: bool = False, **params: Any) -> Any:
        """Call tweepy, which blocks, in a thread; every way it can fail becomes a DeliveryFailed."""
        call = Call(self._line, self._base)
        client = tweepy.Client(None, *astuple(self._credentials), wait_on_rate_limit=False)
        client.session.mount("https://", call)
        client.session.trust_env = False  # proxies are the line's business, and a ~/.netrc nobody's
        # A followed redirect would turn a post into a question and count as an answer.
        client.session.max_redirects = 0
        ask = partial(getattr(client, question), *args, user_auth=True, **params)
        self._calls.add(call)
        try:
            with _readable(is_sending=is_sending):
                return await asyncio.get_running_loop().run_in_executor(self._threads, ask)
        except tweepy.TooManyRequests as error:
            now = self._clock.now_epoch_seconds()
            raise codes.rate_limited(error.response.headers, now, _text_of(error)) from error
        except tweepy.HTTPException as error:
            raise codes.failure(error.response.status_code, _text_of(error), is_sending=is_sending) from error
        except NEVER_SENT as error:
            raise DeliveryFailed("vendor_unreachable", vendor_text=type(error).__name__) from error
        except (requests.RequestException, *NO_ANSWER) as error:
            raise DeliveryFailed("no_answer", is_unanswered=is_sending, vendor_text=type(error).__name__) from error
        finally:
            call.hang_up()
            self._calls.discard(call)


@contextmanager
def _readable(*, is_sending: bool = False) -> Iterator[None]:
    """What is no JSON, or not X's, or lists in lists without an end."""
    try:
        yield
    except (ValueError, AttributeError, LookupError, TypeError, RecursionError) as error:
        raise DeliveryFailed(codes.UNREADABLE, is_unanswered=is_sending) from error


def _text_of(error: tweepy.HTTPException) -> str:
    return " ".join(str(message) for message in error.api_messages) or str(error.response.reason)
