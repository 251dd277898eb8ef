"""Mail over real SMTP to the relay's stand-in."""

import secrets
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult

from channels.mail.channel import MailChannel, SmtpSettings
from notices.domain.delivery import DeliveryStatus, Parcel, Receipt, Recipient
from notices.domain.errors import ConfigurationError, DeliveryFailed
from notices.domain.incident_event import Mode
from notices.sandbox.smtp import MailStandIn
from notices.settings import Settings

pytestmark = pytest.mark.slow
NOW = datetime(2018, 12, 6, 4, 49, tzinfo=UTC)
SENT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SENDER = "oshirase@kaku.example"
TITLE = "【再現】【障害発生】カクウモバイルの携帯電話が全国でご利用できない状況について（第1報）〜①髙橋・𠮷野地区😀"
TEXT = "①全国で、ご利用できない状況です。\n.\nFrom ここは本文です\n" + "長い行" * 200 + "\n"


class RealTime:
    """A fixed real time."""

    def now_epoch_seconds(self) -> float:
        return SENT.timestamp()


def parcel(delivery_id: str = "dlv-1", address: str = "noc@komorebi.example", title: str = TITLE) -> Parcel:
    """One mail's parcel."""
    return Parcel(
        delivery_id=delivery_id, channel="mail", notice_id="ntc-1", incident_id="inc-1", number=1, mode=Mode.REPLAY,
        recipient=Recipient("komorebi", "mail", address, "こもれびSIM", "komorebi", mode=Mode.REPLAY),
        title=title, text=TEXT, page_url="https://oshirase.kaku.example/", published_at=NOW,
    )  # fmt: skip


@pytest.fixture
def relay() -> Iterator[MailStandIn]:
    relay = MailStandIn(lambda: NOW)
    relay.start()
    yield relay
    relay.stop()


def door(port: int, step_seconds: float = 5.0, **settings: str) -> MailChannel:
    """A door to a relay on this machine."""
    given = SmtpSettings("127.0.0.1", port, SENDER, **({"tls": "none"} | settings))
    return MailChannel(given, Settings().check_reachable, lambda: NOW, RealTime(), step_seconds)


async def refused(channel: MailChannel, given: Parcel) -> DeliveryFailed:
    """The failure of one mail."""
    with pytest.raises(DeliveryFailed) as failure:
        await channel.deliver(given)
    return failure.value


async def test_a_japanese_mail_reads_as_it_was_written(relay: MailStandIn) -> None:
    """Subject and text come out letter by letter, with letters that ISO-2022-JP has not, and the headers are right."""
    receipt = await door(relay.port).deliver(parcel())
    (mail,) = relay.mailboxes["noc@komorebi.example"]
    assert (mail.subject, mail.text) == (TITLE, TEXT)
    headers = {name: mail.message[name] for name in mail.message if name not in ("Subject", "Date")}
    assert headers == {
        "From": SENDER,
        "To": "noc@komorebi.example",
        "Message-ID": "<dlv-1@kaku.example>",
        "In-Reply-To": "<inc-1@kaku.example>",
        "References": "<inc-1@kaku.example>",
        "List-Id": "<notices.kaku.example>",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "base64",
        "MIME-Version": "1.0",
    }
    assert parsedate_to_datetime(mail.message["Date"]) == SENT
    assert receipt == Receipt(DeliveryStatus.DELIVERED, NOW, "<dlv-1@kaku.example>", "2.0.0 OK")


async def test_a_repeat_is_folded_and_the_next_report_joins_the_thread(relay: MailStandIn) -> None:
    """The same delivery has the same Message-ID; another one of the incident refers to the same thread."""
    for delivery_id in ("dlv-1", "dlv-1", "dlv-2"):
        await door(relay.port).deliver(parcel(delivery_id))
    mails = relay.mailboxes["noc@komorebi.example"]
    assert [mail.message["Message-ID"] for mail in mails] == ["<dlv-1@kaku.example>", "<dlv-2@kaku.example>"]
    assert {mail.message["References"] for mail in mails} == {"<inc-1@kaku.example>"}
    assert relay.duplicates == 1


@pytest.mark.parametrize(
    ("behave", "expected"),
    [
        ("429", ("relay_busy", "451", False, False)),
        ("500", ("mailbox_unknown", "550", True, False)),
        ("slow", ("relay_silent", None, False, True)),
        ("accept_silently", ("relay_silent", None, False, True)),
        ("reset", ("relay_silent", None, False, True)),
    ],
)
async def test_what_the_relay_says_decides_what_follows(
    relay: MailStandIn, behave: str, expected: tuple[str, str | None, bool, bool]
) -> None:
    """4xx is temporary, 5xx permanent, and silence after the text leaves open whether it was taken."""
    relay.behaviour.command(behave, seconds=0.6)
    failure = await refused(door(relay.port, step_seconds=0.4), parcel())
    assert (failure.reason, failure.vendor_code, failure.is_permanent, failure.is_unanswered) == expected
    assert len(relay.mailboxes.get("noc@komorebi.example", [])) == (behave in ("slow", "accept_silently"))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x00\n"])
