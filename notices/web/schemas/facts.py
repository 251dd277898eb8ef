"""Facts as they are reported: one model per fact of the domain, told apart by `fact`; made from the domain itself."""

from dataclasses import MISSING, fields
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import Field, create_model

from notices.areas.table import AreaTable
from notices.areas.words import AreaWords
from notices.desk.record_event import Reported
from notices.domain import incident_event as ev
from notices.domain.impact import USER_UNITS, Area, Effect, EmergencyCalls, EmergencyStatus, UserCount
from notices.domain.incident_event import FACTS_BY_NAME, Fact
from notices.domain.network_part import NetworkPart
from notices.domain.sharing_scope import SharingScope
from notices.web.schemas.fields import AreaGiven, Body, CodedArea, Count, Flag, Id, Text, Time, scope_of

ScopeName = Literal["internal", "ministry", "carriers", "consumer_bodies", "public"]


class UserCountGiven(Body):
    """How many are hit."""

    value: Count
    unit: Literal[USER_UNITS] = "lines"  # type: ignore[valid-type]  # the domain's own list
    is_approximate: Flag = False
    is_at_most: Flag = False


class EmergencyCallsGiven(Body):
    """Calls to 110 (police), 118 (coast_guard) and 119 (fire), each on its own."""

    police: EmergencyStatus = EmergencyStatus.UNKNOWN
    coast_guard: EmergencyStatus = EmergencyStatus.UNKNOWN
    fire: EmergencyStatus = EmergencyStatus.UNKNOWN


class FactGiven(Body):
    """One fact. `sharing_scope`: how far it may travel; without it the default of its kind (P1)."""

    fact: str
    sharing_scope: ScopeName | None = None


_GIVEN_AS: dict[Any, Any] = {
    str: Text,
    bool: Flag,
    datetime: Time,
    datetime | None: Time | None,
    str | None: Text | None,
    tuple[str, ...]: Annotated[list[Id], Field(max_length=100)],
    tuple[NetworkPart, ...]: Annotated[list[NetworkPart], Field(max_length=len(NetworkPart))],
    tuple[Area, ...] | None: Annotated[list[AreaGiven], Field(max_length=2000)] | None,
    UserCount | None: UserCountGiven | None,
    EmergencyCalls | None: EmergencyCallsGiven | None,
    SharingScope: ScopeName,
    Effect: Effect,
    ev.IncidentKind: ev.IncidentKind,
    ev.CauseCategory: ev.CauseCategory,
    ev.OutlookKind: ev.OutlookKind,
}
_CHECKED_BY = Literal[ev.CHECKED_BY]  # type: ignore[valid-type]  # the domain's own list
# the mode is the house's own (C12)
_NOT_GIVEN = {"mode"}


def _model(name: str, fact: type[Fact]) -> type[FactGiven]:
    """The model of one fact. Raises KeyError, at import, for a kind of member nobody has said how to give."""
    hints = get_type_hints(fact)
    members: dict[str, Any] = {"fact": (Literal[name], ...)}
    for member in fields(fact):  # type: ignore[arg-type]  # every fact is a dataclass
        if member.name not in _NOT_GIVEN:
            given_as = _CHECKED_BY if (fact, member.name) == (ev.StateChecked, "by") else _GIVEN_AS[hints[member.name]]
            members[member.name] = (given_as, ... if member.default is MISSING else member.default)
    return create_model(name, __base__=FactGiven, __doc__=fact.__doc__, **members)


MODELS = {name: _model(name, fact) for name, fact in FACTS_BY_NAME.items()}
AnyFactGiven: Any = Annotated[reduce(or_, MODELS.values()), Field(discriminator="fact")]


def reported(given: FactGiven, areas: AreaTable, words: AreaWords, mode: ev.Mode) -> Reported:
    """The fact for the desk. Raises InputError for an area nobody knows, with the nearest names."""
    kind = FACTS_BY_NAME[given.fact]
    members: dict[str, Any] = {}
    for name in type(given).model_fields:
        if name not in FactGiven.model_fields:
            members[name] = _member(getattr(given, name), name, areas, words)
    if kind is ev.Opened:
        members["mode"] = mode
    scope = None if given.sharing_scope is None else scope_of(given.sharing_scope)
    return Reported(kind(**members), scope)  # type: ignore[arg-type]  # a member of AnyFact


def _member(value: Any, name: str, areas: AreaTable, words: AreaWords) -> Any:
    match value:
        case UserCountGiven():
            return UserCount(**value.model_dump())
        case EmergencyCallsGiven():
            return EmergencyCalls(value.police, value.coast_guard, value.fire)
        case list() if name == "areas":
            return tuple(_area(each, areas, words) for each in value)
        case list():
            return tuple(value)
        case str() if name == "scope":
            return scope_of(value)
    return value


def _area(given: str | CodedArea, areas: AreaTable, words: AreaWords) -> Area:
    if isinstance(given, CodedArea):
        return Area(given.code, given.is_part)
    return Area(given) if given.isascii() and given.isdigit() else areas.parse(given, words)
