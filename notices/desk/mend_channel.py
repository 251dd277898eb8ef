"""A way out that was down for all: the carrier's people are told; what waited is tried at once when it is up."""

from collections.abc import Mapping
from datetime import datetime

from notices.desk.desk import Desk

WATCH = "watch"


def tell_channel_down(desk: Desk, channel: str, details: Mapping[str, str], now: datetime) -> None:
    """One alarm. `details` fill the places of its sentence."""
    with desk.database.write() as records:
        records.alarms.add(desk.new_id(), "", "site_down", details, now)
        records.audit.append(now, WATCH, "channel_down", channel, details)


def mend_channel(desk: Desk, channel: str, details: Mapping[str, str], now: datetime, *, was_told: bool) -> None:
    """Deliveries that back off are due now; who was told that it was down is told that it is up."""
    with desk.database.write() as records:
        records.deliveries.hurry(channel, now)
        if was_told:
            records.alarms.add(desk.new_id(), "", "site_mended", details, now)
            records.audit.append(now, WATCH, "channel_mended", channel, details)
    desk.wake()
