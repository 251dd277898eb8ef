"""The replay's result as data: reports, deliveries per channel, deadlines, comparison. Read from the records alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from notices.desk.desk import Desk
from notices.desk.incident_state import full_incident, published_notices
from notices.desk.ports import StoredDelivery
from notices.domain.deadline import Deadline, DeadlineState
from notices.domain.delivery import DeliveryStatus
from notices.domain.notice import Notice
from notices.domain.rendition import Form
from notices.rendering.formats import format_iso
from notices.sandbox.replay.comparison import Compared, Told, compare
from notices.sandbox.replay.scenario import Scenario

NOT_NEEDED = frozenset({DeliveryStatus.SUPERSEDED, DeliveryStatus.SKIPPED})


@dataclass(frozen=True)
class ReplayReport:
    """Everything a replay found."""

    scenario: str
    desk: str
    assumed: tuple[str, ...]
    notices: tuple[Notice, ...]
    titles: Mapping[int, str]
    deliveries: tuple[StoredDelivery, ...]
    deadlines: tuple[Deadline, ...]
    compared: tuple[Compared, ...]

    @property
    def missed(self) -> list[Deadline]:
        """Hard deadlines that were missed though someone knew in time."""
        return [
            d for d in self.deadlines
            if d.is_hard and d.state is DeadlineState.MISSED and not d.has_passed_before_detection
        ]  # fmt: skip

    @property
    def not_arrived(self) -> list[StoredDelivery]:
        """Deliveries that were due and have no receipt of arrival."""
        return [d for d in self.deliveries if d.status not in NOT_NEEDED | {DeliveryStatus.DELIVERED}]

    def is_clean(self) -> bool:
        """Whether the replay may end with exit status 0."""
        return bool(self.notices) and bool(self.deliveries) and not self.missed and not self.not_arrived

    def as_json(self) -> dict[str, Any]:
        """The report's documented shape."""
        return {
            "scenario": self.scenario,
            "desk": self.desk,
            "assumed": list(self.assumed),
            "reports": [self._report(notice) for notice in self.notices],
            "published": [_published(list(group)) for _, group in groupby(self._by_channel(), key=_channel_key)],
            "deadlines": [_deadline(deadline) for deadline in self.deadlines],
            "compare": [{"what": c.what, "carrier": c.carrier, "shuchi": c.shuchi} for c in self.compared],
        }

    def _by_channel(self) -> list[StoredDelivery]:
        needed = [d for d in self.deliveries if d.status not in NOT_NEEDED]
        return sorted(needed, key=_channel_key)

    def _report(self, notice: Notice) -> dict[str, Any]:
        return {
            "number": notice.number,
            "kind": notice.kind.value,
            "at": _iso(notice.published_at),
            "title": self.titles[notice.number or 0],
            "by": "standing-approval" if notice.is_automatic else "desk",
        }


def read_report(
    desk: Desk, scenario: Scenario, incident_id: str, desk_name: str, assumed: Sequence[str]
) -> ReplayReport:
    """The report of what stands in the records now."""
    with desk.database.read() as records:
        notices = published_notices(records, incident_id)
        deliveries = records.deliveries.of_incident(incident_id)
        deadlines = records.deadlines.of_incident(incident_id)
        onset = full_incident(records, incident_id).onset.at
        titles = {notice.number or 0: records.notices.texts(notice.id)[Form.TITLE] for notice in notices}
    told = [Told(n.published_at, n.kind.value, _partners_at(n, deliveries)) for n in notices if n.published_at]
    return ReplayReport(
        scenario=scenario.id,
        desk=desk_name,
        assumed=tuple(assumed),
        notices=tuple(notices),
        titles=titles,
        deliveries=tuple(deliveries),
        deadlines=tuple(deadlines),
        compared=tuple(compare(scenario, told, onset)),
    )


def _partners_at(notice: Notice, deliveries: Sequence[StoredDelivery]) -> datetime | None:
    times = [d.settled_at for d in deliveries if d.number == notice.number and d.channel == "mvno" and d.settled_at]
    return max(times, default=None)


def _channel_key(delivery: StoredDelivery) -> tuple[int, str]:
    return (delivery.number, delivery.channel)


def _published(deliveries: list[StoredDelivery]) -> dict[str, Any]:
    arrived = [d for d in deliveries if d.status is DeliveryStatus.DELIVERED]
    return {
        "number": deliveries[0].number,
        "channel": deliveries[0].channel,
        "at": _iso(max((d.settled_at for d in arrived if d.settled_at), default=None)),
        "delivered": len(arrived),
        "failed": len(deliveries) - len(arrived),
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "clause": deadline.clause,
        "what": deadline.what,
        "hard": deadline.is_hard,
        "due_at": _iso(deadline.due_at),
        "met_at": _iso(deadline.met_at),
        "state": deadline.state.value,
        "passed_before_detection": deadline.has_passed_before_detection,
    }


def _iso(at: datetime | None) -> str | None:
    return format_iso(at) if at is not None else None
