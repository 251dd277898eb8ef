"""What people can use instead (代替手段): never a means that shares the failed part (A2), never nothing said (A3)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from notices.domain.incident import Incident
from notices.policy.data_file import read_entries

_FILE = Path(__file__).resolve().with_name("alternatives.toml")
_FIELDS = frozenset({"id", "needs", "cannot", "shared_fate", "source"})

# The line into the police's and the fire brigade's own desks: once cut, no telephone reaches them (NTT西 2025-09).
ANSWERING_SIDE = "emergency-answering-side"


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


def alternatives_for(incident: Incident) -> tuple[str, ...]:
    """Ids of what may be offered while the incident is as it is."""
    is_cut = any(impact.is_answering_side_cut and impact.is_present for impact in incident.impacts)
    failed = {ANSWERING_SIDE} if is_cut else set()
    return tuple(means.id for means in load_alternatives() if not means.shared_fate & failed)
