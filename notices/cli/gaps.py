"""What a profile or its secrets leave undone: nothing is refused, but people are told before an outage tells them."""

from collections.abc import Iterator
from datetime import datetime

from channels.registry import DOORS
from notices.cli.client.times import show_time
from notices.domain.carrier import Carrier
from notices.messages import say
from notices.settings import Settings

MAIL = "mail"
WEBHOOK = "webhook"


def approval_gaps(carrier: Carrier, now: datetime) -> Iterator[str]:
    """Sentences about standing approvals that are over, or missing altogether (T6)."""
    over = [approval for approval in carrier.standing_approvals if approval.expires_at <= now]
    for approval in over:
        yield say("gap.approval_over", id=approval.id, at=show_time(approval.expires_at))
    if len(over) == len(carrier.standing_approvals):
        yield say("gap.no_approval")


def secret_gaps(carrier: Carrier, settings: Settings) -> Iterator[str]:
    """Sentences about ways out that the profile counts on and that have no credentials."""
    for door in DOORS:
        missing = [name for name in door.needs if not settings.secrets.get(name)]
        if missing and door.spec.name in _counted_on(carrier):
            yield say("gap.way_shut", channel=door.spec.name, name=missing[0])
    names = [(p.id, p.secret_name) for p in carrier.partners if p.first_choice == WEBHOOK]
    if carrier.alarms.webhook_url:
        names.append(("alarms", carrier.alarms.webhook_secret_name))
    for receiver, name in names:
        if not settings.secrets.get(name):
            yield say("gap.receiver_secret", receiver=receiver, name=name)


def _counted_on(carrier: Carrier) -> set[str]:
    """The ways out somebody relies on: approved in advance, or the only one to a person."""
    ways = {channel for approval in carrier.standing_approvals for channel in approval.channels}
    has_mail = carrier.alarms.mails or any(authority.mail for authority in carrier.authorities)
    return ways | ({MAIL} if has_mail else set())
