"""The door to X: tweepy's real HTTP and signature against the stand-in."""

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta

import pytest

from channels.x.channel import XChannel, XCredentials
from notices.domain.delivery import DeliveryStatus, Parcel
from notices.domain.errors import DeliveryFailed
from notices.sandbox.x import XStandIn

from .conftest import NOW, TEXT

pytestmark = pytest.mark.slow
MakeParcel = Callable[..., Parcel]


async def test_a_post_goes_out_as_it_is(x: XStandIn, door: XChannel, make_parcel: MakeParcel) -> None:
    """Japanese, emoji, URL and markup signs arrive unchanged, and X's id is kept."""
    receipt = await door.deliver(make_parcel())
    assert [post.text for post in x.posts] == [TEXT]
    assert (receipt.status, receipt.at, receipt.vendor_reference) == (DeliveryStatus.DELIVERED, NOW, x.posts[0].id)


async def test_look_up_knows_our_text_through_xs_changes(x: XStandIn, door: XChannel, make_parcel: MakeParcel) -> None:
    """X gives back t.co links and escaped signs; the post is recognised all the same."""
    receipt = await door.deliver(make_parcel())
    assert await door.look_up(make_parcel()) == receipt


async def test_look_up_finds_nothing_where_nothing_is(x: XStandIn, door: XChannel, make_parcel: MakeParcel) -> None:
    """Neither an empty timeline nor another text is a trace."""
    before = await door.look_up(make_parcel())
    await door.deliver(make_parcel("【障害発生】第2報 https://status.example.jp/i/1?a=1&b=2"))
    assert (before, await door.look_up(make_parcel())) == (None, None)


async def test_look_up_ignores_posts_from_before_the_notice(
    x: XStandIn, door: XChannel, make_parcel: MakeParcel
) -> None:
    """The same words of an earlier incident are not this notice."""
    await door.deliver(make_parcel())
    assert await door.look_up(make_parcel(published_at=NOW + timedelta(hours=1))) is None


async def test_a_duplicate_that_stands_is_delivered(x: XStandIn, door: XChannel, make_parcel: MakeParcel) -> None:
    """X refuses the second; it stands once, and that is what was wanted."""
    first = await door.deliver(make_parcel())
    assert await door.deliver(make_parcel()) == first
    assert len(x.posts) == 1


async def test_a_duplicate_of_something_else_fails(x: XStandIn, door: XChannel, make_parcel: MakeParcel) -> None:
    """Refused as a duplicate, but not found among what came after the publication: a person must look."""
    await door.deliver(make_parcel())
    with pytest.raises(DeliveryFailed) as failed:
        await door.deliver(make_parcel(published_at=NOW + timedelta(hours=1)))
    assert (failed.value.reason, failed.value.is_permanent) == ("post_duplicate", True)


async def test_a_text_too_long_is_refused_and_not_cut(x: XStandIn, door: XChannel, make_parcel: MakeParcel) -> None:
    """The door never shortens."""
    with pytest.raises(DeliveryFailed) as failed:
        await door.deliver(make_parcel("あ" * 141))
    assert (failed.value.is_permanent, failed.value.vendor_code, x.posts) == (True, "403", [])


@pytest.mark.parametrize("wrong", range(4))
async def test_one_wrong_key_is_enough_to_be_refused(
    x: XStandIn, credentials: XCredentials, open_door: Callable[..., XChannel], make_parcel: MakeParcel, wrong: int
) -> None:
    """Each of the four keys takes part in the signature."""
    keys = [
        credentials.consumer_key,
        credentials.consumer_secret,
        credentials.access_token,
        credentials.access_token_secret,
    ]
    keys[wrong] = secrets.token_urlsafe(30)
    with pytest.raises(DeliveryFailed) as failed:
        await open_door(keys=XCredentials(*keys)).deliver(make_parcel())
    assert (failed.value.reason, failed.value.is_permanent, x.posts) == ("credentials_refused", True, [])


async def test_a_rate_limit_says_when_to_come_back(x: XStandIn, door: XChannel, make_parcel: MakeParcel) -> None:
    """The wait is counted on the real clock, though the house's stands in 2018; nothing was posted."""
    x.behaviour.command("429", seconds=1000)
    with pytest.raises(DeliveryFailed) as failed:
        await door.deliver(make_parcel())
    assert (failed.value.reason, failed.value.is_unanswered, x.posts) == ("rate_limited", False, [])
    assert 900 < (failed.value.retry_after_seconds or 0) <= 1001


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
    x: XStandIn, impatient_door: XChannel, make_parcel: MakeParcel, kind: str, expected: tuple[str, bool]
) -> None:
    """No answer is neither yes nor no; the look-up says which."""
    x.behaviour.command(kind, seconds=2)
    with pytest.raises(DeliveryFailed) as failed:
        await impatient_door.deliver(make_parcel())
    reason, was_taken = expected
    assert (failed.value.reason, failed.value.is_unanswered, failed.value.is_permanent) == (reason, True, False)
    receipt = await impatient_door.look_up(make_parcel())
    assert (receipt is not None, len(x.posts)) == (was_taken, int(was_taken))


async def test_nobody_there_means_nothing_was_sent(make_parcel: MakeParcel, open_door: Callable[..., XChannel]) -> None:
    """A refused connection leaves nothing open."""
    with pytest.raises(DeliveryFailed) as failed:
        await open_door("http://127.0.0.1:1").deliver(make_parcel())
    assert (failed.value.reason, failed.value.is_unanswered, failed.value.is_permanent) == (
        "vendor_unreachable", False, False,
    )  # fmt: skip


async def test_probe_reaches_nobody(x: XStandIn, door: XChannel) -> None:
    """The line is tried, the timeline stays empty."""
    await door.probe()
    assert x.posts == []


async def test_keys_stay_out_of_repr_and_log(
    x: XStandIn,
    door: XChannel,
    credentials: XCredentials,
    make_parcel: MakeParcel,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Also with everything logged at DEBUG."""
    with caplog.at_level(logging.DEBUG):
        await door.deliver(make_parcel())
    shown = caplog.text + repr(credentials)
    keys = (credentials.consumer_key, credentials.consumer_secret, credentials.access_token)
    assert [key for key in (*keys, credentials.access_token_secret) if key in shown] == []


async def test_the_sandbox_is_reached_past_any_proxy(
    x: XStandIn, door: XChannel, make_parcel: MakeParcel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy of the machine must not carry sandbox traffic away."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    await door.deliver(make_parcel())
    assert len(x.posts) == 1
