"""What people can use instead (代替手段): never a means that shares the failed part (A2), never nothing said (A3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from notices.domain.carrier import Service
from notices.domain.impact import Area
from notices.domain.incident import Incident
from notices.domain.network_part import NetworkPart
from notices.policy.data_file import read_entries

_FILE = Path(__file__).resolve().with_name("alternatives.toml")
_FIELDS = frozenset({"id", "needs", "cannot", "shared_fate", "source"})


@dataclass(frozen=True, slots=True)
class Alternative:
    """One means. `shared_fate`: the parts it fails with. Its wording is a key of the words."""

    id: str
    needs: tuple[str, ...]
    cannot: tuple[str, ...]
    shared_fate: frozenset[str]
    source: str


@cache
def load_alternatives() -> tuple[Alternative, ...]:
    """The catalogue in the order in which it is offered. Raises ConfigurationError naming entry and field."""
    return tuple(
        Alternative(
            id=entry.text("id"),
            needs=entry.texts("needs"),
            cannot=entry.texts("cannot"),
            shared_fate=frozenset(entry.texts("shared_fate")),
            source=entry.text("source"),
        )
        for entry in read_entries(_FILE, "alternative", "id", _FIELDS)
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """Ids of what may be offered, for everyday use and for calls to 110, 118 and 119; `areas`: where an opened one is
    open, if not everywhere."""

    general: tuple[str, ...]
    emergency: tuple[str, ...] = ()
    areas: tuple[tuple[str, tuple[Area, ...]], ...] = ()


def alternatives_for(incident: Incident, services: Sequence[Service]) -> Offer:  # noqa: ARG001
    """What may be offered while the incident is as it is."""
    is_cut = any(impact.is_answering_side_cut and impact.is_present for impact in incident.impacts)
    failed = {NetworkPart.ANSWERING_SIDE} if is_cut else set()
    return Offer(tuple(means.id for means in load_alternatives() if not means.shared_fate & failed))
