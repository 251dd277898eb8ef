"""Checks that look at more than one setting: what the guideline binds, what only makes sense together."""

from notices.domain.carrier import ClockSettings
from notices.profile.reading import TableReader

BINDING_FIRST_REPORT_MINUTES = 30


def check_clock(reader: TableReader, clock: ClockSettings, *, is_designated: bool) -> None:
    """T2's 30 minutes bind a designated institution; the clock's margins must leave time; a night has two ends (T4)."""
    for field in ("first_report_minutes", "quick_report_minutes"):
        if is_designated and getattr(clock, field) > BINDING_FIRST_REPORT_MINUTES:
            reader.wrong(field, "first_report_late", most=BINDING_FIRST_REPORT_MINUTES)
    less_than = (
        ("margin_minutes", "first_report_minutes"),
        ("margin_minutes", "update_minutes"),
        ("promise_rounding_minutes", "promise_minutes"),  # or a promise could lie in the past
    )
    too_long = [(field, other) for field, other in less_than if getattr(clock, field) >= getattr(clock, other)]
    for field, other in too_long:
        reader.wrong(field, "not_less_than", other=other, value=getattr(clock, other))
    # the promise may be rounded down that far, and the clock issues a margin before it: time must be left in between
    soonest = min(clock.promise_minutes, clock.update_minutes, clock.disaster_update_minutes)
    if not too_long and soonest - clock.promise_rounding_minutes <= 2 * clock.margin_minutes:
        reader.wrong("margin_minutes", "no_time_between", soonest=soonest - clock.promise_rounding_minutes)
    if (clock.night_from_hour is None) != (clock.night_to_hour is None):
        is_end_missing = clock.night_to_hour is None
        reader.wrong("night_to_hour" if is_end_missing else "night_from_hour", "half_a_night")
    elif clock.night_from_hour is not None and clock.night_from_hour == clock.night_to_hour:
        reader.wrong("night_to_hour", "night_without_length")


def check_ids(readers: list[TableReader], ids: list[str]) -> None:
    """No id twice among the tables of one kind."""
    for position, (reader, value) in enumerate(zip(readers, ids, strict=True)):
        if value and value in ids[:position]:
            reader.wrong("id", "id_twice", value=value, first=readers[ids.index(value)].path)
