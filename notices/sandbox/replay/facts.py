"""Scenario facts to incident events: the scenario's format on one side, the model's on the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from notices.areas.table import AreaTable
from notices.areas.words import AreaWords
from notices.desk.record_event import Reported
from notices.domain import incident_event as ev
from notices.domain.errors import InputError
from notices.domain.impact import Area, Effect, EmergencyCalls, EmergencyStatus, UserCount
from notices.domain.network_part import NetworkPart
from notices.sandbox.replay.fiction import Veil
from notices.sandbox.replay.scenario import ScenarioFact

_UNITS = ("lines", "users", "contracts")
_NUMBERS = {"110": "police", "118": "coast_guard", "119": "fire"}


@dataclass(frozen=True, slots=True)
class FactReader:
    """Reads facts under fictitious names. What is told at one moment is one list."""

    service_ids: Mapping[str, str]
    veil: Veil
    areas: AreaTable
    words: AreaWords

    def read(  # noqa: C901, PLR0911, PLR0912 - the table of facts
        self, fact: ScenarioFact, default_users: Mapping[str, Any] | None = None
    ) -> list[Reported]:
        """The events of one fact; empty for a note to people. Raises InputError for a fact of no known kind."""
        data = fact.data
        text = self.veil.over(str(data.get("text") or ""))
        match fact.what:
            case "detected":
                return [Reported(ev.Detected(fact.at))]
            case "vendor_detected":
                return [Reported(ev.SupplierDetected(fact.at))]
            case "service":
                return self._service(fact, default_users)
            case "escalated":
                return [Reported(ev.Escalated(self.veil.over(str(data.get("to", "")))))]
            case "suspect_equipment" | "suspect_part":
                return [Reported(ev.EquipmentSuspected(text, is_part=fact.what == "suspect_part"))]
            case "onset":
                if data.get("occurred_at") is None:
                    raise InputError("scenario_time", file="", field="onset.occurred_at", value="")
                return [Reported(ev.OnsetEstimated(data["occurred_at"]))]
            case "cause" | "root_cause":
                return [Reported(ev.CauseStated(text, is_root=fact.what == "root_cause"))]
            case "outlook":
                basis = data.get("basis")
                kind = ev.OutlookKind(data.get("kind", "undetermined"))
                return [Reported(ev.OutlookStated(kind, text, basis=self.veil.over(basis) if basis else None))]
            case "progress":
                residual = data.get("residual")
                told = [Reported(ev.ProgressMade(text, self.veil.over(residual) if residual else None))]
                return told + self._action(data.get("user_action"))
            case "user_action":
                return self._action(text)
            case "parts_failed":
                return [Reported(ev.PartsFailed(tuple(NetworkPart(part) for part in data["parts"])))]
            case "alternative_opened":
                return [Reported(ev.AlternativeOpened(data.get("alternative") or "", self._areas(data["area"])))]
            case "alternative_closed":
                return [Reported(ev.AlternativeClosed(data.get("alternative") or ""))]
            case "corrected":
                return [Reported(ev.ImpactRetracted(tuple(self._id(name, fact) for name in data["retract"])))]
            case "recovered":
                told = [Reported(ev.RecoveryReported(data.get("happened_at") or fact.at))]
                basis = data.get("basis")
                return told + ([Reported(ev.RecoveryBasisNoted(self.veil.over(basis)))] if basis else [])
        raise InputError("scenario_fact", what=fact.what, at=fact.at.isoformat())

    def _service(self, fact: ScenarioFact, default_users: Mapping[str, Any] | None) -> list[Reported]:
        data = fact.data
        service_id = self._id(data.get("service", ""), fact)
        users = data.get("users") or default_users
        try:
            effect = Effect(data.get("effect", "unknown"))
        except ValueError as error:
            raise InputError("scenario_effect", effect=data.get("effect"), at=fact.at.isoformat()) from error
        told = [
            Reported(
                ev.ImpactChanged(
                    service_id=service_id,
                    effect=effect,
                    areas=self._areas(data["area"]),
                    users=_users(users) if users else None,
                    emergency_calls=_calls(data.get("emergency_calls")),
                    is_answering_side_cut=bool(data.get("answering_side", False)),
                )
            )
        ]
        if data.get("because"):
            told.append(Reported(ev.ImpactReasonNoted(service_id, self.veil.over(data["because"]))))
        return told

    def _areas(self, named: Sequence[str]) -> tuple[Area, ...] | None:
        return tuple(self.areas.parse(name, self.words) for name in named) or None

    def _action(self, text: str | None) -> list[Reported]:
        return [Reported(ev.UserActionAdvised(self.veil.over(text)))] if text else []

    def _id(self, name: str, fact: ScenarioFact) -> str:
        if name not in self.service_ids:
            raise InputError("scenario_service", service=name, at=fact.at.isoformat())
        return self.service_ids[name]


def _users(data: Mapping[str, Any]) -> UserCount:
    return UserCount(
        value=int(data["value"]),
        unit=data["unit"] if data.get("unit") in _UNITS else "lines",
        is_approximate=bool(data.get("approx", False)),
        is_at_most=bool(data.get("at_most", False)),
    )


def _calls(data: Mapping[str, str] | None) -> EmergencyCalls | None:
    if not data:
        return None
    return EmergencyCalls(**{_NUMBERS[number]: EmergencyStatus(status) for number, status in data.items()})
