"""The door to SMS: the twilio library's real HTTP against the stand-in."""

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta

import pytest

from channels.sms.channel import SmsChannel, TwilioAccount
from notices.domain.delivery import DeliveryStatus, Parcel
from notices.domain.errors import DeliveryFailed
from notices.sandbox.twilio import INVALID, NOT_MOBILE, UNSUBSCRIBED, TwilioStandIn

from .conftest import NOW, NUMBER, TEXT, house_now

pytestmark = pytest.mark.slow
MakeParcel = Callable[..., Parcel]


async def test_a_message_goes_out_as_it_is(
    twilio: TwilioStandIn, door: SmsChannel, account: TwilioAccount, make_parcel: MakeParcel
) -> None:
    """Japanese, emoji, URL and a line break arrive unchanged; taken is not yet delivered."""
    receipt = await door.deliver(make_parcel())
    [message] = twilio.phones[NUMBER]
    assert (message.body, message.sender) == (TEXT, account.sender)
    assert (receipt.status, receipt.at, receipt.vendor_reference) == (DeliveryStatus.SENT, NOW, message.sid)


async def test_a_messaging_service_can_send(
    twilio: TwilioStandIn, account: TwilioAccount, url: str, make_parcel: MakeParcel
) -> None:
    """A sender that begins with MG is a service, not a number."""
    service = f"MG{secrets.token_hex(16)}"
    door = SmsChannel(TwilioAccount(account.account_sid, account.auth_token, service), house_now, url)
    await door.deliver(make_parcel())
    await door.close()
    assert [message.sender for message in twilio.phones[NUMBER]] == [service]


async def test_delivery_is_learnt_by_looking_again(
    twilio: TwilioStandIn, door: SmsChannel, make_parcel: MakeParcel
) -> None:
    """Queued, then sent, then delivered: always the same message."""
    first = await door.deliver(make_parcel())
    looks = [await door.look_up(make_parcel()) for _ in range(2)]
    assert [(look.status, look.detail) for look in looks if look] == [
        (DeliveryStatus.SENT, "sent"),
        (DeliveryStatus.DELIVERED, "delivered"),
    ]
    assert {look.vendor_reference for look in looks if look} == {first.vendor_reference}


async def test_a_phone_out_of_reach_ends_the_delivery(
    twilio: TwilioStandIn, door: SmsChannel, make_parcel: MakeParcel
) -> None:
    """Undelivered is final, with our reason and Twilio's."""
    number = "+819000000003"
    twilio.fail(number, "30003")
    await door.deliver(make_parcel(number))
    looks = [await door.look_up(make_parcel(number)) for _ in range(2)]
    assert [(look.status, look.detail) for look in looks if look][-1] == (
        DeliveryStatus.DEAD,
        "phone_unreachable 30003 Unreachable destination handset",
    )


async def test_look_up_takes_only_this_text_to_this_number_since_this_notice(
    twilio: TwilioStandIn, door: SmsChannel, make_parcel: MakeParcel
) -> None:
    """Another number, another text and an earlier incident's same words are no trace."""
    await door.deliver(make_parcel())
    others = [
        make_parcel("+819087654321"),
        make_parcel(text="【復旧】第2報"),
        make_parcel(published_at=NOW + timedelta(hours=1)),
    ]
    assert [await door.look_up(other) for other in others] == [None, None, None]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (INVALID, ("number_invalid", "21211")),
        ("090-1234-5678", ("number_invalid", "21211")),
        (NOT_MOBILE, ("number_not_mobile", "21614")),
    ],
)
async def test_a_number_that_cannot_get_sms_is_final(
    twilio: TwilioStandIn, door: SmsChannel, make_parcel: MakeParcel, number: str, expected: tuple[str, str]
) -> None:
    """Trying again cannot help."""
    with pytest.raises(DeliveryFailed) as failed:
        await door.deliver(make_parcel(number))
    assert (failed.value.reason, failed.value.vendor_code) == expected
    assert failed.value.is_permanent


async def test_who_opted_out_is_skipped(twilio: TwilioStandIn, door: SmsChannel, make_parcel: MakeParcel) -> None:
    """An opt-out known to Twilio alone is honoured and is no failure."""
    twilio.opt_out("+819000000010")
    receipts = [await door.deliver(make_parcel(number)) for number in ("+819000000010", UNSUBSCRIBED)]
    assert {receipt.status for receipt in receipts} == {DeliveryStatus.SKIPPED}
    assert twilio.phones == {}


