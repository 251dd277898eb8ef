"""`shuchi clock`: whether the house publishes by itself at all, and a person's word that it may again (T11)."""

import click

from notices.cli.client.api import Answer, house
from notices.cli.client.names import all_incidents
from notices.cli.client.refusals import ClientGroup
from notices.cli.client.shown import confirmed, is_interactive, json_option, tell, tell_json, tell_table
from notices.cli.client.times import how_long, read_stamp, show_time
from notices.messages import say


@click.group("clock", cls=ClientGroup, help=say("clock.help"))
def command() -> None:
    """The clock's commands."""


@command.command("show", help=say("clock_show.help"))
@json_option
def show_command(*, is_json: bool) -> None:
    """The house's time, whether it trusts it, and what it will do by itself."""
    api = house()
    clock = api.get("/clock")
    planned = [
        (incident["id"], deadline)
        for incident in all_incidents(api, "open")
        for deadline in api.get(f"/incidents/{incident['id']}/deadlines").body["deadlines"]
        if deadline["issue_at"] is not None
    ]
    planned.sort(key=lambda each: read_stamp(each[1]["issue_at"]))
    if is_json:
        told = [{"incident_id": incident_id, **deadline} for incident_id, deadline in planned]
        tell_json({**clock.body, "at": clock.at.isoformat(), "planned": told})
        return
    _tell_state(clock)
    if not planned:
        tell(say("clock_show.nothing"))
        return
    rows = [
        [show_time(deadline["issue_at"]), how_long(read_stamp(deadline["issue_at"]), clock.at), incident_id,
         say(f"deadline.{deadline['what']}"), show_time(deadline["due_at"])]
        for incident_id, deadline in planned
    ]  # fmt: skip
    tell(f"\n{say('clock_show.waiting' if clock.body['is_held'] else 'clock_show.planned')}")
    tell_table([say(f"client.column.{name}") for name in ("by_itself", "left", "incident", "what", "due")], rows)


@command.command("release", help=say("clock_release.help"))
@click.option("--yes", "is_sure", is_flag=True, help=say("client.option.yes"))
@json_option
def release_command(*, is_sure: bool, is_json: bool) -> None:
    """An approver looked at the machine's time; at a terminal the time is shown and asked about."""
    api = house()
    clock = api.get("/clock")
    is_asked = clock.body["is_held"] and is_interactive() and not is_sure
    if is_asked and not confirmed(say("clock_release.ask", at=show_time(clock.at)), default=False):
        raise click.Abort
    released = api.delete("/clock/hold").body
    if is_json:
        tell_json(released)
    else:
        tell(say("clock_release.done" if clock.body["is_held"] else "clock_release.was_not_held"))


def _tell_state(clock: Answer) -> None:
    tell(say("clock_show.time", at=show_time(clock.at)))
    tell(say("clock_show.held" if clock.body["is_held"] else "clock_show.runs"))
