"""The moment of the latest beat, kept in the records: a clock set back while the house was down is found out (T11)."""

from datetime import datetime

from notices.desk.desk import Desk

_KEY = "last_beat_at"


def keep_time(desk: Desk, now: datetime) -> None:
    """Write the moment down. It also shows that the records can be written to at all, long before they must be."""
    with desk.database.write() as records:
        records.house.keep(_KEY, now.isoformat())


def time_kept(desk: Desk) -> datetime | None:
    """The moment that was written down last, None in a new house."""
    with desk.database.read() as records:
        kept = records.house.get(_KEY)
    return datetime.fromisoformat(kept) if kept is not None else None
