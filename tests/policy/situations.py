"""Situations as data: builds an incident and a carrier's services from `tests/policy/alternatives/*.toml`."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from notices.domain import incident_event as ev
from notices.domain.carrier import Service, ServiceKind
from notices.domain.impact import Area, Effect, EmergencyCalls, EmergencyStatus
from notices.domain.incident import Incident, fold
from notices.domain.network_part import NetworkPart
from notices.domain.sharing_scope import SharingScope

FOLDER = Path(__file__).parent / "alternatives"
AT = datetime(2025, 9, 1, 3, 0, tzinfo=UTC)


def load_situations() -> list[dict[str, Any]]:
    """Every situation of every file but the profiles, with the file's name."""
    files = [path for path in sorted(FOLDER.glob("*.toml")) if path.stem != "profiles"]
    return [{"file": path.stem, **row} for path in files for row in _read(path)["situation"]]


@cache
def services_of(profile: str) -> tuple[Service, ...]:
    """The services of a carrier of `profiles.toml`."""
    rows = _read(FOLDER / "profiles.toml")[profile]
    return tuple(
        Service(
            service_id, service_id, ServiceKind(row["kind"]), (), tuple(row["tags"]), row.get("emergency", False)
        )
        for service_id, row in rows.items()
    )  # fmt: skip


def incident_of(rows: list[Mapping[str, Any]]) -> Incident:
    """The incident that the facts add up to, reported by a person one after the other."""
    facts = [ev.Opened(), *(fact for row in rows for fact in _facts(dict(row)))]
    return fold(
        "2025-001",
        [
            ev.IncidentEvent(f"e{n}", "2025-001", fact, ev.Reporter("noc"), AT, SharingScope.PUBLIC)
            for n, fact in enumerate(facts)
        ],
    )


def _facts(row: dict[str, Any]) -> Iterator[ev.AnyFact]:
    """What a row of the data says; a key that is none, or one that is left over, is an error."""
    if "hit" in row:
        for service_id in row["hit"]:
            yield _impact(service_id, {key: value for key, value in row.items() if key != "hit"})
    elif "opened" in row:
        yield ev.AlternativeOpened(row.pop("opened"), _areas(row.pop("areas", None)))
        assert row == {}
    else:
        ((name, value),) = row.items()
        yield FACTS[name](value)


FACTS: Mapping[str, Callable[[Any], ev.AnyFact]] = {
    "kind": lambda value: ev.Opened(ev.IncidentKind(value)),
    "cause": lambda value: ev.CauseClassified(ev.CauseCategory(value)),
    "failed": lambda value: ev.PartsFailed(tuple(map(NetworkPart, value))),
    "closed": ev.AlternativeClosed,
    "recovered": lambda value: ev.RecoveryReported(AT, tuple(value)),
    "restored": lambda _: ev.Restored(AT, "monitoring", "noc"),
    "retracted": lambda value: ev.ImpactRetracted(tuple(value)),
    "withdrawn": lambda _: ev.Withdrawn(),
}


def _impact(service_id: str, rest: dict[str, Any]) -> ev.ImpactChanged:
    calls = rest.pop("calls", None)
    if isinstance(calls, str):
        calls = dict.fromkeys(("police", "coast_guard", "fire"), calls)
    fact = ev.ImpactChanged(
        service_id,
        Effect(rest.pop("effect", "unusable")),
        _areas(rest.pop("areas", None)),
        emergency_calls=EmergencyCalls(**{k: EmergencyStatus(v) for k, v in calls.items()}) if calls else None,
        is_answering_side_cut=rest.pop("cut", False),
    )
    assert rest == {}
    return fact


def _areas(codes: list[str] | None) -> tuple[Area, ...] | None:
    return None if codes is None else tuple(map(Area, codes))


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
