"""Who is hit by what, where: service × area × effect. "Unknown" is a value, never an absence (C2, C3)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Effect(StrEnum):
    """What users experience with a service (C3)."""

    UNUSABLE = "unusable"
    HARD_TO_USE = "hard_to_use"
    PARTLY_UNUSABLE = "partly_unusable"
    DATA_LOST = "data_lost"
    UNKNOWN = "unknown"


class EmergencyStatus(StrEnum):
    """Whether calls to one emergency number are affected (C2: あり / なし / 調査中)."""

    AFFECTED = "affected"
    NOT_AFFECTED = "not_affected"
    UNKNOWN = "unknown"
    RESTORED = "restored"


class ImpactStatus(StrEnum):
    """Where one service's impact stands. `retracted`: it was reported in error and never hit."""

    ACTIVE = "active"
    RECOVERY_REPORTED = "recovery_reported"
    RESTORED = "restored"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """One area by its JIS code: "00" the whole country, two digits a prefecture (X 0401), five a municipality (X 0402).

    `is_part` says that only a part of it is hit.
    """

    code: str
    is_part: bool = False


NATIONWIDE = Area("00")


@dataclass(frozen=True, slots=True)
class EmergencyCalls:
    """Calls to the police (110), the coast guard (118) and the fire brigade (119), each on its own."""

    police: EmergencyStatus = EmergencyStatus.UNKNOWN
    coast_guard: EmergencyStatus = EmergencyStatus.UNKNOWN
    fire: EmergencyStatus = EmergencyStatus.UNKNOWN

    def merged_with(self, other: "EmergencyCalls") -> "EmergencyCalls":
        """Both statements taken together: affected outweighs not affected, which outweighs unknown."""
        return EmergencyCalls(
            police=_worse(self.police, other.police),
            coast_guard=_worse(self.coast_guard, other.coast_guard),
            fire=_worse(self.fire, other.fire),
        )

    def restored(self) -> "EmergencyCalls":
        """The same numbers once the service is judged restored: what was affected no longer is."""
        return EmergencyCalls(_mended(self.police), _mended(self.coast_guard), _mended(self.fire))


_WEIGHT = {
    EmergencyStatus.UNKNOWN: 0,
    EmergencyStatus.NOT_AFFECTED: 1,
    EmergencyStatus.RESTORED: 2,
    EmergencyStatus.AFFECTED: 3,
}


def _worse(one: EmergencyStatus, other: EmergencyStatus) -> EmergencyStatus:
    return max(one, other, key=_WEIGHT.__getitem__)


def _mended(status: EmergencyStatus) -> EmergencyStatus:
    return EmergencyStatus.RESTORED if status is EmergencyStatus.AFFECTED else status


USER_UNITS = ("lines", "users", "contracts")


@dataclass(frozen=True, slots=True)
class UserCount:
    """How many are hit. `unit` is one of `USER_UNITS`; `is_at_most` prints 最大."""

    value: int
    unit: str = "lines"
    is_approximate: bool = False
    is_at_most: bool = False


@dataclass(frozen=True, slots=True)
class ServiceImpact:
    """One service hit with one effect. `areas` None: not yet known where. `users` None: not yet known how many."""

    service_id: str
    effect: Effect
    areas: tuple[Area, ...] | None = None
    users: UserCount | None = None
    emergency_calls: EmergencyCalls = field(default_factory=EmergencyCalls)
    is_answering_side_cut: bool = False
    status: ImpactStatus = ImpactStatus.ACTIVE
    reported_at: datetime | None = None

    @property
    def is_present(self) -> bool:
        """Whether the harm is still there, or not yet judged to be over."""
        return self.status in (ImpactStatus.ACTIVE, ImpactStatus.RECOVERY_REPORTED)
