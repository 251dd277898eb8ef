"""The list of doors: one line each, with what it takes to open it. No plug-ins; a list is enough.

A door that needs credentials is opened only where they are given, so a carrier without SMS has no SMS door.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import unquote, urlsplit

from channels.feed.channel import FeedChannel
from channels.mail.channel import MailChannel, SmtpSettings
from channels.mail.spec import EMERGENCY_BODIES, MINISTRY
from channels.mvno.channel import MvnoChannel
from channels.port import Channel, VendorClock
from channels.sms.channel import SmsChannel, TwilioAccount
from channels.website.channel import WebsiteChannel
from channels.x.channel import XChannel, XCredentials
from notices.domain.carrier import Carrier
from notices.domain.channel_spec import ChannelSpec
from notices.domain.errors import ConfigurationError, DeliveryFailed
from notices.settings import Settings, is_loopback

ALARM_WEBHOOK = "alarm-webhook"


@dataclass(frozen=True)
class Access:
    """What a door may ask of this installation."""

    settings: Settings
    carrier: Carrier
    now: Callable[[], datetime]
    clock: VendorClock

    def stand_in(self, channel: str, real_url: str) -> str | None:
        """The sandbox's address for a vendor, or None for the vendor itself; outside production only the sandbox."""
        url = self.settings.vendor_url(channel, real_url)
        return None if url == real_url else url

    def partner_secret(self, recipient_id: str) -> str:
        """The webhook secret of a partner (or of the alarm route). Raises ConfigurationError where there is none.

        Raises DeliveryFailed, for good, for a partner that was taken out of the profile while a delivery waited.
        """
        if recipient_id == ALARM_WEBHOOK:
            return self.settings.secret(self.carrier.alarms.webhook_secret_name)
        partner = next((p for p in self.carrier.partners if p.id == recipient_id), None)
        if partner is None:
            raise DeliveryFailed("partner_removed", is_permanent=True)
        return self.settings.secret(partner.secret_name)


@dataclass(frozen=True)
class Door:
    """One way out. `needs`: secrets without which it stays shut."""

    spec: ChannelSpec
    open: Callable[[Access], Channel]
    needs: tuple[str, ...] = ()


def _open_x(access: Access) -> Channel:
    secret = access.settings.secret
    keys = XCredentials(
        secret("x_consumer_key"), secret("x_consumer_secret"), secret("x_access_token"), secret("x_access_token_secret")
    )
    return XChannel(keys, access.now, access.clock, access.stand_in("x", "https://api.twitter.com"))


def _open_sms(access: Access) -> Channel:
    secret = access.settings.secret
    account = TwilioAccount(secret("twilio_account_sid"), secret("twilio_auth_token"), secret("twilio_sender"))
    return SmsChannel(account, access.now, access.stand_in("sms", "https://api.twilio.com"))


def _open_mvno(access: Access) -> Channel:
    return MvnoChannel(
        secret_of=access.partner_secret, check_reachable=access.settings.check_partner, now=access.now,
        clock=access.clock, source=access.carrier.site_url,
    )  # fmt: skip


def _open_mail(access: Access, spec: ChannelSpec = MailChannel.spec) -> Channel:
    url = access.settings.secret("smtp_url")
    try:
        relay = urlsplit(url)
        port = relay.port or 587
    except ValueError:
        raise ConfigurationError("smtp_url_unreadable") from None  # the cause shows a piece of it, password and all
    open_line: Literal["none", "starttls"] = "none" if is_loopback(url) else "starttls"
    smtp = SmtpSettings(
        host=relay.hostname or "", port=port, sender=access.settings.secret("smtp_sender"),
        tls="implicit" if relay.scheme == "smtps" else open_line,
        user=unquote(relay.username or ""), password=unquote(relay.password or ""),
    )  # fmt: skip
    return MailChannel(smtp, access.settings.check_reachable, access.now, access.clock, spec=spec)


DOORS = (
    Door(WebsiteChannel.spec, lambda access: WebsiteChannel(access.settings.site_dir, access.now)),
    Door(FeedChannel.spec, lambda access: FeedChannel(access.settings.site_dir, access.now)),
    Door(MvnoChannel.spec, _open_mvno),
    Door(MailChannel.spec, _open_mail, needs=("smtp_url",)),
    Door(MINISTRY, lambda access: _open_mail(access, MINISTRY), needs=("smtp_url",)),
    Door(EMERGENCY_BODIES, lambda access: _open_mail(access, EMERGENCY_BODIES), needs=("smtp_url",)),
    Door(XChannel.spec, _open_x, needs=("x_consumer_key",)),
    Door(SmsChannel.spec, _open_sms, needs=("twilio_account_sid",)),
)

SPECS = {door.spec.name: door.spec for door in DOORS}


def open_doors(
    settings: Settings, carrier: Carrier, now: Callable[[], datetime], clock: VendorClock
) -> dict[str, Channel]:
    """Every door whose credentials are given, by name. Raises ConfigurationError for half a set of credentials."""
    access = Access(settings, carrier, now, clock)
    return {
        door.spec.name: door.open(access) for door in DOORS if all(settings.secrets.get(name) for name in door.needs)
    }
