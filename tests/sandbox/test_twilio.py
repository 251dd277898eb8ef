"""The stand-in for Twilio refuses what Twilio refuses."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests
from fastapi import FastAPI

from notices.sandbox.serving import serve
from notices.sandbox.twilio import TwilioStandIn

pytestmark = pytest.mark.slow
NOW = datetime(2018, 12, 6, 5, 0, tzinfo=UTC)
SID, TOKEN = f"AC{secrets.token_hex(16)}", secrets.token_hex(16)
TO = "+819012345678"
GOOD = {"To": TO, "From": "+815012345678", "Body": "障害"}


@pytest.fixture
def twilio() -> TwilioStandIn:
    return TwilioStandIn(SID, TOKEN, lambda: NOW)


@pytest.fixture
def account_url(twilio: TwilioStandIn) -> Iterator[str]:
    app = FastAPI()
    app.include_router(twilio.router)
    with serve(app) as url:
        yield f"{url}/2010-04-01/Accounts/{SID}"


@pytest.fixture
def client() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.auth = (SID, TOKEN)
        yield session


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"To": "09012345678"}, 21211),
        ({"To": "+15005550009"}, 21614),
        ({"To": "+15005550004"}, 21610),
        ({"To": "+819000000010"}, 21610),
        ({"From": ""}, 21603),
        ({"From": "MG0"}, 21606),
        ({"Body": ""}, 21602),
        ({"Body": "あ" * 1601}, 21617),
        ({"ValidityPeriod": "36001"}, 90007),
        ({"ValidityPeriod": "soon"}, 90007),
    ],
)
def test_messages_are_refused_as_twilio_refuses_them(
    twilio: TwilioStandIn, account_url: str, client: requests.Session, change: dict[str, str], code: int
) -> None:
    """With Twilio's code, a sentence, where to read more, and 400."""
    twilio.opt_out("+819000000010")
    answer = client.post(f"{account_url}/Messages.json", data={**GOOD, **change}, timeout=5)
    said = answer.json()
    assert (answer.status_code, said["code"], said["status"]) == (400, code, 400)
    assert said["more_info"].endswith(f"/{code}")
    assert said["message"]
    assert twilio.phones == {}


def test_only_the_accounts_own_token_passes(account_url: str) -> None:
    """Wrong token, another account's path, no credentials: 401 and 20003."""
    other = account_url.replace(SID, f"AC{secrets.token_hex(16)}")
    answers = [
        requests.get(f"{account_url}.json", auth=(SID, secrets.token_hex(16)), timeout=5),
        requests.get(f"{other}.json", auth=(SID, TOKEN), timeout=5),
        requests.get(f"{account_url}.json", timeout=5),
        requests.post(f"{account_url}/Messages.json", data=GOOD, timeout=5),
        requests.get(f"{account_url}/Messages.json", timeout=5),
    ]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(401, 20003)}


def test_a_message_moves_on_each_time_it_is_looked_at(account_url: str, client: requests.Session) -> None:
    """A queued message has no date_sent, so a filter by it does not find the message yet."""
    first = client.post(f"{account_url}/Messages.json", data=GOOD, timeout=5).json()
    by_date = f"{account_url}/Messages.json?To=%2B819012345678&DateSent%3E=2018-12-06T00:00:00Z"
    unseen = client.get(by_date, timeout=5).json()["messages"]
    one = f"{account_url}/Messages/{first['sid']}.json"
    looks = [first, client.get(one, timeout=5).json(), client.get(one, timeout=5).json()]
    [seen] = client.get(by_date, timeout=5).json()["messages"]
    assert [(look["status"], look["date_sent"] is not None) for look in looks] == [
        ("queued", False), ("sent", True), ("delivered", True),
    ]  # fmt: skip
    assert (unseen, seen["sid"]) == ([], first["sid"])


def test_an_unknown_message_is_not_found(account_url: str, client: requests.Session) -> None:
    """Twilio's 20404."""
    answer = client.get(f"{account_url}/Messages/SM{secrets.token_hex(16)}.json", timeout=5)
    assert (answer.status_code, answer.json()["code"]) == (404, 20404)
