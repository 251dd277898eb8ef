"""`shuchi incident report INCIDENT FACT …`: one command for each kind of fact that a person may report."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import update_wrapper
from typing import Any

import click

from notices.cli.client.api import house
from notices.cli.client.facts import (
    PUBLIC,
    SCOPES,
    Given,
    at_option,
    fact_line,
    impact_options,
    impacts,
    onset,
    send,
    yes_option,
)
from notices.cli.client.names import find_event, find_incident
from notices.cli.client.shown import json_option, tell, tell_json
from notices.cli.client.times import read_time
from notices.cli.client.words import word
from notices.cli.usage import Group
from notices.domain.errors import InputError
from notices.domain.incident_event import CHECKED_BY, FACTS_BY_NAME, CauseCategory, IncidentKind, OutlookKind
from notices.domain.network_part import NetworkPart
from notices.domain.sharing_scope import SharingScope
from notices.messages import say

Build = Callable[..., list[Given]]


@click.group("report", cls=Group, help=say("report.help"))
@click.argument("incident", metavar="INCIDENT")
@click.pass_context
def command(context: click.Context, incident: str) -> None:
    """Which incident it is about."""
    context.obj = incident


def fact(name: str) -> Callable[[Build], Build]:
    """Makes a command of what builds facts from its options and the present time."""
    scope = click.option("--scope", type=click.Choice(SCOPES), help=say("client.option.scope"))

    def make(build: Build) -> Build:
        @click.pass_obj
        def run(
            incident: str, /, at_text: str | None, scope: str | None, *, is_sure: bool, is_json: bool, **given: Any
        ) -> None:
            api = house()
            incident_id = find_incident(api, incident)
            now = api.get("/clock").at
            if "event" in given:
                given["event"] = find_event(api, incident_id, given["event"])
            facts = [fact | ({"sharing_scope": scope} if scope else {}) for fact in build(now=now, **given)]
            path = f"/incidents/{incident_id}/events"
            done = send(api, path, facts, now, at_text=at_text, is_sure=is_sure)
            if is_json:
                tell_json(done.body)
            else:
                _tell(facts, incident_id, done.body["status"])

        command.command(name, help=say(f"report_{name.replace('-', '_')}.help"))(
            scope(at_option(yes_option(json_option(update_wrapper(run, build)))))
        )
        return build

    return make


def _tell(facts: Sequence[Given], incident_id: str, status: str) -> None:
    for each in facts:
        tell(fact_line(each))
    tell(say("report.done", incident=incident_id, status=word("status", status)))
    defaults = {each["fact"]: FACTS_BY_NAME[each["fact"]].default_scope for each in facts if not
                each.get("sharing_scope")}  # fmt: skip
    if any(scope is SharingScope.INTERNAL for scope in defaults.values()):
        tell(say("report.kept_inside", scope=PUBLIC))


services_option = click.option("--service", "services", multiple=True, metavar="ID", help=say("client.option.services"))
text_argument = click.argument("text", metavar="TEXT")
alternative_argument = click.argument("alternative", metavar="ALTERNATIVE")
time_argument = click.argument("time", metavar="TIME")


@fact("impact")
@impact_options
@click.option("--addition", "is_addition", is_flag=True, help=say("client.option.addition"))
def impact(now: datetime, *, is_addition: bool, **given: Any) -> list[Given]:
    """A service is hit, or hit otherwise than said before."""
    del now
    return [each | ({"is_addition": True} if is_addition else {}) for each in impacts(**given)]


@fact("not-hit")
@click.option("--service", "services", multiple=True, required=True, metavar="ID", help=say("client.option.service"))
def not_hit(now: datetime, services: Sequence[str]) -> list[Given]:
    """Services that were never hit."""
    del now
    return [{"fact": "ImpactRetracted", "service_ids": list(services)}]


@fact("reason")
@text_argument
@click.option("--service", required=True, metavar="ID", help=say("client.option.service"))
def reason(now: datetime, text: str, service: str) -> list[Given]:
    """Why a service is hit."""
    del now
    return [{"fact": "ImpactReasonNoted", "service_id": service, "text": text}]


@fact("onset")
@time_argument
def began(now: datetime, time: str) -> list[Given]:
    """When the harm began."""
    return [onset(time, now)]


@fact("detected")
@time_argument
@click.option("--supplier", "is_supplier", is_flag=True, help=say("client.option.supplier"))
def detected(now: datetime, time: str, *, is_supplier: bool) -> list[Given]:
    """When the carrier, or a supplier, knew."""
    name = "SupplierDetected" if is_supplier else "Detected"
    return [{"fact": name, "detected_at": read_time(time, now).isoformat()}]


@fact("kind")
@click.argument("kind", type=click.Choice([kind.value for kind in IncidentKind]))
def reopened(now: datetime, kind: str) -> list[Given]:
    """It is an incident of another kind."""
    del now
    return [{"fact": "Opened", "kind": kind}]


@fact("suspected")
@text_argument
@click.option("--part", "is_part", is_flag=True, help=say("client.option.part"))
def suspected(now: datetime, text: str, *, is_part: bool) -> list[Given]:
    """Which equipment is suspected."""
    del now
    return [{"fact": "EquipmentSuspected", "text": text, "is_part": is_part}]


@fact("cause")
@click.argument("text", metavar="[TEXT]", required=False)
@click.option("--category", type=click.Choice([each.value for each in CauseCategory]),
              help=say("client.option.category"))  # fmt: skip
@click.option("--root", "is_root", is_flag=True, help=say("client.option.root"))
def cause(now: datetime, text: str | None, category: str | None, *, is_root: bool) -> list[Given]:
    """The cause as a category, in words, or both."""
    del now
    if not (text or category):
        raise InputError("cause_of_what")
    said: list[Given] = [{"fact": "CauseClassified", "category": category}] if category else []
    return said + ([{"fact": "CauseStated", "text": text, "is_root": is_root}] if text else [])


@fact("outlook")
@click.argument("text", metavar="[TEXT]", required=False, default="")
@click.option("--kind", type=click.Choice([each.value for each in OutlookKind]), required=True,
              help=say("client.option.outlook_kind"))  # fmt: skip
@click.option("--by", "by_text", metavar="TIME", help=say("client.option.by"))
@click.option("--basis", metavar="TEXT", help=say("client.option.outlook_basis"))
def outlook(now: datetime, text: str, kind: str, by_text: str | None, basis: str | None) -> list[Given]:
    """When it may work again."""
    expected_at = read_time(by_text, now, is_ahead=True).isoformat() if by_text else None
    return [{"fact": "OutlookStated", "kind": kind, "text": text, "expected_at": expected_at, "basis": basis}]


@fact("progress")
@text_argument
@click.option("--residual", metavar="TEXT", help=say("client.option.residual"))
def progress(now: datetime, text: str, residual: str | None) -> list[Given]:
    """What was done, and what still does not work."""
    del now
    return [{"fact": "ProgressMade", "text": text, "residual": residual}]


@fact("advice")
@text_argument
def advice(now: datetime, text: str) -> list[Given]:
    """What users should do."""
    del now
    return [{"fact": "UserActionAdvised", "text": text}]


@fact("opened")
@alternative_argument
@click.option("--area", "areas", multiple=True, metavar="AREA", help=say("client.option.open_area"))
def opened(now: datetime, alternative: str, areas: Sequence[str]) -> list[Given]:
    """A means that works only while opened is open."""
    del now
    where = {"areas": list(areas)} if areas else {}
    return [{"fact": "AlternativeOpened", "alternative_id": alternative, **where}]


@fact("closed")
@alternative_argument
def closed(now: datetime, alternative: str) -> list[Given]:
    """A means is not open any more, or was found not to work."""
    del now
    return [{"fact": "AlternativeClosed", "alternative_id": alternative}]


@fact("failed")
@click.argument("parts", type=click.Choice([part.value for part in NetworkPart]), nargs=-1, required=True)
def failed(now: datetime, parts: Sequence[str]) -> list[Given]:
    """Which parts of the network have failed; alternatives that share one are not offered."""
    del now
    return [{"fact": "PartsFailed", "parts": list(parts)}]


@fact("checked")
@click.option("--by", type=click.Choice(CHECKED_BY), default="noc", show_default=True,
              help=say("client.option.checked_by"))  # fmt: skip
def checked(now: datetime, by: str) -> list[Given]:
    """The present facts were checked and hold."""
    del now
    return [{"fact": "StateChecked", "by": by}]


@fact("recovery")
@time_argument
@services_option
@click.option("--basis", metavar="TEXT", help=say("client.option.basis"))
def recovery(now: datetime, time: str, services: Sequence[str], basis: str | None) -> list[Given]:
    """Word that it works again; nobody has judged."""
    at = read_time(time, now).isoformat()
    word_of_it: Given = {"fact": "RecoveryReported", "recovered_at": at, "service_ids": list(services)}
    return [word_of_it, *([{"fact": "RecoveryBasisNoted", "text": basis}] if basis else [])]


@fact("restored")
@time_argument
@click.option("--basis", required=True, metavar="TEXT", help=say("client.option.basis"))
@click.option("--judged-by", required=True, metavar="POST", help=say("client.option.judged_by"))
@services_option
def restored(now: datetime, time: str, basis: str, judged_by: str, services: Sequence[str]) -> list[Given]:
    """A person's judgement that it works, all of it or some services, and nothing is left."""
    at = read_time(time, now).isoformat()
    told: Given = {"fact": "Restored", "recovered_at": at, "basis": basis, "judged_by": judged_by}
    return [told | ({"service_ids": list(services)} if services else {})]


@fact("escalated")
@click.argument("to", metavar="POST")
def escalated(now: datetime, to: str) -> list[Given]:
    """It reached a function of the carrier."""
    del now
    return [{"fact": "Escalated", "to": to}]


@fact("widen")
@click.argument("event", metavar="EVENT")
@click.option("--to", type=click.Choice(SCOPES), required=True, help=say("client.option.widen_to"))
def widen(now: datetime, event: str, to: str) -> list[Given]:
    """An earlier fact may travel further."""
    del now
    return [{"fact": "ScopeWidened", "event_id": event, "scope": to}]


@fact("withdrawn")
def withdrawn(now: datetime) -> list[Given]:
    """There was no incident."""
    del now
    return [{"fact": "Withdrawn"}]
