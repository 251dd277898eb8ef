"""Which ways out a report takes."""

import pytest

from notices.domain.notice_content import NoticeKind
from notices.policy.channel_plan import plan_channels

ALL = ("website", "feed", "mvno", "mail", "x", "sms")


@pytest.mark.parametrize(
    ("kind", "has_news", "standing", "expected"),
    [
        ("first", True, None, ALL),
        ("update", True, None, ALL),
        ("update", False, None, ("website", "feed", "mvno", "mail")),
        ("correction", False, None, ALL),
        ("restored", False, None, ALL),
        ("first", True, ("website", "feed", "mvno"), ("website", "feed", "mvno")),
        ("first", True, ("sms", "website"), ("website", "sms")),
        ("update", True, ("website", "x"), ("website", "x")),
        ("update", False, ("website", "mail", "x", "sms"), ("website", "mail")),
        ("update", False, ("x", "sms"), ()),
        ("first", True, (), ()),
    ],
)
def test_plan(kind: str, has_news: bool, standing: tuple[str, ...] | None, expected: tuple[str, ...]) -> None:
    """A standing approval uses only what it names; an update without news wakes nobody's phone (T6, T7)."""
    assert plan_channels(NoticeKind(kind), has_news, standing, ALL) == expected


def test_channel_that_is_not_there_is_not_planned() -> None:
    """A standing approval may name a way out that this house does not have."""
    assert plan_channels(NoticeKind.FIRST, True, ("website", "signage"), ("feed", "website")) == ("website",)
