"""The public pages that no publication touches: when time alone changes them (T9), and when a house opens."""

from datetime import datetime

from notices.desk.desk import Desk
from notices.desk.recipients import standing_recipients
from notices.desk.site_files import STATIC_CHANNELS, static_files
from notices.desk.sync_clock import sync_clock
from notices.domain.deadline import Timer, TimerKind
from notices.domain.delivery import Parcel


def due_refreshes(desk: Desk, now: datetime) -> list[tuple[str, Timer]]:
    """Refreshes whose time has come: a restored incident leaves the top page after its days."""
    with desk.database.read() as records:
        due = records.deadlines.due_timers(now, may_issue=False)
    return [entry for entry in due if entry[1].kind is TimerKind.REFRESH_SITE]


def channels_to_refresh(desk: Desk) -> list[str]:
    """The static ways out this house has; none in a drill."""
    return [name for name in STATIC_CHANNELS if name in desk.specs and standing_recipients(desk, name)]


def refresh_parcel(desk: Desk, channel: str, incident_id: str | None, now: datetime) -> Parcel:
    """The files of a static way out as they must stand now; without an incident all of them."""
    return Parcel(
        delivery_id=f"refresh-{channel}",
        channel=channel,
        recipient=standing_recipients(desk, channel)[0],
        notice_id="",
        incident_id=incident_id or "",
        number=0,
        mode=desk.mode,
        title="",
        text="",
        page_url=desk.carrier.site_url,
        published_at=now,
        files=static_files(desk, channel, incident_id, now),
    )


def finish_refresh(desk: Desk, incident_id: str, timer: Timer, now: datetime) -> None:
    """The files are in place: the timer is done."""
    with desk.database.write() as records:
        if records.deadlines.claim_timer(incident_id, timer.key, now):
            records.audit.append(now, "clock", "refresh_site", incident_id, {})
            sync_clock(desk, records, incident_id, now)
