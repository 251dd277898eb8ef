"""Reads a scenario: one real outage as facts with the time each became known, and what the carrier then published."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from notices.domain.errors import InputError
from notices.domain.incident_event import IncidentKind
from notices.domain.network_part import NetworkPart

JAPAN = timezone(timedelta(hours=9))

_TEXTS = (
    "text",
    "alternative",
    "service",
    "effect",
    "because",
    "basis",
    "residual",
    "user_action",
    "to",
    "kind",
    "why",
)
_NUMBERS = ("110", "118", "119")
_CALL_STATES = ("affected", "not_affected", "unknown")
_OUTLOOKS = ("target", "estimate", "undetermined")


@dataclass(frozen=True, slots=True)
class ScenarioFact:
    """One fact as the scenario words it; `data` holds its further members."""

    at: datetime
    what: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CarrierRecord:
    """One thing the carrier published, for comparison only."""

    at: datetime
    channel: str
    kind: str
    brands: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """The whole file. Every part but `id` and one fact may be missing.

    `kind` None: told from the effects. `has_disaster_interval`: the carrier updates at its disaster interval (T5).
    """

    id: str
    title: str
    carrier_name: str
    brands: tuple[str, ...]
    is_designated: bool
    occurred_at: datetime | None
    users: Mapping[str, Any] | None
    facts: tuple[ScenarioFact, ...]
    published: tuple[CarrierRecord, ...]
    downstream: tuple[str, ...] = field(default=())
    kind: IncidentKind | None = None
    has_disaster_interval: bool = False


def read_scenario(path: Path) -> Scenario:
    """The scenario in a file. Raises InputError that names the place of the first mistake."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError("scenario_unreadable", file=str(path), reason=error.strerror or "") from error
    except ValueError as error:
        raise InputError("scenario_not_json", file=str(path), reason=str(error)) from error
    if not isinstance(data, dict):
        raise InputError("scenario_field", file=str(path), field="$")
    return parse_scenario(data, str(path))


def parse_scenario(data: Mapping[str, Any], file: str) -> Scenario:
    """The scenario in decoded JSON."""
    carrier = _member(data, "carrier", dict, file, {})
    facts = [_fact(fact, f"facts[{n}]", file) for n, fact in enumerate(_member(data, "facts", list, file, []))]
    if not facts:
        raise InputError("scenario_field", file=file, field="facts")
    if data.get("users") is not None:
        _check_users(data["users"], "users", file)
    published = [_record(r, f"published[{n}]", file) for n, r in enumerate(_member(data, "published", list, file, []))]
    downstream = [d.get("carrier", "") for d in _member(data, "downstream", list, file, []) if isinstance(d, dict)]
    if data.get("kind") is not None and data["kind"] not in set(IncidentKind):
        raise InputError("scenario_field", file=file, field="kind")
    return Scenario(
        id=str(data.get("id") or Path(file).stem),
        title=str(data.get("title", "")),
        carrier_name=str(carrier.get("name", "")),
        brands=_names(carrier, "brands", "carrier.brands", file),
        is_designated=bool(carrier.get("designated_public_institution", True)),
        occurred_at=_time(data["occurred_at"], "occurred_at", file) if data.get("occurred_at") else None,
        users=_member(data, "users", dict, file, None),
        facts=tuple(sorted(facts, key=lambda fact: fact.at)),
        published=tuple(sorted(published, key=lambda record: record.at)),
        downstream=tuple(name for name in downstream if name),
        kind=IncidentKind(data["kind"]) if data.get("kind") is not None else None,
        has_disaster_interval=bool(data.get("disaster_interval", False)),
    )


def _fact(data: object, where: str, file: str) -> ScenarioFact:
    if not isinstance(data, dict) or not isinstance(data.get("what"), str):
        raise InputError("scenario_field", file=file, field=f"{where}.what")
    for name in _TEXTS:
        if not isinstance(data.get(name, ""), str | None):
            raise InputError("scenario_field", file=file, field=f"{where}.{name}")
    members = dict(data)
    for name in ("occurred_at", "happened_at"):
        if data.get(name) is not None:
            members[name] = _time(data[name], f"{where}.{name}", file)
    members["retract"] = _names(data, "retract", f"{where}.retract", file)
    members["parts"] = _names(data, "parts", f"{where}.parts", file)
    if not set(members["parts"]) <= set(NetworkPart):
        raise InputError("scenario_field", file=file, field=f"{where}.parts")
    members["area"] = _names(data, "area", f"{where}.area", file)
    if data.get("users") is not None:
        _check_users(data["users"], f"{where}.users", file)
    calls = data.get("emergency_calls") or {}
    if not isinstance(calls, dict) or not set(calls) <= set(_NUMBERS) or not set(calls.values()) <= set(_CALL_STATES):
        raise InputError("scenario_field", file=file, field=f"{where}.emergency_calls")
    if data.get("what") == "outlook" and data.get("kind") not in _OUTLOOKS:
        raise InputError("scenario_field", file=file, field=f"{where}.kind")
    return ScenarioFact(_time(data.get("at"), f"{where}.at", file), data["what"], members)


def _check_users(users: object, where: str, file: str) -> None:
    value = users.get("value") if isinstance(users, dict) else None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise InputError("scenario_field", file=file, field=f"{where}.value")


def _record(data: object, where: str, file: str) -> CarrierRecord:
    if not isinstance(data, dict):
        raise InputError("scenario_field", file=file, field=where)
    return CarrierRecord(
        at=_time(data.get("at"), f"{where}.at", file),
        channel=str(data.get("channel", "")),
        kind=str(data.get("kind", "")),
        brands=_names(data, "brands", f"{where}.brands", file),
        services=_names(data, "services", f"{where}.services", file),
    )


def _names(data: Mapping[str, Any], name: str, where: str, file: str) -> tuple[str, ...]:
    """A list of texts; a single text counts as a list of one, nothing as none."""
    value = data.get(name)
    listed = [value] if isinstance(value, str) else value or []
    if not isinstance(listed, list) or not all(isinstance(entry, str) for entry in listed):
        raise InputError("scenario_field", file=file, field=where)
    return tuple(listed)


def _member(data: Mapping[str, Any], name: str, kind: type, file: str, default: Any) -> Any:
    value = data.get(name)
    if value is None:
        return default
    if not isinstance(value, kind):
        raise InputError("scenario_field", file=file, field=name)
    return value


def _time(value: object, where: str, file: str) -> datetime:
    """A time of the scenario; one without a zone is local Japan time, as the format says."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        at = None
    if at is None:
        raise InputError("scenario_time", file=file, field=where, value=str(value))
    return (at if at.tzinfo is not None else at.replace(tzinfo=JAPAN)).astimezone(UTC)
