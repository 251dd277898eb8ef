"""Which categories of the accident criteria a service falls in, by the table `service_classes.toml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from notices.domain.carrier import Service, ServiceKind
from notices.domain.impact import EmergencyStatus, ServiceImpact
from notices.policy.data_file import Entry, read_entries
from notices.policy.thresholds import ServiceClass

_FILE = Path(__file__).resolve().with_name("service_classes.toml")
_FIELDS = frozenset({"id", "kinds", "emergency_calls", "fate_tag", "classes", "doubtful"})
_HANDLED = frozenset({EmergencyStatus.AFFECTED, EmergencyStatus.RESTORED})


@dataclass(frozen=True, slots=True)
class ClassOf:
    """One category of a service. `is_certain` False: it may be one, which the profile cannot tell."""

    service_class: ServiceClass
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One row of the table; an empty or None condition always holds."""

    kinds: frozenset[ServiceKind]
    emergency_calls: bool | None
    fate_tag: str | None
    answers: tuple[ClassOf, ...]

    def holds_for(self, service: Service, *, has_emergency_calls: bool) -> bool:
        """Whether the row speaks of this service."""
        return (
            (not self.kinds or service.kind in self.kinds)
            and self.emergency_calls in (None, has_emergency_calls)
            and (self.fate_tag is None or self.fate_tag in service.fate_tags)
        )


def classify(services: Sequence[Service], impacts: Sequence[ServiceImpact]) -> Mapping[str, tuple[ClassOf, ...]]:
    """The categories of every service that is hit, by its id.

    A service whose emergency calls failed handles them, whatever the profile says. One that the profile does not know
    (any more) counts as `other`: a harm is never left out.
    """
    known = {service.id: service for service in services}
    failed = {
        impact.service_id
        for impact in impacts
        if {impact.emergency_calls.police, impact.emergency_calls.coast_guard, impact.emergency_calls.fire} & _HANDLED
    }
    classes: dict[str, tuple[ClassOf, ...]] = {}
    for service_id in dict.fromkeys(impact.service_id for impact in impacts):
        service = known.get(service_id) or Service(service_id, service_id, ServiceKind.OTHER, ())
        has_calls = service.has_emergency_calls or service_id in failed
        rows = [row for row in load_class_rows() if row.holds_for(service, has_emergency_calls=has_calls)]
        classes[service_id] = tuple(dict.fromkeys(answer for row in rows for answer in row.answers))
    return classes


@cache
def load_class_rows() -> tuple[ClassRow, ...]:
    """The table. Raises ConfigurationError naming entry and field."""
    return read_class_rows(_FILE)


def read_class_rows(path: Path) -> tuple[ClassRow, ...]:
    """The rows of a file. Raises ConfigurationError naming entry and field."""
    return tuple(map(_row, read_entries(path, "service", "id", _FIELDS)))


def _row(entry: Entry) -> ClassRow:
    kinds, emergency_calls = entry.texts("kinds"), entry.values.get("emergency_calls")
    if not set(kinds) <= set(ServiceKind):
        raise entry.wrong("kinds")
    if not isinstance(emergency_calls, bool | None):
        raise entry.wrong("emergency_calls")
    return ClassRow(
        kinds=frozenset(map(ServiceKind, kinds)),
        emergency_calls=emergency_calls,
        fate_tag=entry.text("fate_tag") if "fate_tag" in entry.values else None,
        answers=(*_answers(entry, "classes", is_certain=True), *_answers(entry, "doubtful", is_certain=False)),
    )


def _answers(entry: Entry, field: str, *, is_certain: bool) -> tuple[ClassOf, ...]:
    names = entry.texts(field)
    if not set(names) <= set(ServiceClass):
        raise entry.wrong(field)
    return tuple(ClassOf(ServiceClass(name), is_certain) for name in names)