async def test_a_title_cannot_add_a_header(relay: MailStandIn, newline: str) -> None:
    """A line break in the title is folded into a space; what follows stays part of the subject."""
    await door(relay.port).deliver(parcel(title=f"障害{newline}Bcc: all@kaku.example{newline}{newline}<b>"))
    ((address, (mail,)),) = relay.mailboxes.items()
    assert address == "noc@komorebi.example"
    assert "Bcc" not in mail.message
    assert "Bcc: all@kaku.example" in mail.subject
    assert mail.text == TEXT


@pytest.mark.parametrize(
    "address",
    [
        "noc@komorebi.example\nBcc: all@kaku.example",
        "noc@komorebi.example\r\nRCPT TO:<all@kaku.example>",
        "noc@komorebi.example>\r\nDATA",
        "noc@komorebi.example, all@kaku.example",
        "監視@komorebi.example",
        "noc",
        "@",
        "",
    ],
)
async def test_an_address_that_is_none_is_refused_for_good(relay: MailStandIn, address: str) -> None:
    """Nothing in an address can reach a second mailbox or speak to the relay."""
    failure = await refused(door(relay.port), parcel(address=address))
    assert (failure.reason, failure.is_permanent) == ("mailbox_unusable", True)
    assert relay.mailboxes == {}


async def test_a_relay_that_is_down_has_taken_nothing() -> None:
    """Nobody listens: the outcome is known, and the mail is tried again."""
    relay = MailStandIn(lambda: NOW)
    relay.start()
    port = relay.port
    relay.stop()
    failure = await refused(door(port), parcel())
    assert (failure.reason, failure.is_permanent, failure.is_unanswered) == ("relay_unreachable", False, False)
    with pytest.raises(DeliveryFailed, match="relay_unreachable"):
        await door(port).probe()


async def test_outside_production_no_other_machine_is_called() -> None:
    """The settings are asked before the relay is called."""
    settings = SmtpSettings("smtp.kaku.example", 587, SENDER)
    channel = MailChannel(settings, Settings().check_reachable, lambda: NOW, RealTime())
    failure = await refused(channel, parcel())
    assert (failure.reason, failure.is_permanent) == ("address_not_allowed", True)


async def test_a_probe_sends_nothing_and_a_look_up_knows_nothing(relay: MailStandIn) -> None:
    """The probe greets the relay and leaves."""
    await door(relay.port).probe()
    assert await door(relay.port).look_up(parcel()) is None
    assert relay.mailboxes == {}


@pytest.mark.parametrize(
    ("settings", "code"),
    [({"tls": "none"}, "mail_without_tls"), ({"user": "u"}, "mail_half_login"), ({"password": "p"}, "mail_half_login")],
)
def test_no_notice_leaves_this_machine_in_the_clear(settings: dict[str, str], code: str) -> None:
    """Another machine is spoken to by TLS alone, and a login is whole or none."""
    with pytest.raises(ConfigurationError, match=code):
        SmtpSettings("smtp.kaku.example", 587, SENDER, **settings)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 of this run alone, with its key in the same file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed, so no certificate can be made for the TLS test")
    path = tmp_path / "relay.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(tmp_path / "key.pem"), "-out", str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_bytes(path.read_bytes() + (tmp_path / "key.pem").read_bytes())
    return path


async def test_a_relay_is_trusted_by_certificate_and_logged_in_to(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """STARTTLS with an unknown certificate is refused; with a known one the right password alone is let in."""
    password = secrets.token_urlsafe()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    relay = MailStandIn(
        lambda: NOW, tls_context=context, require_starttls=True, auth_required=True,
        authenticator=lambda server, session, envelope, mechanism, login: AuthResult(
            success=login.password == password.encode(), handled=False
        ),
    )  # fmt: skip
    relay.start()
    try:
        by_tls = {"tls": "starttls", "user": "kaku", "password": password}
        unknown = await refused(door(relay.port, **by_tls), parcel())
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        wrong = await refused(door(relay.port, **by_tls | {"password": "wrong"}), parcel())
        await door(relay.port, **by_tls).deliver(parcel())
    finally:
        relay.stop()
    assert (unknown.reason, unknown.is_permanent) == ("relay_unreachable", False)
    assert (wrong.reason, wrong.is_permanent) == ("relay_login_refused", False)
    assert [mail.subject for mail in relay.mailboxes["noc@komorebi.example"]] == [TITLE]
