"""Times as people type and read them at a shell: Japan's time, unless another zone is written."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta

from notices.domain.errors import InputError
from notices.messages import say
from notices.rendering.formats import JAPAN, format_day, format_time

NOW = "now"
# a time of day further off than this is more likely a slip than another day
NEAR = timedelta(hours=12)

_OF_DAY = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*")


def read_time(text: str, now: datetime, *, is_ahead: bool = False) -> datetime:
    """`HH:MM`, `now`, or a full ISO 8601 time, in UTC; full-width digits are fine.

    `HH:MM` is today's, or, where that is still to come (`is_ahead`: already over), the day's beside it when that is
    nearer than 12 hours. Raises InputError for what is no time, and for a time of day that is neither.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if typed.lower() == NOW:
        return now
    if of_day := _OF_DAY.fullmatch(typed):
        return _nearest(text, int(of_day[1]), int(of_day[2]), now, is_ahead=is_ahead)
    try:
        at = datetime.fromisoformat(typed) if _FULL.fullmatch(typed) else None
    except ValueError:
        at = None
    if at is None:
        raise InputError("time_not_read", text=text)
    return (at if at.tzinfo is not None else at.replace(tzinfo=JAPAN)).astimezone(UTC)


def show_time(at: datetime | str | None) -> str:
    """Day, time and zone: `2026-11-21 12:00 JST`; `-` for none. Takes the API's texts as they are."""
    if at is None:
        return "-"
    moment = read_stamp(at) if isinstance(at, str) else at
    return f"{format_day(moment)} {format_time(moment)} JST"


def read_stamp(text: str) -> datetime:
    """A time as the API writes it."""
    return datetime.fromisoformat(text)


def how_long(until: datetime, now: datetime) -> str:
    """How long is left, in whole minutes that are surely left; or by how much it is over."""
    seconds = (until - now).total_seconds()
    minutes = int(abs(seconds) // 60)
    if minutes < 60:
        span = say("client.minutes", minutes=minutes)
    elif minutes < 48 * 60:
        span = say("client.hours", hours=minutes // 60, minutes=f"{minutes % 60:02}")
    else:
        span = say("client.days", days=minutes // (24 * 60))
    return say("client.left", span=span) if seconds >= 0 else say("client.over", span=span)


def _nearest(text: str, hour: int, minute: int, now: datetime, *, is_ahead: bool) -> datetime:
    today = now.astimezone(JAPAN).replace(hour=hour, minute=minute, second=0, microsecond=0)
    if is_ahead:
        at = today if today >= now else today + timedelta(days=1)
    else:
        at = today if today <= now else today - timedelta(days=1)
    if at != today and abs(at - now) > NEAR:
        raise InputError("time_of_other_day", text=text, today=show_time(today), other=show_time(at))
    return at.astimezone(UTC)
