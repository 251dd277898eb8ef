"""What may be reported: a fact that cannot be true, or that its reporter may not tell, is refused before it is written.

S5 (a clear error, nothing changed), P1 (only people let a text travel), T6 (only people judge, only those the carrier
trusts vouch), C12 (the mode is the house's own).
"""

from collections.abc import Sequence
from dataclasses import MISSING, fields
from datetime import UTC, datetime

from notices.desk.check_account import ACCOUNT
from notices.desk.check_text import check_text
from notices.desk.desk import Desk
from notices.desk.ports import Records
from notices.domain import incident_event as ev
from notices.domain.errors import InputError, NotPermitted
from notices.domain.impact import USER_UNITS
from notices.domain.incident_event import AnyFact, Reporter, ReporterKind
from notices.domain.sharing_scope import SharingScope
from notices.policy.alternatives import load_alternatives

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""A time before this is a slip of the pen (a year of two digits, an empty clock)."""

# what calls off harm, or tells people in need where to turn, is not a mere machine's to say
_VOUCHED = ev.Withdrawn | ev.ImpactRetracted | ev.PartsFailed | ev.AlternativeOpened | ev.AlternativeClosed
_LATER_ON = frozenset({"expected_at"})
# Account and machine ids stand in the audit trail for good, so neither a name nor a mail address can be one (S2).


def check_report(
    desk: Desk, facts: Sequence[AnyFact], reporter: Reporter, reported_at: datetime, now: datetime
) -> None:
    """What holds for a whole lot: who tells it (InputError, NotPermitted), when, and nothing told twice."""
    for what, value in (("reporter", reporter.id), ("source", reporter.source)):
        if ACCOUNT.fullmatch(value) is None:
            raise InputError("reporter_unusable", what=what)
    if reporter.kind is ReporterKind.TRUSTED_SOURCE and reporter.id not in desk.carrier.trusted_sources:
        raise NotPermitted("source_not_trusted", source=reporter.id)
    _check_time("reported_at", reported_at, now)
    _check_repeats(facts)


def _check_repeats(facts: Sequence[AnyFact]) -> None:
    """Two statements about one service in one lot: the first would be lost without a word."""
    told: set[tuple[str, str]] = set()
    for fact in facts:
        if isinstance(fact, ev.ImpactChanged):
            effects = {effect for service, effect in told if service == fact.service_id}
            if fact.effect.value in effects if fact.is_addition else effects:
                raise InputError("service_twice", service=fact.service_id)
            told.add((fact.service_id, fact.effect.value))


def _check_time(what: str, at: datetime, now: datetime, *, may_be_later: bool = False) -> None:
    if at.tzinfo is None:
        raise InputError("time_without_zone", what=what, at=at.isoformat())
    if at < EARLIEST:
        raise InputError("time_too_early", what=what, at=at.isoformat())
    if at > now and not may_be_later:
        raise InputError("time_in_future", what=what, at=at.isoformat())


def check_fact(
    desk: Desk, records: Records, incident_id: str, fact: AnyFact, scope: SharingScope, reporter: Reporter,
    now: datetime,
) -> None:  # fmt: skip
    """Raises InputError for a fact that cannot be, NotPermitted for one that this reporter may not tell."""
    _check_members(fact, now)
    _check_right(fact, scope, reporter)
    _check_services(desk, fact)
    match fact:
        case ev.Opened():
            if fact.mode is not desk.mode:
                raise InputError("mode_of_house", mode=fact.mode.value, house=desk.mode.value)
        case ev.ImpactChanged():
            _check_impact(desk, fact)
        case ev.AlternativeOpened() | ev.AlternativeClosed():
            _check_alternative(desk, fact)
        case ev.StateChecked():
            if fact.by not in ev.CHECKED_BY:
                raise InputError("unknown_checker", by=fact.by, known=", ".join(ev.CHECKED_BY))
        case ev.Restored():
            if not (fact.basis.strip() and fact.judged_by.strip()):
                raise InputError("judgement_incomplete", incident=incident_id)
        case ev.ScopeWidened():
            _check_widening(records, incident_id, fact)


def _check_members(fact: AnyFact, now: datetime) -> None:
    """Times and texts, whichever fact they belong to; a text without a default is what the fact says."""
    for field in fields(fact):
        value = getattr(fact, field.name)
        if isinstance(value, datetime):
            _check_time(field.name, value, now, may_be_later=field.name in _LATER_ON)
        elif type(value) is str:
            check_text(field.name, value)
            if field.default is MISSING and not value.strip() and not isinstance(fact, ev.Restored):
                raise InputError("text_missing", fact=type(fact).__name__, item=field.name)


def _check_right(fact: AnyFact, scope: SharingScope, reporter: Reporter) -> None:
    """Only a person judges, widens, or lets a text travel; only who vouches calls off an incident or harm (T6, P1)."""
    is_person = reporter.kind is ReporterKind.PERSON
    if scope > fact.default_scope and not is_person:
        raise NotPermitted("person_must_widen", fact=type(fact).__name__, scope=scope.name.lower())
    if isinstance(fact, ev.Restored | ev.ScopeWidened) and not is_person:
        raise NotPermitted("person_must_judge", fact=type(fact).__name__)
    if isinstance(fact, _VOUCHED) and not reporter.vouches:
        raise NotPermitted("person_must_judge", fact=type(fact).__name__)


def _check_services(desk: Desk, fact: AnyFact) -> None:
    named = [fact.service_id] if isinstance(fact, ev.ImpactChanged | ev.ImpactReasonNoted) else []
    named += getattr(fact, "service_ids", ())
    if isinstance(fact, ev.ImpactRetracted) and not named:
        raise InputError("text_missing", fact=type(fact).__name__, item="service_ids")
    for service_id in named:
        if desk.carrier.service(service_id) is None:
            known = ", ".join(service.id for service in desk.carrier.services)
            raise InputError("unknown_service", service=service_id, known=known)


def _check_alternative(desk: Desk, fact: ev.AlternativeOpened | ev.AlternativeClosed) -> None:
    known = {means.id: means for means in load_alternatives() if means.is_switched}
    if fact.alternative_id not in known:
        raise InputError("unknown_alternative", alternative=fact.alternative_id, known=", ".join(known))
    if isinstance(fact, ev.AlternativeOpened):
        if fact.areas == ():
            raise InputError("alternative_areas_empty", alternative=fact.alternative_id)
        for area in fact.areas or ():
            desk.areas.area(area.code)


def _check_impact(desk: Desk, fact: ev.ImpactChanged) -> None:
    if fact.areas == ():
        raise InputError("areas_empty", service=fact.service_id)
    codes: set[str] = set()
    for area in fact.areas or ():
        desk.areas.area(area.code)
        if area.code in codes:
            raise InputError("area_twice", area=area.code, service=fact.service_id)
        codes.add(area.code)
    if fact.users is not None:
        if fact.users.value < 1:
            raise InputError("users_not_positive", value=fact.users.value, service=fact.service_id)
        if fact.users.unit not in USER_UNITS:
            raise InputError("unknown_unit", unit=fact.users.unit, known=", ".join(USER_UNITS))


def _check_widening(records: Records, incident_id: str, fact: ev.ScopeWidened) -> None:
    events = records.incidents.events(incident_id)
    widened = next((event for event in events if event.id == fact.event_id), None)
    if widened is None:
        raise InputError("unknown_event", event=fact.event_id, incident=incident_id)
    if fact.scope <= widened.scope:
        raise InputError("scope_not_wider", event=fact.event_id, scope=fact.scope.name.lower())
