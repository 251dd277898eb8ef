"""Who stands in the carrier's profile for a way out; subscribers stand in the records instead."""

from notices.desk.desk import Desk
from notices.domain.authority import AuthorityReportKind
from notices.domain.carrier import Partner
from notices.domain.delivery import Audience, Recipient
from notices.domain.incident_event import Mode

SITE = "site"


def standing_recipients(desk: Desk, channel: str) -> list[Recipient]:
    """Recipients of the profile. A drill has none on a public way out, and no authority hears of it (C12)."""
    if desk.specs[channel].audience is Audience.PARTNERS:
        return _partners(desk, channel)
    if desk.mode is Mode.DRILL:
        return []
    if desk.specs[channel].form is None:
        return _authorities(desk, channel)
    return [Recipient(id=SITE, channel=channel, address=desk.carrier.site_url, mode=desk.mode)]


def recipient_now(desk: Desk, recipient: Recipient) -> Recipient | None:
    """As the profile has them now: an address changes, and whoever was taken out is told nothing more (P1). Else None.

    Subscribers stand in the records, as they were written out.
    """
    audience = desk.specs[recipient.channel].audience
    if audience is Audience.SUBSCRIBERS:
        return recipient
    if audience is Audience.PARTNERS:
        partner = desk.partners.get(recipient.id)
        is_here = partner is not None and partner.first_choice == _CHOICES.get(recipient.channel)
        return _partner(desk, recipient.channel, partner) if partner is not None and is_here else None
    return next((each for each in standing_recipients(desk, recipient.channel) if each.id == recipient.id), None)


_CHOICES = {"mvno": "webhook", "mail": "mail"}


def _partners(desk: Desk, channel: str) -> list[Recipient]:
    choice = _CHOICES.get(channel)
    return [_partner(desk, channel, partner) for partner in desk.carrier.partners if partner.first_choice == choice]


def _partner(desk: Desk, channel: str, partner: Partner) -> Recipient:
    return Recipient(
        id=partner.id, channel=channel, name=partner.name, partner_id=partner.id, mode=desk.mode,
        address=partner.webhook_url if channel == "mvno" else partner.mail,
    )  # fmt: skip


def _authorities(desk: Desk, channel: str) -> list[Recipient]:
    """Those with a mail address; the others are called (call sheets)."""
    roles = next(kind.roles for kind in AuthorityReportKind if kind.channel == channel)
    return [
        Recipient(id=each.id, channel=channel, name=each.name, mode=desk.mode, address=each.mail)
        for each in desk.carrier.authorities_of(roles)
        if each.mail
    ]
