"""Takes in what the carrier's own systems tell: alerts and tickets become facts by the carrier's table, once each.

A machine opens an incident and widens it; an end becomes word of recovery once it has lasted (`tell_recovery.py`).
Nothing here judges, narrows or calls off (T6), and no text of an alert or ticket leaves the house (P1).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from notices.desk.check_fact import check_report
from notices.desk.desk import Desk
from notices.desk.facts_of_claims import harm_facts, suspicions
from notices.desk.incident_state import full_incident, incident_for
from notices.desk.link_input import first_link, next_link
from notices.desk.ports import Records
from notices.desk.record_event import Reported, append_facts, begin_incident
from notices.desk.tell_recovery import OVER, tell_recovery
from notices.domain.incident import Incident
from notices.domain.incident_event import Reporter
from notices.domain.signal import InputLink, Signal, SignalState
from notices.profile.inputs import AreaParser, InputTable


@dataclass(slots=True)
class Taken:
    """What became of each input, by its id: noted as news, known already, wanted by no row.

    `incident_ids`: the incidents something was reported of.
    """

    recorded: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    incident_ids: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class InputDesk:
    """What taking in needs besides the desk: the carrier's table and a reader of areas."""

    table: InputTable
    parse_area: AreaParser


def record_input(desk: Desk, inputs: InputDesk, signals: Sequence[Signal], reporter: Reporter, now: datetime) -> Taken:
    """One message, all of it or nothing. The same message again changes nothing. Raises InputError, NotPermitted."""
    check_report(desk, (), reporter, now, now)
    taken = Taken()
    begun: dict[str, list[InputLink]] = {}
    grown: dict[str, list[InputLink]] = {}
    ended: dict[str, None] = {}
    with desk.database.write() as records:
        for signal in signals:
            known = records.inputs.get(signal.source, signal.external_id)
            if known is None:
                link = first_link(inputs.table, signal, inputs.parse_area, reporter, now)
            else:
                link = next_link(known, inputs.table, signal, inputs.parse_area, reporter, now)
            if link is None:
                is_unwanted = known is None or inputs.table.row_for(signal) is None
                (taken.ignored if is_unwanted else taken.unchanged).append(signal.external_id)
                continue
            taken.recorded.append(signal.external_id)
            records.inputs.put(link)
            if link.state is not SignalState.FIRING:
                ended |= {link.incident_id: None} if link.incident_id is not None else {}
            elif known is not None and known.state is SignalState.FIRING and link.incident_id is not None:
                grown.setdefault(link.incident_id, []).append(link)
            else:
                begun.setdefault(link.group_key, []).append(link)
        for incident_id, links in grown.items():
            # a person closed it, or it goes on: a ticket that only changed opens no other
            if full_incident(records, incident_id).status not in OVER:
                _tell(desk, records, taken, incident_id, links, reporter, now)
        for group_key, links in begun.items():
            _tell_group(desk, records, taken, group_key, links, reporter, now)
        taken.incident_ids += [each for each in ended if tell_recovery(desk, records, each, now)]
    desk.wake()
    return taken


def _tell_group(
    desk: Desk, records: Records, taken: Taken, group_key: str, links: Sequence[InputLink], reporter: Reporter,
    now: datetime,
) -> None:  # fmt: skip
    """To the group's open incident; without one the harm opens it, together with what was only suspected so far."""
    group = records.inputs.of_group(group_key)
    incident_id = _open_incident_of(records, group)
    if incident_id is None:
        waiting = [link for link in group if link.incident_id is None and link.state is SignalState.FIRING]
        links = list({(link.source, link.external_id): link for link in [*links, *waiting]}.values())
        if all(link.claim.impact is None for link in links):
            for link in links:  # an earlier incident of the group is over and has no part in this
                records.inputs.join(link, None)
            return
    incident_id = _tell(desk, records, taken, incident_id, links, reporter, now)
    for link in links:
        records.inputs.join(link, incident_id)


def _open_incident_of(records: Records, group: Sequence[InputLink]) -> str | None:
    ids = dict.fromkeys(link.incident_id for link in group if link.incident_id is not None)
    return next((each for each in ids if full_incident(records, each).status not in OVER), None)


def _tell(
    desk: Desk, records: Records, taken: Taken, incident_id: str | None, links: Iterable[InputLink],
    reporter: Reporter, now: datetime,
) -> str:  # fmt: skip
    """Tells what these claims add, the widest scope first; opens an incident where there is none. Returns its id."""
    claims = [link.claim for link in links]
    harms = [claim for claim in claims if claim.impact is not None]
    told = 0
    for scope in sorted({claim.scope for claim in harms}, reverse=True):
        of_scope = [claim for claim in harms if claim.scope is scope]
        view = Incident("", now) if incident_id is None else incident_for(records, incident_id, scope)
        facts = harm_facts(view, of_scope, scope, desk.areas, now)
        check_report(desk, [reported.fact for reported in facts], reporter, now, now)
        if incident_id is None:
            incident_id = begin_incident(desk, records, of_scope[0].kind, facts, reporter, now, now)
        elif facts:
            append_facts(desk, records, incident_id, facts, reporter, now, now)
        told += len(facts)
    assert incident_id is not None  # without harm there is an incident already
    named: list[Reported] = suspicions(full_incident(records, incident_id), claims)
    if named:
        append_facts(desk, records, incident_id, named, reporter, now, now)
    if told or named:
        taken.incident_ids.append(incident_id)
    return incident_id
