"""One means that people can use instead (代替手段), and the catalogue of them, `alternatives.toml` (A1).

The sentence that tells people how to use it stands in the words of every language, under its id.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from notices.domain.carrier import ServiceKind
from notices.domain.network_part import NetworkPart
from notices.policy.clause import Confidence
from notices.policy.data_file import Entry, read_entries

_FILE = Path(__file__).resolve().with_name("alternatives.toml")
_FIELDS = frozenset(
    {
        "id", "purposes", "audience", "own_services", "is_own", "not_while_hit", "shared_fate", "opening", "is_for_few",
        "is_offered_in_doubt", "in_place_of", "emergency", "only_when_failed", "needs", "cannot", "confidence",
        "source",
    }
)  # fmt: skip
# tags of the criteria (D1) that are parts to fail with, too
_PARTS = frozenset(NetworkPart) | {"satellite", "submarine-cable"}


class Purpose(StrEnum):
    """What people use a service or a means for. `safety`: to learn who is well (安否); `devices`: machines report."""

    VOICE = "voice"
    DATA = "data"
    MAIL = "mail"
    MESSAGES = "messages"
    DEVICES = "devices"
    SAFETY = "safety"


class Opening(StrEnum):
    """`standing`: there at all times. `opened`: only after somebody opened it, until it is closed."""

    STANDING = "standing"
    OPENED = "opened"


class EmergencyUse(StrEnum):
    """How it reaches the police or the fire brigade: by a call to their desks, or by going there."""

    CALL = "call"
    IN_PERSON = "in_person"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One means, or (without purpose and emergency use) a statement that stands among them.

    `audience`: kinds of hit services whose users are told of it. `own_services`: kinds of the carrier's own services it
    goes through; `is_own`: it is such a service itself; `not_while_hit`: kinds its sentence speaks of besides.
    `shared_fate`: the parts it fails with (`NetworkPart` or a tag of the criteria). `is_for_few`: only for those who
    prepared, so that it answers nobody else's loss. `is_offered_in_doubt`: told even where a disaster or another's
    fault makes it doubtful. `in_place_of`: told only to people to whom none of those is.
    `emergency` None: it cannot call 110, 118 and 119.
    `only_when_failed`: told only when that part failed. `needs`, `cannot`: for whoever writes its sentence.
    """

    id: str
    purposes: frozenset[Purpose]
    audience: frozenset[ServiceKind]
    own_services: frozenset[ServiceKind]
    is_own: bool
    shared_fate: frozenset[str]
    opening: Opening
    is_for_few: bool
    is_offered_in_doubt: bool
    in_place_of: tuple[str, ...]
    not_while_hit: frozenset[ServiceKind]
    emergency: EmergencyUse | None
    only_when_failed: str
    needs: tuple[str, ...]
    cannot: tuple[str, ...]
    confidence: Confidence
    source: str

    @property
    def is_statement(self) -> bool:
        """Whether it is no means but a sentence about them (A3)."""
        return not self.purposes and self.emergency is None

    @property
    def is_switched(self) -> bool:
        """Whether it can be opened and closed: one can always go there oneself, and a statement is no means."""
        return not self.is_statement and self.emergency is not EmergencyUse.IN_PERSON

    @property
    def emergency_fate(self) -> frozenset[str]:
        """What it fails with when used for 110, 118 and 119: a call ends where the answering side is cut."""
        is_call = self.emergency is EmergencyUse.CALL
        return self.shared_fate | ({NetworkPart.ANSWERING_SIDE.value} if is_call else frozenset())


@cache
def load_alternatives() -> tuple[Alternative, ...]:
    """The catalogue in the order in which it is offered. Raises ConfigurationError naming entry and field."""
    return read_alternatives(_FILE)


def read_alternatives(path: Path) -> tuple[Alternative, ...]:
    """The means of a file. Raises ConfigurationError naming entry and field."""
    entries = read_entries(path, "alternative", "id", _FIELDS)
    ids = {entry.name for entry in entries}
    return tuple(_alternative(entry, ids) for entry in entries)


def _alternative(entry: Entry, ids: set[str]) -> Alternative:
    return Alternative(
        id=entry.text("id"),
        purposes=frozenset(map(Purpose, _of(entry, "purposes", Purpose))),
        audience=frozenset(map(ServiceKind, _of(entry, "audience", ServiceKind))),
        own_services=frozenset(map(ServiceKind, _of(entry, "own_services", ServiceKind))),
        is_own=_flag(entry, "is_own"),
        shared_fate=frozenset(_of(entry, "shared_fate", _PARTS)),
        opening=entry.choice("opening", Opening) if "opening" in entry.values else Opening.STANDING,
        is_for_few=_flag(entry, "is_for_few"),
        is_offered_in_doubt=_flag(entry, "is_offered_in_doubt"),
        in_place_of=_of(entry, "in_place_of", ids),
        not_while_hit=frozenset(map(ServiceKind, _of(entry, "not_while_hit", ServiceKind))),
        emergency=entry.choice("emergency", EmergencyUse) if "emergency" in entry.values else None,
        only_when_failed=_one(entry, "only_when_failed", _PARTS),
        needs=entry.texts("needs"),
        cannot=entry.texts("cannot"),
        confidence=entry.choice("confidence", Confidence),
        source=entry.text("source"),
    )


def _of(entry: Entry, field: str, known: Iterable[str]) -> tuple[str, ...]:
    values = entry.texts(field)
    if not set(values) <= set(known):
        raise entry.wrong(field)
    return values


def _one(entry: Entry, field: str, known: Iterable[str]) -> str:
    if field not in entry.values:
        return ""
    value = entry.text(field)
    if value not in set(known):
        raise entry.wrong(field)
    return value


def _flag(entry: Entry, field: str) -> bool:
    value = entry.values.get(field, False)
    if not isinstance(value, bool):
        raise entry.wrong(field)
    return value
