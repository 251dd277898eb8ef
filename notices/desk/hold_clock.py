"""Stops what the clock would publish by itself: a person does (T6), or the clock itself when it jumped (T11)."""

from datetime import datetime

from notices.desk.check_text import check_text
from notices.desk.desk import Desk
from notices.desk.ports import Database
from notices.desk.sync_clock import sync_all, sync_clock

EVERYWHERE = ""


def hold_issue(desk: Desk, incident_id: str, deadline_key: str, actor_id: str, reason: str, now: datetime) -> None:
    """Stop the countdown of one deadline. The deadline itself, its reminders and its miss stay. Raises InputError."""
    check_text("reason", reason)
    with desk.database.write() as records:
        records.deadlines.hold(incident_id, deadline_key, actor_id, reason, now)
        records.audit.append(now, actor_id, "hold_issue", incident_id, {"deadline": deadline_key, "reason": reason})
        sync_clock(desk, records, incident_id, now)


def release_issue(desk: Desk, incident_id: str, deadline_key: str, actor_id: str, now: datetime) -> None:
    """Let the countdown go on."""
    with desk.database.write() as records:
        if records.deadlines.release(incident_id, deadline_key, actor_id, now):
            records.audit.append(now, actor_id, "release_issue", incident_id, {"deadline": deadline_key})
        sync_clock(desk, records, incident_id, now)
    desk.wake()


def hold_all(desk: Desk, seconds: float, now: datetime, alarm: str = "clock_jumped") -> None:
    """Nothing is published automatically until a person decides: the clocks parted by `seconds` (T11)."""
    with desk.database.write() as records:
        if EVERYWHERE in records.deadlines.held_keys(EVERYWHERE):
            return
        reason = f"clocks parted by {seconds:.0f} s"
        records.deadlines.hold(EVERYWHERE, EVERYWHERE, "clock", reason, now)
        records.audit.append(now, "clock", "hold_all", "", {"seconds": round(seconds)})
        records.alarms.add(desk.new_id(), "", alarm, {"seconds": f"{seconds:.0f}"}, now)


def hold_restored(database: Database, actor_id: str, now: datetime) -> None:
    """The records are an older copy: nothing is published by itself from what has long been overtaken."""
    with database.write() as records:
        if EVERYWHERE not in records.deadlines.held_keys(EVERYWHERE):
            records.deadlines.hold(EVERYWHERE, EVERYWHERE, actor_id, "restored from a copy", now)
            records.audit.append(now, actor_id, "hold_all", "", {"reason": "restored"})


def release_all(desk: Desk, actor_id: str, now: datetime) -> None:
    """A person looked at the clock and lets it go on; what was worked out by a wrong time is worked out again."""
    with desk.database.write() as records:
        if records.deadlines.release(EVERYWHERE, EVERYWHERE, actor_id, now):
            records.audit.append(now, actor_id, "release_all", "", {})
    sync_all(desk, now)
    desk.wake()
