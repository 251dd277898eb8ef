"""A stand-in for X on loopback, and the real tweepy in front of it. The house's clock stands in 2018."""

import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI

from channels.x.channel import XChannel, XCredentials
from notices.clock import WallClock
from notices.domain.delivery import Parcel, Recipient
from notices.domain.incident_event import Mode
from notices.sandbox.serving import serve
from notices.sandbox.x import XStandIn

NOW = datetime(2018, 12, 6, 5, 0, tzinfo=UTC)
TEXT = "【障害発生】第1報 14:00 <LTE>が全国で使えません📵 A&B https://status.example.jp/i/1?a=1&b=2 をご覧ください"


def house_now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def credentials() -> XCredentials:
    return XCredentials(*(secrets.token_urlsafe(30) for _ in range(4)))


@pytest.fixture(scope="module")
def served(credentials: XCredentials) -> Iterator[tuple[XStandIn, str]]:
    stand_in = XStandIn(credentials, house_now)
    app = FastAPI()
    app.include_router(stand_in.router)
    with serve(app) as url:
        yield stand_in, url


@pytest.fixture
def x(served: tuple[XStandIn, str]) -> XStandIn:
    stand_in, _ = served
    stand_in.posts.clear()
    stand_in.behaviour.clear()
    return stand_in


@pytest.fixture
def url(served: tuple[XStandIn, str]) -> str:
    return served[1]


@pytest.fixture
async def open_door(credentials: XCredentials, url: str) -> AsyncIterator[Callable[..., XChannel]]:
    """A door to the stand-in or to where a test says; closed when the test is over."""
    doors: list[XChannel] = []

    def opened(to: str = url, keys: XCredentials = credentials, **limits: float) -> XChannel:
        doors.append(XChannel(keys, house_now, WallClock(), to, **limits))
        return doors[-1]

    yield opened
    for channel in doors:
        await channel.close()


@pytest.fixture
def door(open_door: Callable[..., XChannel]) -> XChannel:
    return open_door()


@pytest.fixture
def impatient_door(open_door: Callable[..., XChannel]) -> XChannel:
    return open_door(answer_seconds=0.5)


@pytest.fixture
def make_parcel() -> Callable[..., Parcel]:
    def parcel(text: str = TEXT, published_at: datetime = NOW) -> Parcel:
        return Parcel(
            delivery_id="delivery-1",
            channel="x",
            recipient=Recipient("account", "x", "@example"),
            notice_id="notice-1",
            incident_id="incident-1",
            number=1,
            mode=Mode.NORMAL,
            title="障害のお知らせ",
            text=text,
            page_url="https://status.example.jp/i/1",
            published_at=published_at,
        )

    return parcel
