"""The next deadline of an incident, and what the clock will do about it, as far as the API tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from notices.cli.client.api import Api
from notices.cli.client.times import how_long, read_stamp, show_time
from notices.messages import say
from notices.policy.timers import issue_kind

OPEN = ("pending", "missed")


@dataclass(frozen=True)
class ClockRules:
    """What holds for every incident: whether a jump of the clock holds everything, and which approvals stand.

    The approvals only say why the clock does nothing; when it will, each deadline says itself.
    """

    approvals: Sequence[Mapping[str, Any]]
    is_held: bool


def read_rules(api: Api) -> ClockRules:
    """Both, as they are now."""
    approvals = api.get("/standing-approvals").body["standing_approvals"]
    return ClockRules(approvals, api.get("/clock").body["is_held"])


def next_duty(deadlines: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The earliest deadline that nothing answers yet, pending or missed."""
    return min(filter(is_owed, deadlines), key=lambda d: read_stamp(d["due_at"]), default=None)


def is_owed(deadline: Mapping[str, Any]) -> bool:
    """Whether nothing answers it yet; a missed one is still owed."""
    is_answered = deadline["met_by_number"] is not None or deadline["met_at"] is not None
    return deadline["state"] in OPEN and not is_answered


def clock_will(
    incident: Mapping[str, Any], deadlines: Sequence[Mapping[str, Any]], rules: ClockRules, now: datetime
) -> str:
    """What happens by itself if nobody publishes."""
    duty = next_duty([deadline for deadline in deadlines if issue_kind(deadline["what"]) is not None])
    kind = issue_kind(duty["what"]) if duty is not None else None
    if duty is None or kind is None:
        return "-" if next_duty(deadlines) is None else say("client.clock.reminds")
    if rules.is_held:
        return say("client.clock.jumped")
    if duty["will_issue"]:
        at = read_stamp(duty["issue_at"])
        if at <= now:
            return say("client.clock.now")
        return say("client.clock.publishes", at=show_time(at), left=how_long(at, now))
    if duty["is_held"]:
        return say("client.clock.held")
    if incident["status"] == "unconfirmed":
        return say("client.clock.unconfirmed")
    if not any(_covers(approval, kind.value, incident["kind"]) for approval in rules.approvals):
        return say("client.clock.no_approval")
    return say("client.clock.stopped")


def _covers(approval: Mapping[str, Any], kind: str, incident_kind: str) -> bool:
    kinds = approval["incident_kinds"]
    return approval["is_in_force"] and kind in approval["kinds"] and (not kinds or incident_kind in kinds)
