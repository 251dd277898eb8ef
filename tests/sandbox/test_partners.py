"""The partner's receiver itself: what it lets in."""

import base64
import secrets
from datetime import UTC, datetime, timedelta

import pytest
import requests
from fastapi import FastAPI
from standardwebhooks import Webhook

from notices.sandbox.partners import PartnerStandIn
from notices.sandbox.serving import serve

pytestmark = pytest.mark.slow
NOW = datetime(2018, 12, 6, 4, 49, tzinfo=UTC)


@pytest.fixture(scope="module")
def secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()


def signed(secret: str, body: str, at: datetime) -> dict[str, str]:
    """Right headers for a body."""
    signature = Webhook(secret).sign("dlv-1", at, body)
    return {
        "webhook-id": "dlv-1", "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature,
    }  # fmt: skip


def test_only_what_is_signed_and_fresh_comes_in(secret: str) -> None:
    """Missing, broken, foreign, stale or mismatching signatures are 401; a signed body that is no event is 400."""
    partner = PartnerStandIn("hoshi", "ほしぞらモバイル", secret, lambda: NOW)
    app = FastAPI()
    app.include_router(partner.router)
    real_now = datetime.now(UTC)  # noqa: TID251  the receiver checks against the real clock
    good = signed(secret, "{}", real_now)
    cases = [
        ("{}", {}, 401),
        ("{}", good | {"webhook-signature": "rubbish"}, 401),
        ("{}", good | {"webhook-signature": "v1,%%%"}, 401),
        ("{}", good | {"webhook-id": "dlv-2"}, 401),
        ('{"a":1}', good, 401),
        ("{}", signed(secret, "{}", real_now - timedelta(minutes=6)), 401),
        ("{}", signed(secret, "{}", real_now + timedelta(minutes=6)), 401),
        ("[]", signed(secret, "[]", real_now), 400),
        ("no json", signed(secret, "no json", real_now), 401),
        ("{}", good, 200),
    ]
    with serve(app) as url:
        answers = [
            requests.post(url + partner.path, data=body, headers=headers, timeout=10).status_code
            for body, headers, _ in cases
        ]
    assert answers == [expected for _, _, expected in cases]
    assert [event.webhook_id for event in partner.received] == ["dlv-1"]
