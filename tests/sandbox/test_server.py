"""The sandbox as one server: what the real doors send is seen in the inboxes, and nothing can break a page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from channels.mail.channel import MailChannel, SmtpSettings
from channels.mvno.channel import MvnoChannel
from channels.port import Channel
from notices.clock import WallClock
from notices.domain.carrier import Partner
from notices.domain.delivery import Parcel, Recipient
from notices.domain.errors import DeliveryFailed
from notices.domain.incident_event import Mode
from notices.sandbox.server import Sandbox
from notices.sandbox.twilio import Message
from notices.sandbox.x import Post
from notices.settings import Settings

pytestmark = pytest.mark.slow
NOW = datetime(2018, 12, 6, 4, 49, tzinfo=UTC)
EVIL = "<script>alert(1)</script>\"'&{{ 7 * 7 }}"
PARTNERS = (
    Partner("hoshi", "ほしぞらモバイル", "webhook", secret_name="partner_hoshi", mail=""),
    Partner("minato", EVIL, "webhook", secret_name="partner_minato"),
    Partner("komorebi", "こもれびSIM", "mail", mail="noc@komorebi.example"),
)


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    sandbox = Sandbox("架空通信株式会社", PARTNERS, lambda: NOW, tmp_path / "site")
    sandbox.start()
    yield sandbox
    sandbox.stop()


def page(sandbox: Sandbox, path: str, status: int = 200) -> str:
    """The page at a path, which has the expected status."""
    answer = requests.get(sandbox.base_url + path, timeout=10)
    assert answer.status_code == status
    return answer.text


def command(sandbox: Sandbox, vendor: str, **wish: object) -> None:
    """Tell a vendor how to misbehave, as a person at the demo would."""
    requests.post(f"{sandbox.base_url}/_control/{vendor}", json=wish, timeout=10).raise_for_status()


def parcel(channel: str, recipient_id: str, address: str, title: str, text: str) -> Parcel:
    """A parcel of the replay."""
    return Parcel(
        delivery_id=f"dlv-{channel}", channel=channel, notice_id="ntc-1", incident_id="inc-1", number=1,
        recipient=Recipient(recipient_id, channel, address, mode=Mode.REPLAY), mode=Mode.REPLAY, title=title, text=text,
        page_url="https://oshirase.kaku.example/", published_at=NOW,
    )  # fmt: skip


async def send(door: Channel, given: Parcel) -> None:
    """One delivery through a real door."""
    try:
        await door.deliver(given)
    finally:
        await door.close()


def webhook_door(sandbox: Sandbox) -> MvnoChannel:
    return MvnoChannel(
        secret_of=lambda recipient_id: Settings(secrets=sandbox.secrets).secret(f"partner_{recipient_id}"),
        check_reachable=Settings().check_reachable, now=lambda: NOW, clock=WallClock(), source="https://kaku.example/",
    )  # fmt: skip


def mail_door(sandbox: Sandbox) -> MailChannel:
    settings = SmtpSettings("127.0.0.1", sandbox.smtp_port, "oshirase@kaku.example", tls="none")
    return MailChannel(settings, Settings().check_reachable, lambda: NOW, WallClock())


async def test_every_inbox_shows_what_arrived_and_runs_none_of_it(sandbox: Sandbox) -> None:
    """A text full of markup arrives by every way and is shown as it was written, in the time of Japan."""
    payload = '{"number": 1, "services": [{"name": "' + EVIL.replace('"', '\\"') + '", "users": null}],'
    payload += '"text": {"title": "障害のお知らせ", "plain": "<b>ご利用できません</b>"}}'
    url = sandbox.webhook_urls["minato"]
    await send(webhook_door(sandbox), parcel("mvno", "minato", url, "障害のお知らせ", payload))
    await send(mail_door(sandbox), parcel("mail", "komorebi", "noc@komorebi.example", EVIL, f"①本文 {EVIL}"))
    sandbox.x.posts.append(Post("1", EVIL, NOW))
    sandbox.twilio.phones["+819000000001"] = [Message("SM1", "+819000000001", "KAKU", EVIL, NOW)]

    shown = "&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;&amp;{{ 7 * 7 }}"
    for path in ("x", "phone/+819000000001", "partner/minato", "mail/noc@komorebi.example"):
        text = page(sandbox, f"/_sandbox/{path}")
        assert (shown in text, "<script" in text, "2018年12月6日(木) 13時49分" in text) == (True, False, True), path
    overview = page(sandbox, "/_sandbox/")
    assert (shown in overview, "<script" in overview) == (True, False)
    assert "&lt;b&gt;ご利用できません&lt;/b&gt;" in page(sandbox, "/_sandbox/partner/minato")


def test_empty_inboxes_say_so_and_unknown_ones_are_not_found(sandbox: Sandbox) -> None:
    """Before anything is sent, all pages stand; a name nobody has is a 404 page that is escaped too."""
    for path in ("", "/", "/x", "/partner/hoshi", "/mail/noc@komorebi.example"):
        page(sandbox, f"/_sandbox{path}")
    for path in ("phone/+819000000009", "partner/komorebi", "mail/nobody@kaku.example", f"mail/{EVIL[:8]}"):
        assert "<script" not in page(sandbox, f"/_sandbox/{path}", 404)


def test_the_pages_are_for_no_search_engine_and_run_nothing(sandbox: Sandbox) -> None:
    """The headers forbid scripts, other origins, keeping and indexing."""
    headers = requests.get(sandbox.base_url + "/_sandbox/", timeout=10).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert (headers["X-Robots-Tag"], headers["Cache-Control"]) == ("noindex, nofollow", "no-store")


async def test_vendors_are_commanded_over_http(sandbox: Sandbox) -> None:
    """A command to a vendor meets the next parcel, and the one after it is served again."""
    given = parcel("mvno", "hoshi", sandbox.webhook_urls["hoshi"], "障害", '{"text": 1}')
    command(sandbox, "mvno", behave="429", seconds=7)
    with pytest.raises(DeliveryFailed) as failure:
        await send(webhook_door(sandbox), given)
    await send(webhook_door(sandbox), given)
    await send(webhook_door(sandbox), replace(given, attempt=2))
    hoshi = sandbox.partners["hoshi"]
    assert (failure.value.retry_after_seconds, len(hoshi.received), hoshi.duplicates) == (7.0, 1, 1)
    assert "もう一度届いた回数: 1" in page(sandbox, "/_sandbox/partner/hoshi")


def test_the_public_site_is_served_beside_the_inboxes(sandbox: Sandbox, tmp_path: Path) -> None:
    """The pages may appear after the server has started; folders have index pages."""
    page(sandbox, "/", 404)
    incident = tmp_path / "site" / "incidents" / "inc-1"
    incident.mkdir(parents=True)
    (tmp_path / "site" / "index.html").write_text("トップ", encoding="utf-8")
    (incident / "index.html").write_text("障害のページ", encoding="utf-8")
    assert (page(sandbox, "/"), page(sandbox, "/incidents/inc-1/")) == ("トップ", "障害のページ")


def test_two_sandboxes_share_no_credential(sandbox: Sandbox) -> None:
    """Credentials are made for one object alone, under the names that the settings ask for, and never shown."""
    other = Sandbox("架空通信株式会社", PARTNERS, lambda: NOW)
    public = {"twilio_sender", "smtp_url", "smtp_sender"}
    made = {name: value for name, value in sandbox.secrets.items() if name not in public}
    assert set(made) == {
        "x_consumer_key", "x_consumer_secret", "x_access_token", "x_access_token_secret", "twilio_account_sid",
        "twilio_auth_token", "partner_hoshi", "partner_minato",
    }  # fmt: skip
    assert set(made.values()).isdisjoint(other.secrets.values())
    assert not any(secret in repr(vars(sandbox.x)) for secret in made.values())


def test_a_taken_port_is_refused_and_leaves_nothing_running(sandbox: Sandbox) -> None:
    """Starting on a port that is in use raises OSError; the mail relay does not stay behind."""
    other = Sandbox("架空通信株式会社", PARTNERS, lambda: NOW)
    with pytest.raises(OSError, match="in use"):
        other.start(int(sandbox.base_url.rpartition(":")[2]))
    with pytest.raises(RuntimeError, match="not running"):
        _ = other.smtp_port
