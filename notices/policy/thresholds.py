"""The dated criteria of serious accidents (重大な事故), read from `thresholds/*.toml`: one file per period.

A new period is a new file, and a `valid_to` in the one it replaces. Days are days of the accident in Japan.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from notices.domain.errors import ConfigurationError
from notices.domain.impact import Effect
from notices.policy.clause import Confidence
from notices.policy.data_file import Entry, read_entries

THRESHOLDS_DIR = Path(__file__).resolve().with_name("thresholds")

_PERIOD_FIELDS = frozenset({"id", "basis", "basis_en", "status", "valid_from", "valid_to", "confidence", "source"})
_ROW_FIELDS = frozenset({"id", "classes", "hours", "users", "unit", "effects", "counting", "condition", "confidence"})


class ServiceClass(StrEnum):
    """The categories of the criteria. `free_message`: free mail and messages, in the recommendation of 2025 alone."""

    EMERGENCY_VOICE = "emergency_voice"
    OTHER_VOICE = "other_voice"
    FREE_INTERNET = "free_internet"
    LPWA = "lpwa"
    OTHER_DATA = "other_data"
    SATELLITE_SUBMARINE = "satellite_submarine"
    FREE_MESSAGE = "free_message"


class PeriodStatus(StrEnum):
    """`in_force` decides, `recommended` only warns, `unconfirmed` (no rows) only notes that the rules may differ."""

    IN_FORCE = "in_force"
    RECOMMENDED = "recommended"
    UNCONFIRMED = "unconfirmed"


class CountUnit(StrEnum):
    """What a row counts. Contracts (LPWA) are more than people, so a count of people is then only a lower bound."""

    USERS = "users"
    CONTRACTS = "contracts"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the criteria: all of it must hold. `users` None: the number does not matter.

    `effects` empty: any effect counts. `counting`: how to count where the number is not known; `condition`: what else
    must hold that no data here tells; both are keys of the catalogues. `clause`: the period's id and the row's.
    """

    clause: str
    classes: frozenset[ServiceClass]
    hours: int
    users: int | None
    unit: CountUnit
    effects: frozenset[Effect]
    counting: tuple[str, ...]
    condition: tuple[str, ...]
    confidence: Confidence

    @property
    def duration(self) -> timedelta:
        """How long the harm must last at least."""
        return timedelta(hours=self.hours)


@dataclass(frozen=True, slots=True)
class Period:
    """One version of the criteria; either row may meet them. `basis`: the article it stands in."""

    id: str
    basis: str
    basis_en: str
    status: PeriodStatus
    valid_from: date
    valid_to: date | None
    confidence: Confidence
    source: str
    rows: tuple[Row, ...]

    def is_valid_on(self, day: date) -> bool:
        """Whether it counts for an accident of that day (both ends included)."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def rows_for(self, service_class: ServiceClass) -> tuple[Row, ...]:
        """The rows for a class, none where the period does not know it."""
        return tuple(row for row in self.rows if service_class in row.classes)


@cache
def load_periods() -> tuple[Period, ...]:
    """Every period, oldest first. Raises ConfigurationError, see read_periods."""
    return read_periods(THRESHOLDS_DIR)


def read_periods(folder: Path) -> tuple[Period, ...]:
    """The periods of every .toml file of a folder. Raises ConfigurationError naming file, entry and field."""
    periods: dict[str, Period] = {}
    for path in sorted(folder.glob("*.toml")):
        period = _period(path)
        if period.id in periods:
            raise ConfigurationError("policy_entry_twice", file=path.name, entry=period.id)
        periods[period.id] = period
    return tuple(sorted(periods.values(), key=lambda period: period.valid_from))


def _period(path: Path) -> Period:
    heads = read_entries(path, "period", "id", _PERIOD_FIELDS)
    if len(heads) != 1:
        raise ConfigurationError("threshold_periods", file=path.name, count=len(heads))
    (head,) = heads
    valid_from = head.day("valid_from")
    if valid_from is None:
        raise ConfigurationError("policy_field_missing", file=head.file, entry=head.name, field="valid_from")
    status = head.choice("status", PeriodStatus)
    confidence = head.choice("confidence", Confidence)
    rows = tuple(_row(entry, head.name, confidence) for entry in read_entries(path, "row", "id", _ROW_FIELDS))
    if bool(rows) == (status is PeriodStatus.UNCONFIRMED):
        raise ConfigurationError("threshold_rows", file=head.file, period=head.name, status=status.value)
    return Period(
        id=head.name, basis=head.text("basis"), basis_en=head.text("basis_en"), status=status, valid_from=valid_from,
        valid_to=head.day("valid_to"), confidence=confidence, source=head.text("source"), rows=rows,
    )  # fmt: skip


def _row(entry: Entry, period_id: str, confidence: Confidence) -> Row:
    hours, users = _number(entry, "hours"), _number(entry, "users")
    if hours is None:
        raise ConfigurationError("policy_field_missing", file=entry.file, entry=entry.name, field="hours")
    classes, effects = entry.texts("classes"), entry.texts("effects")
    if not classes or not set(classes) <= set(ServiceClass):
        raise entry.wrong("classes")
    if not set(effects) <= set(Effect) - {Effect.UNKNOWN}:
        raise entry.wrong("effects")
    return Row(
        clause=f"{period_id}/{entry.name}",
        classes=frozenset(map(ServiceClass, classes)),
        hours=hours,
        users=users,
        unit=entry.choice("unit", CountUnit) if "unit" in entry.values else CountUnit.USERS,
        effects=frozenset(map(Effect, effects)),
        counting=entry.texts("counting"),
        condition=entry.texts("condition"),
        confidence=entry.choice("confidence", Confidence) if "confidence" in entry.values else confidence,
    )


def _number(entry: Entry, field: str) -> int | None:
    value = entry.values.get(field)
    if value is not None and (type(value) is not int or value <= 0):
        raise entry.wrong(field)
    return value
