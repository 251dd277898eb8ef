"""The push to partners, over real HTTP to the partner stand-in and to small servers that answer badly."""

import base64
import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI, Request, Response

from channels.mvno.channel import MvnoChannel
from notices.clock import WallClock
from notices.domain.delivery import DeliveryStatus, Parcel, Recipient
from notices.domain.errors import ConfigurationError, DeliveryFailed
from notices.domain.incident_event import Mode
from notices.sandbox.partners import PartnerStandIn
from notices.sandbox.serving import serve
from notices.settings import Settings

pytestmark = pytest.mark.slow
ONLY_THE_SANDBOX = Settings().check_reachable
NOW = datetime(2018, 12, 6, 4, 49, tzinfo=UTC)


def new_secret() -> str:
    """A secret of this run alone."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()


class House:
    """The partner stand-in and a door that pushes to it."""

    def __init__(self) -> None:
        self.secrets = {"hoshi": new_secret()}
        self.partner = PartnerStandIn("hoshi", "ほしぞらモバイル", self.secrets["hoshi"], lambda: NOW)
        self.answer = Response(status_code=204)
        self.headers: list[dict[str, str]] = []
        self.url = ""
        self.app = FastAPI()
        self.app.include_router(self.partner.router)
        self.app.add_api_route("/answers", self._answers, methods=["POST", "GET"])

    async def _answers(self, request: Request) -> Response:
        self.headers.append(dict(request.headers))
        return self.answer

    def door(self, check_reachable=ONLY_THE_SANDBOX, answer_seconds: float = 5.0) -> MvnoChannel:
        return MvnoChannel(
            secret_of=self.secrets.__getitem__, check_reachable=check_reachable, now=lambda: NOW, clock=WallClock(),
            source="https://oshirase.kaku.example/", answer_seconds=answer_seconds,
        )  # fmt: skip

    def parcel(self, path: str = "/partners/hoshi/webhook") -> Parcel:
        return Parcel(
            delivery_id="dlv-1", channel="mvno", notice_id="ntc-1", incident_id="inc-1", number=1, mode=Mode.REPLAY,
            recipient=Recipient("hoshi", "mvno", self.url + path, "ほしぞらモバイル", "hoshi", mode=Mode.REPLAY),
            title="【再現】障害のお知らせ", text='{"number":1,"text":{"title":"①障害のお知らせ"}}',
            page_url="https://oshirase.kaku.example/incidents/inc-1/", published_at=NOW,
        )  # fmt: skip


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    with serve(house.app) as house.url:
        yield house


async def delivered(door: MvnoChannel, parcel: Parcel):
    """One push; the door is closed afterwards, whatever happens."""
    try:
        return await door.deliver(parcel)
    finally:
        await door.close()


async def refused(door: MvnoChannel, parcel: Parcel) -> DeliveryFailed:
    """The failure of one push."""
    with pytest.raises(DeliveryFailed) as failure:
        await delivered(door, parcel)
    return failure.value


async def test_a_signed_push_arrives_whole_and_brings_a_receipt(house: House) -> None:
    """The partner verifies the signature, sees CloudEvents names around the payload, and names its receipt."""
    receipt = await delivered(house.door(), house.parcel())
    (received,) = house.partner.received
    assert received.event == {
        "specversion": "1.0",
        "id": "dlv-1",
        "source": "https://oshirase.kaku.example/",
        "type": "jp.shuchi.notice.published.v1",
        "subject": "inc-1",
        "time": "2018-12-06T04:49:00Z",
        "datacontenttype": "application/json",
        "data": {"number": 1, "text": {"title": "①障害のお知らせ"}},
    }
    assert (receipt.status, receipt.at, receipt.vendor_reference) == (
        DeliveryStatus.DELIVERED, NOW, received.receipt_id,
    )  # fmt: skip


async def test_an_alarm_to_our_own_people_is_not_called_a_notice(house: House) -> None:
    """What belongs to no notice has a type of its own, so that no receiver takes it for a public text."""
    await delivered(house.door(), replace(house.parcel(), notice_id=""))
    assert house.partner.received[0].event["type"] == "jp.shuchi.alarm.raised.v1"


async def test_a_wrong_secret_is_refused_but_may_be_mended(house: House) -> None:
    """The partner answers 401; the push is tried again, for a person can put the secret right."""
    house.secrets["hoshi"] = new_secret()
    failure = await refused(house.door(), house.parcel())
    assert (failure.reason, failure.vendor_code, failure.is_permanent) == ("signature_refused", "401", False)
    assert house.partner.received == []


async def test_a_repeat_has_the_same_id_and_is_counted_once(house: House) -> None:
    """Pushing the same parcel twice leaves one event and one receipt at the partner."""
    first = await delivered(house.door(), house.parcel())
    second = await delivered(house.door(), replace(house.parcel(), attempt=2))
    assert (len(house.partner.received), house.partner.duplicates) == (1, 1)
    assert first.vendor_reference == second.vendor_reference


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (301, {"Location": "/partners/hoshi/webhook"}, ("endpoint_redirects", False, None)),
        (307, {"Location": "/partners/hoshi/webhook"}, ("endpoint_redirects", False, None)),
        (400, {}, ("partner_refused", False, None)),
        (404, {}, ("endpoint_missing", False, None)),
        (410, {}, ("endpoint_gone", True, None)),
        (429, {"Retry-After": "90"}, ("rate_limited", False, 90.0)),
        (503, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, ("partner_busy", False, 0.0)),
        (500, {"Retry-After": "soon"}, ("partner_broken", False, None)),
    ],
)
async def test_every_answer_but_2xx_is_a_failure(
    house: House, status: int, headers: dict[str, str], expected: tuple[str, bool, float | None]
) -> None:
    """Only 410 is for ever, a redirect is not followed, and the wait that the partner asks for is kept."""
    house.answer = Response("sorry " * 1000, status, headers)
    failure = await refused(house.door(), house.parcel("/answers"))
    assert (failure.reason, failure.is_permanent, failure.retry_after_seconds) == expected
    assert (failure.is_unanswered, failure.vendor_code, len(failure.vendor_text)) == (False, str(status), 300)
    assert house.partner.received == []


@pytest.mark.parametrize(
    "body", [b"", b"OK", b"[]", b'{"receipt_id": 7}', b"\xff\xfe", b"{" * 100_000, b"[" * 8192, b"[" * 10_000_000]
)
async def test_any_2xx_is_a_delivery_whatever_its_body(house: House, body: bytes) -> None:
    """A partner need not answer in JSON."""
    house.answer = Response(body, 200)
    receipt = await delivered(house.door(), house.parcel("/answers"))
    assert (receipt.status, receipt.vendor_reference) == (DeliveryStatus.DELIVERED, "")


@pytest.mark.parametrize("behave", ["slow", "accept_silently"])
async def test_a_push_without_an_answer_may_have_been_taken(house: House, behave: str) -> None:
    """Silence after the push is an unknown outcome, and the repeat under the same id does no harm."""
    house.partner.behaviour.command(behave, seconds=0.6)
    failure = await refused(house.door(answer_seconds=0.4), house.parcel())
    assert (failure.reason, failure.is_unanswered, failure.is_permanent) == ("partner_silent", True, False)
    await delivered(house.door(), house.parcel())
    assert (len(house.partner.received), house.partner.duplicates) == (1, 1)


async def test_a_broken_line_may_have_taken_the_push(house: House) -> None:
    """A reset connection says nothing about what the partner has."""
    house.partner.behaviour.command("reset")
    failure = await refused(house.door(), house.parcel())
    assert (failure.reason, failure.is_unanswered) == ("partner_silent", True)


async def test_a_partner_that_is_down_has_taken_nothing(house: House) -> None:
    """Nobody listens: the push is tried again, and its outcome is known."""
    with serve(FastAPI()) as gone:
        pass
    parcel = replace(house.parcel(), recipient=replace(house.parcel().recipient, address=gone))
    failure = await refused(house.door(), parcel)
    assert (failure.reason, failure.is_unanswered, failure.is_permanent) == ("partner_unreachable", False, False)


async def test_outside_production_no_other_machine_is_called(house: House) -> None:
    """The settings are asked before the call; a real partner's address is refused for good."""
    parcel = replace(house.parcel(), recipient=replace(house.parcel().recipient, address="https://noc.hoshi.example/"))
    failure = await refused(house.door(), parcel)
    assert (failure.reason, failure.is_permanent) == ("address_not_allowed", True)


