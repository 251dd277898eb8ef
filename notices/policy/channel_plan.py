"""Which ways out a report takes (T6, T7). Pure."""

from collections.abc import Sequence

from notices.domain.notice_content import NoticeKind

WITHOUT_NEWS = frozenset({"website", "feed", "mvno", "mail"})
"""Where an update that says nothing new still goes: people who come to look, and partners (T7)."""


def plan_channels(
    kind: NoticeKind, has_news: bool, standing_channels: Sequence[str] | None, available: Sequence[str]
) -> tuple[str, ...]:
    """The channels a report takes, in the order of `available`.

    `standing_channels`: those a standing approval names, which are the only ones it may use (T6); None when a person
    approves. An update without news never wakes anyone's phone, whoever issues it.
    """
    is_quiet = kind is NoticeKind.UPDATE and not has_news
    return tuple(
        channel
        for channel in available
        if (standing_channels is None or channel in standing_channels) and (not is_quiet or channel in WITHOUT_NEWS)
    )
