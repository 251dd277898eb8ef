"""A stand-in for Twilio on loopback, and the real twilio library in front of it. The house's clock stands in 2018."""

import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI

from channels.sms.channel import SmsChannel, TwilioAccount
from notices.domain.delivery import Parcel, Recipient
from notices.domain.incident_event import Mode
from notices.sandbox.serving import serve
from notices.sandbox.twilio import TwilioStandIn

NOW = datetime(2018, 12, 6, 5, 0, tzinfo=UTC)
NUMBER = "+819012345678"
TEXT = "【障害発生】第1報\nLTEが全国で使えません📵 A&B=100% https://status.example.jp/i/1?a=1&b=2"


def house_now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def account() -> TwilioAccount:
    return TwilioAccount(f"AC{secrets.token_hex(16)}", secrets.token_hex(16), "+815012345678")


@pytest.fixture(scope="module")
def served(account: TwilioAccount) -> Iterator[tuple[TwilioStandIn, str]]:
    app = FastAPI()
    stand_in = TwilioStandIn(account.account_sid, account.auth_token, house_now)
    app.include_router(stand_in.router)
    with serve(app) as url:
        yield stand_in, url


@pytest.fixture
def twilio(served: tuple[TwilioStandIn, str]) -> TwilioStandIn:
    stand_in, _ = served
    stand_in.phones.clear()
    stand_in.behaviour.clear()
    return stand_in


@pytest.fixture
def url(served: tuple[TwilioStandIn, str]) -> str:
    return served[1]


@pytest.fixture
async def door(account: TwilioAccount, url: str) -> AsyncIterator[SmsChannel]:
    channel = SmsChannel(account, house_now, url)
    yield channel
    await channel.close()


@pytest.fixture
async def impatient_door(account: TwilioAccount, url: str) -> AsyncIterator[SmsChannel]:
    channel = SmsChannel(account, house_now, url, answer_seconds=0.5)
    yield channel
    await channel.close()


@pytest.fixture
def make_parcel() -> Callable[..., Parcel]:
    def parcel(
        number: str = NUMBER, text: str = TEXT, published_at: datetime = NOW, valid_until: datetime | None = None
    ) -> Parcel:
        return Parcel(
            delivery_id="delivery-1",
            channel="sms",
            recipient=Recipient("subscriber-1", "sms", number),
            notice_id="notice-1",
            incident_id="incident-1",
            number=1,
            mode=Mode.NORMAL,
            title="障害のお知らせ",
            text=text,
            page_url="https://status.example.jp/i/1",
            published_at=published_at,
            valid_until=valid_until,
        )

    return parcel