async def test_a_name_that_leads_to_a_forbidden_address_is_refused(house: House) -> None:
    """What a name resolves to is asked as well, before any connection is made (S6)."""
    asked: list[str] = []

    def refuse_loopback_addresses(url: str) -> None:
        asked.append(url)
        if "localhost" not in url:
            raise ConfigurationError("not_in_development", url=url)

    address = house.parcel("/answers").recipient.address.replace("127.0.0.1", "localhost")
    parcel = replace(house.parcel(), recipient=replace(house.parcel().recipient, address=address))
    failure = await refused(house.door(refuse_loopback_addresses), parcel)
    assert (failure.reason, failure.is_permanent) == ("address_not_allowed", True)
    assert len(asked) >= 2
    assert house.headers == []


@pytest.mark.parametrize("address", ["", "http://", "http://127.0.0.1:99999/", "mailto:a@b.example", "http://[::1/"])
@pytest.mark.parametrize("settings", [Settings(), Settings(environment="production")])
async def test_an_address_that_is_none_is_refused_for_good(house: House, settings: Settings, address: str) -> None:
    """No URL in the profile can make the door raise anything but its own error."""
    parcel = replace(house.parcel(), recipient=replace(house.parcel().recipient, address=address))
    failure = await refused(house.door(settings.check_reachable), parcel)
    assert failure.reason in ("address_unusable", "address_not_allowed")
    assert failure.is_permanent


@pytest.mark.parametrize("broken", ["", "whsec_", "whsec_a", "whsec_あ"])
async def test_a_broken_secret_is_not_shown(house: House, broken: str) -> None:
    """The failure names the trouble, neither the secret nor a cause that could contain it."""
    house.secrets["hoshi"] = broken
    failure = await refused(house.door(), house.parcel())
    assert (failure.reason, failure.is_permanent, failure.__cause__) == ("secret_unusable", False, None)


async def test_a_missing_secret_waits_for_a_person(house: House) -> None:
    """The settings' own error becomes a failure that is tried again."""
    door = house.door()
    door._secret_of = Settings().secret
    failure = await refused(door, house.parcel())
    assert (failure.reason, failure.is_permanent) == ("secret_missing_for_partner", False)


async def test_text_that_is_no_json_is_never_pushed(house: House) -> None:
    """A payload that cannot be wrapped is our own mistake and does not heal."""
    failure = await refused(house.door(), replace(house.parcel(), text="障害のお知らせ"))
    assert (failure.reason, failure.is_permanent) == ("payload_not_json", True)


async def test_a_probe_reaches_nobody_and_a_look_up_knows_nothing(house: House) -> None:
    """A webhook has no quiet call: the probe opens the session only."""
    door = house.door()
    await door.probe()
    assert await door.look_up(house.parcel()) is None
    await door.close()
    assert (house.partner.received, house.headers) == ([], [])
