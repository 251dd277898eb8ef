"""Times and numbers as people read them. Japan time lives only here; the patterns are words of the language."""

from datetime import UTC, date, datetime, time, timedelta, timezone

from babel.dates import format_datetime as babel_datetime
from babel.numbers import format_decimal

from notices.domain.impact import UserCount
from notices.rendering.words import load_words

# Japan has had no summer time since 1951, and a fixed offset needs no time zone database on the machine.
JAPAN = timezone(timedelta(hours=9), "JST")


def format_datetime(moment: datetime, language: str = "ja") -> str:
    """Date, weekday and time: ``2018-12-06 (Thu) 13:39`` in the language's own pattern."""
    return _formatted(moment, "full", language)


def format_short(moment: datetime, beside: datetime | None = None, language: str = "ja") -> str:
    """Day and time without the year; the time alone when `beside` names the same day in Japan."""
    return _formatted(moment, "time" if _is_same_day(moment, beside) else "day_and_time", language)


def format_compact(moment: datetime, beside: datetime | None = None, language: str = "ja") -> str:
    """Like `format_short`, in the fewest characters, for short messages."""
    return _formatted(moment, "compact_time" if _is_same_day(moment, beside) else "compact", language)


def format_iso(moment: datetime) -> str:
    """For machines: whole seconds with ``+09:00``, never ``Z`` (CAP 1.2 asks for it; one form everywhere)."""
    return _in_japan(moment).isoformat(timespec="seconds")


def format_time(moment: datetime) -> str:
    """The time of day on a 24-hour clock, for terminals and alarms: ``13:39``."""
    return _in_japan(moment).strftime("%H:%M")


def format_day(moment: datetime) -> str:
    """The day for terminals: ``2018-12-06``."""
    return _in_japan(moment).strftime("%Y-%m-%d")


def japan_hour(moment: datetime) -> int:
    """The hour of day in Japan, 0 to 23."""
    return _in_japan(moment).hour


def japan_day(moment: datetime) -> date:
    """The day in Japan."""
    return _in_japan(moment).date()


def end_of_japan_day(day: date) -> datetime:
    """The last second of a day in Japan."""
    return datetime.combine(day, time(23, 59, 59), JAPAN).astimezone(UTC)


def japan_date_digits(moment: datetime) -> str:
    """The day in Japan as eight digits, for ids: ``20181206``."""
    return _in_japan(moment).strftime("%Y%m%d")


def format_number(value: int, language: str = "ja") -> str:
    """Grouped as the language groups: in powers of 10,000 in Japanese (30,600,000 reads 3,060 of ten thousands)."""
    numbers = load_words(language)["numbers"]
    parts, rest = [], value
    for power in numbers["powers"]:
        count, rest = divmod(rest, 10 ** power["digits"])
        if count:
            parts.append(format_decimal(count, numbers["group"], locale=_locale(language)) + power["word"])
    if rest or not parts:
        parts.append(format_decimal(rest, numbers["group"], locale=_locale(language)))
    return "".join(parts)


def format_users(count: UserCount, language: str = "ja") -> str:
    """A number of users with its unit, and whether it is about that many or at most that many."""
    words = load_words(language)
    at_most = words["numbers"]["at_most"] if count.is_at_most else ""
    about = words["numbers"]["approximate"] if count.is_approximate else ""
    return f"{at_most}{about}{format_number(count.value, language)}{words['units'][count.unit]}"


def _formatted(moment: datetime, pattern: str, language: str) -> str:
    words, local = load_words(language), _in_japan(moment)
    is_on_the_hour = "dates_on_the_hour" in words and local.minute == 0
    patterns = words["dates_on_the_hour" if is_on_the_hour else "dates"]
    return babel_datetime(local, patterns[pattern], tzinfo=JAPAN, locale=_locale(language))


def _locale(language: str) -> str:
    """The name Babel knows the language by: its own, unless the words give another."""
    words = load_words(language)
    return str(words["language"]["locale"]) if "language" in words and "locale" in words["language"] else language


def _is_same_day(moment: datetime, beside: datetime | None) -> bool:
    return beside is not None and _in_japan(moment).date() == _in_japan(beside).date()


def _in_japan(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time without a zone cannot be shown")
    return moment.astimezone(JAPAN)
