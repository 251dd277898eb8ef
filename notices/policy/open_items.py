"""What was published as unknown and is still owed to the public (C4). Pure.

Source: S000-2019-root-cause: a cause told as under investigation is told later. The other items follow the same lesson
(S000-2015-unknown-is-stated); what recovery makes pointless is closed by it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from notices.domain.impact import Effect, EmergencyStatus
from notices.domain.incident_event import OutlookKind
from notices.domain.notice_content import NoticeContent, NoticeKind, Stage

ITEMS = ("onset", "cause", "areas", "users", "emergency_calls", "outlook", "prevention")


@dataclass(frozen=True, slots=True)
class OpenItem:
    """`item` is a key of the words; `since_number`: the report from which on it has been stated as unknown."""

    item: str
    since_number: int


def open_items(published: Sequence[NoticeContent]) -> tuple[OpenItem, ...]:
    """The items that are open after these reports, oldest report first, in the order of `ITEMS`.

    An item that was known and is unknown again is open since it became so. A cancellation closes everything: there
    was no incident.
    """
    since: dict[str, int] = {}
    for content in published:
        unknown = set() if content.kind is NoticeKind.CANCELLATION else set(_unknown(content))
        if "prevention" in since and not content.prevention and content.kind is not NoticeKind.CANCELLATION:
            unknown.add("prevention")
        since = {item: since.get(item, content.number) for item in ITEMS if item in unknown}
    return tuple(OpenItem(item, number) for item, number in since.items())


def is_cause_known(content: NoticeContent) -> bool:
    """Whether the report prints a cause, be it a category alone."""
    return bool(content.cause) or content.cause_category is not None


def _unknown(content: NoticeContent) -> Iterator[str]:
    hit = [impact for impact in content.stated_impacts if impact.effect is not Effect.UNKNOWN]
    calls = content.emergency_calls
    if not content.is_onset_known:
        yield "onset"
    if not is_cause_known(content):
        yield "cause"
    if not hit or any(impact.areas is None for impact in hit):
        yield "areas"
    if content.users is None:
        yield "users"
    if content.kind is NoticeKind.CAUSE and not content.prevention:
        yield "prevention"
    if content.stage is Stage.RESTORED:
        return
    if EmergencyStatus.UNKNOWN in (calls.police, calls.coast_guard, calls.fire):
        yield "emergency_calls"
    if content.outlook.kind is OutlookKind.UNDETERMINED and not content.outlook.text:
        yield "outlook"
