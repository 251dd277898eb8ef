"""`shuchi incident`: open, list, read and hold incidents through the API, as a person at a shell at night would."""

from typing import Any
from urllib.parse import quote

import click

from notices.cli import incident_report
from notices.cli.client.api import house
from notices.cli.client.duties import clock_will, next_duty, read_rules
from notices.cli.client.facts import Given, at_option, impact_options, impacts, onset, send, yes_option
from notices.cli.client.names import all_incidents, find_incident
from notices.cli.client.refusals import ClientGroup
from notices.cli.client.shown import json_option, tell, tell_json, tell_table
from notices.cli.client.times import how_long, read_stamp, read_time, show_time
from notices.cli.client.words import word
from notices.cli.incident_page import read_page, tell_page
from notices.domain.incident_event import IncidentKind
from notices.messages import say


@click.group("incident", cls=ClientGroup, help=say("incident.help"))
def command() -> None:
    """The incidents' commands."""


command.add_command(incident_report.command, "report")


@command.command("open", help=say("incident_open.help"))
@impact_options
@click.option("--onset", "onset_text", metavar="TIME", help=say("client.option.onset"))
@click.option("--detected", "detected_text", default="now", metavar="TIME", help=say("client.option.detected"))
@click.option("--kind", type=click.Choice([k.value for k in IncidentKind]), default="outage", show_default=True,
              help=say("client.option.incident_kind"))  # fmt: skip
@at_option
@yes_option
@json_option
def open_command(
    onset_text: str | None, detected_text: str, kind: str, at_text: str | None, *, is_sure: bool, is_json: bool,
    **impact: Any,
) -> None:  # fmt: skip
    """The incident with what is known of it, and what happens next."""
    api = house()
    now = api.get("/clock").at
    facts: list[Given] = [{"fact": "Detected", "detected_at": read_time(detected_text, now).isoformat()}]
    if onset_text is not None:
        facts.append(onset(onset_text, now))
    facts += impacts(**impact)
    made = send(api, "/incidents", facts, now, at_text=at_text, is_sure=is_sure, kind=kind)
    if is_json:
        tell_json(made.body)
        return
    incident = made.body
    tell(say("incident_open.done", id=incident["id"], status=word("status", incident["status"])))
    deadlines = api.get(f"/incidents/{incident['id']}/deadlines").body["deadlines"]
    duty = next_duty(deadlines)
    if duty is not None:
        due = read_stamp(duty["due_at"])
        what = say(f"deadline.{duty['what']}")
        tell(say("client.due", what=what, due=show_time(due), left=how_long(due, made.at)))
        tell(say("client.clock_line", plan=clock_will(incident, deadlines, read_rules(api), made.at)))
    tell(say("incident_open.next", id=incident["id"]))


@command.command("list", help=say("incident_list.help"))
@click.option("--all", "is_all", is_flag=True, help=say("client.option.all"))
@json_option
def list_command(*, is_all: bool, is_json: bool) -> None:
    """Open incidents, newest first, each with its next deadline."""
    api = house()
    rules = read_rules(api)
    shown = list(all_incidents(api, None if is_all else "open"))
    answers = [api.get(f"/incidents/{incident['id']}/deadlines") for incident in shown]
    if is_json:
        told = [i | {"deadlines": a.body["deadlines"]} for i, a in zip(shown, answers, strict=True)]
        tell_json({"incidents": told})
        return
    if not shown:
        tell(say("incident_list.none"))
        return
    rows, urgent = [], []
    for position, (incident, answer) in enumerate(zip(shown, answers, strict=True)):
        duty = next_duty(answer.body["deadlines"])
        due = read_stamp(duty["due_at"]) if duty else None
        services = dict.fromkeys(i["service_id"] for i in incident["impacts"] if i["status"] != "retracted")
        if due is not None and due < answer.at:
            urgent.append(position)
        rows.append([
            incident["id"], word("status", incident["status"]), ",".join(services) or "-", _onset(incident),
            say(f"deadline.{duty['what']}") if duty else "-", show_time(due),
            how_long(due, answer.at) if due else "-", clock_will(incident, answer.body["deadlines"], rules, answer.at),
        ])  # fmt: skip
    headings = ("incident", "status", "services", "onset", "next", "due", "left", "clock")
    tell_table([say(f"client.column.{name}") for name in headings], rows, urgent)


@command.command("show", help=say("incident_show.help"))
@click.argument("incident", metavar="INCIDENT")
@json_option
def show_command(incident: str, *, is_json: bool) -> None:
    """Everything about one incident."""
    api = house()
    page = read_page(api, find_incident(api, incident))
    if is_json:
        tell_json(page.document)
    else:
        tell_page(page, read_rules(api))


@command.command("hold", help=say("incident_hold.help"))
@click.argument("incident", metavar="INCIDENT")
@click.argument("deadline", metavar="DEADLINE")
@click.option("--reason", required=True, metavar="TEXT", help=say("client.option.reason"))
@json_option
def hold_command(incident: str, deadline: str, reason: str, *, is_json: bool) -> None:
    """The clock no longer publishes by itself for this deadline."""
    api = house()
    incident_id = find_incident(api, incident)
    held = api.post(f"/incidents/{incident_id}/holds", {"deadline": deadline, "reason": reason}).body
    if is_json:
        tell_json(held)
    else:
        tell(say("incident_hold.done", incident=incident_id, deadline=deadline))


@command.command("release", help=say("incident_release.help"))
@click.argument("incident", metavar="INCIDENT")
@click.argument("deadline", metavar="DEADLINE")
@json_option
def release_command(incident: str, deadline: str, *, is_json: bool) -> None:
    """The clock may publish again."""
    api = house()
    incident_id = find_incident(api, incident)
    released = api.delete(f"/incidents/{incident_id}/holds/{quote(deadline, safe='', errors='surrogateescape')}").body
    if is_json:
        tell_json(released)
    else:
        tell(say("incident_release.done", incident=incident_id, deadline=deadline))


def _onset(incident: dict[str, Any]) -> str:
    at = show_time(incident["onset_at"])
    return at if incident["is_onset_known"] else say("client.onset_unknown", at=at)
