"""What every door promises, tried on all of them unasked; a new line in the registry is enough to be tried."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from worlds.house import CARRIER

from channels.registry import DOORS, open_doors
from notices.clock import WallClock
from notices.domain.delivery import DeliveryStatus, Parcel, Recipient
from notices.domain.errors import ConfigurationError, DeliveryFailed
from notices.domain.incident_event import Mode
from notices.sandbox.server import Sandbox
from notices.settings import DEVELOPMENT, Settings

pytestmark = pytest.mark.slow

NOW = datetime.now(UTC)  # noqa: TID251 - vendors compare it with their own clock
NAMES = [door.spec.name for door in DOORS]
MAILED = ("mail", "ministry", "emergency_bodies")
TEXTS = {
    "x": "【障害発生】第1報 音声通話が利用できません。 https://oshirase.kaku.example/",
    "sms": "【障害発生】第1報 音声通話が利用できません。\nhttps://oshirase.kaku.example/",
    "website": "<article>第1報</article>",
    "feed": "<p>第1報</p>",
    **dict.fromkeys(MAILED, "音声通話が利用できません。\n①くわしくは公式ページへ。"),
}
ADDRESSES = {"sms": "+819000000001", **dict.fromkeys(MAILED, "noc@komorebi.example")}


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    sandbox = Sandbox(CARRIER.name, CARRIER.partners, lambda: NOW, tmp_path_factory.mktemp("served"))
    sandbox.start()
    yield sandbox
    sandbox.stop()


@pytest.fixture
def settings(sandbox, tmp_path):
    return Settings(
        environment=DEVELOPMENT, site_dir=tmp_path / "site", vendor_urls=sandbox.vendor_urls, secrets=sandbox.secrets
    )


def parcel(name, sandbox, tag="1"):
    to = Recipient("hoshi", name, ADDRESSES.get(name, sandbox.webhook_urls["hoshi"]), partner_id="hoshi")
    files = {"index.html": "<p>第1報</p>".encode()} if name in ("website", "feed") else {}
    text = f"{TEXTS[name]} {tag}" if name in TEXTS else json.dumps({"number": 1, "tag": tag})
    return Parcel(
        delivery_id=f"delivery-{name}-{tag}",
        channel=name,
        recipient=to,
        notice_id="n1",
        incident_id="20261121-1",
        number=1,
        mode=Mode.NORMAL,
        title="【障害発生】第1報",
        text=text,
        page_url="https://oshirase.kaku.example/",
        published_at=NOW,
        files=files,
        attempted_at=NOW,
    )


def with_door(settings, name, use):
    async def run():
        doors = open_doors(settings, CARRIER, lambda: NOW, WallClock())
        try:
            return await use(doors[name])
        finally:
            for door in doors.values():
                await door.close()

    return asyncio.run(run())


@pytest.mark.parametrize("name", NAMES)
def test_a_parcel_is_taken_and_answered_with_a_receipt(name, settings, sandbox):
    """Delivered, or accepted where arrival is learnt later; the time is the house's."""
    receipt = with_door(settings, name, lambda door: door.deliver(parcel(name, sandbox, "one")))

    expected = DeliveryStatus.SENT if name == "sms" else DeliveryStatus.DELIVERED
    assert (receipt.status, receipt.at) == (expected, NOW)


@pytest.mark.parametrize("name", [door.spec.name for door in DOORS if not door.spec.is_repeatable])
def test_a_door_that_may_not_repeat_finds_what_it_sent(name, settings, sandbox):
    """S3: where a repeat would harm, the vendor can be asked, and knows nothing of what was never sent."""

    async def use(door):
        sent, never = parcel(name, sandbox, "two"), parcel(name, sandbox, "three")
        await door.deliver(sent)
        return await door.look_up(sent), await door.look_up(never)

    found, nothing = with_door(settings, name, use)
    assert found.status in (DeliveryStatus.DELIVERED, DeliveryStatus.SENT)
    assert nothing is None


@pytest.mark.parametrize("name", NAMES)
def test_the_line_can_be_tested_quietly(name, settings, sandbox):
    """O13: a probe succeeds and nobody receives anything."""
    before = counts(sandbox)
    with_door(settings, name, lambda door: door.probe())

    assert counts(sandbox) == before


@pytest.mark.parametrize("name", NAMES)
def test_the_spec_names_the_door_and_its_limits(name):
    """The registry's name, a form, and a limit where the vendor has one."""
    [door] = [door for door in DOORS if door.spec.name == name]

    assert (door.spec.measure is not None) is (name in ("x", "sms"))
    assert door.spec.attempt_timeout_seconds > 0


@pytest.mark.parametrize("name", ["x", "sms"])
def test_in_development_the_vendor_itself_cannot_be_reached(name, settings):
    """A developer's machine speaks to the sandbox or to nobody."""
    with pytest.raises(ConfigurationError) as refused:
        open_doors(replace(settings, vendor_urls={}), CARRIER, lambda: NOW, WallClock())
    assert refused.value.code == "not_in_development"
    assert name in NAMES


@pytest.mark.parametrize(
    ("name", "address", "reason"),
    [
        ("mvno", "https://partner.example/hook", "address_not_allowed"),
        ("mail", "noc@partner.example", "address_not_allowed"),
    ],
)
def test_in_development_no_partner_outside_this_machine_is_reached(name, address, reason, settings, sandbox):
    """Neither a partner's real address nor a real relay."""
    away = replace(settings, secrets={**settings.secrets, "smtp_url": "smtp://mail.example:25"})
    parcel_away = replace(parcel(name, sandbox), recipient=Recipient("hoshi", name, address))

    with pytest.raises(DeliveryFailed) as refused:
        with_door(away, name, lambda door: door.deliver(parcel_away))
    assert (refused.value.reason, refused.value.is_permanent) == (reason, True)


def test_doors_without_credentials_stay_shut(tmp_path):
    """A carrier without X or SMS has no such door; half a set of keys is an error, not a surprise at three."""
    assert set(open_doors(Settings(site_dir=tmp_path), CARRIER, lambda: NOW, WallClock())) == {
        "website", "feed", "mvno",
    }  # fmt: skip
    with pytest.raises(ConfigurationError) as refused:
        open_doors(Settings(site_dir=tmp_path, secrets={"x_consumer_key": "k"}), CARRIER, lambda: NOW, WallClock())
    assert refused.value.code == "secret_missing"


def counts(sandbox):
    received = [len(partner.received) for partner in sandbox.partners.values()]
    boxes = [len(box) for box in sandbox.mail.mailboxes.values()]
    phones = [len(phone) for phone in sandbox.twilio.phones.values()]
    return len(sandbox.x.posts), received, boxes, phones