@pytest.mark.parametrize(
    ("valid_for", "validity_seconds"),
    [(timedelta(minutes=30), 1800), (timedelta(hours=20), 36_000), (timedelta(seconds=1), 1)],
)
async def test_validity_ends_with_the_next_update(
    twilio: TwilioStandIn, door: SmsChannel, make_parcel: MakeParcel, valid_for: timedelta, validity_seconds: int
) -> None:
    """Twilio may try until then, ten hours at most."""
    await door.deliver(make_parcel(valid_until=NOW + valid_for))
    assert [message.validity_seconds for message in twilio.phones[NUMBER]] == [validity_seconds]


async def test_a_message_out_of_date_is_not_sent(
    twilio: TwilioStandIn, door: SmsChannel, make_parcel: MakeParcel
) -> None:
    """What the next update has overtaken would mislead."""
    receipt = await door.deliver(make_parcel(valid_until=NOW))
    assert (receipt.status, receipt.detail, twilio.phones) == (DeliveryStatus.SKIPPED, "no_longer_valid", {})


async def test_a_wrong_token_is_refused_but_can_be_mended(
    twilio: TwilioStandIn, account: TwilioAccount, url: str, make_parcel: MakeParcel
) -> None:
    """The subscribers are not given up for a key that a person can mend."""
    door = SmsChannel(TwilioAccount(account.account_sid, secrets.token_hex(16), account.sender), house_now, url)
    with pytest.raises(DeliveryFailed) as failed:
        await door.deliver(make_parcel())
    await door.close()
    assert (failed.value.reason, failed.value.is_permanent, twilio.phones) == ("credentials_refused", False, {})


async def test_a_rate_limit_says_when_to_come_back(
    twilio: TwilioStandIn, door: SmsChannel, make_parcel: MakeParcel
) -> None:
    """Nothing was taken."""
    twilio.behaviour.command("429", seconds=30)
    with pytest.raises(DeliveryFailed) as failed:
        await door.deliver(make_parcel())
    assert (failed.value.reason, failed.value.retry_after_seconds, failed.value.is_unanswered, twilio.phones) == (
        "rate_limited", 30.0, False, {},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("500", ("vendor_broken", False)),
        ("reset", ("no_answer", False)),
        ("slow", ("no_answer", True)),
        ("accept_silently", ("no_answer", True)),
    ],
)
async def test_an_unknown_outcome_is_cleared_by_looking(
    twilio: TwilioStandIn, impatient_door: SmsChannel, make_parcel: MakeParcel, kind: str, expected: tuple[str, bool]
) -> None:
    """No answer is neither yes nor no; the look-up says which, and nothing was sent twice on the way."""
    twilio.behaviour.command(kind, seconds=2)
    with pytest.raises(DeliveryFailed) as failed:
        await impatient_door.deliver(make_parcel())
    reason, was_taken = expected
    assert (failed.value.reason, failed.value.is_unanswered, failed.value.is_permanent) == (reason, True, False)
    receipt = await impatient_door.look_up(make_parcel())
    assert (receipt is not None, len(twilio.phones.get(NUMBER, []))) == (was_taken, int(was_taken))


async def test_nobody_there_means_nothing_was_sent(make_parcel: MakeParcel, account: TwilioAccount) -> None:
    """A refused connection leaves nothing open."""
    door = SmsChannel(account, house_now, "http://127.0.0.1:1")
    with pytest.raises(DeliveryFailed) as failed:
        await door.deliver(make_parcel())
    await door.close()
    assert (failed.value.reason, failed.value.is_unanswered, failed.value.is_permanent) == (
        "vendor_unreachable", False, False,
    )  # fmt: skip


async def test_probe_reaches_nobody(twilio: TwilioStandIn, door: SmsChannel) -> None:
    """The line is tried, no phone rings."""
    await door.probe()
    assert twilio.phones == {}


async def test_secrets_and_numbers_stay_out_of_repr_and_log(
    twilio: TwilioStandIn,
    door: SmsChannel,
    account: TwilioAccount,
    make_parcel: MakeParcel,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Also with everything logged at DEBUG."""
    with caplog.at_level(logging.DEBUG):
        await door.deliver(make_parcel())
    stand_ins = ("python_multipart", "uvicorn")
    ours = [record for record in caplog.records if not record.name.startswith(stand_ins)]
    shown = " ".join(record.getMessage() for record in ours) + repr(account)
    assert [secret for secret in (account.account_sid, account.auth_token, NUMBER) if secret in shown] == []
