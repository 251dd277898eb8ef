"""`shuchi authority sheets|sheet|tick`: whom a person must call, what to say on the telephone, and that it was done."""

import click

from notices.cli.client.api import house
from notices.cli.client.duties import OPEN
from notices.cli.client.names import find_incident
from notices.cli.client.sheets import (
    Sheet,
    by_urgency,
    calls_owed,
    find_sheet,
    is_owed,
    is_to_call,
    mails,
    open_sheets,
    sheets_of,
    sheets_of_open_incidents,
    short,
)
from notices.cli.client.shown import confirmed, is_interactive, json_option, tell, tell_json, tell_strong, tell_table
from notices.cli.client.times import how_long, read_stamp, show_time
from notices.cli.client.words import word
from notices.cli.client.wrapped import reading_width, wrap
from notices.messages import say

MARGIN = "  "


@click.command("sheets", help=say("authority_sheets.help"))
@click.argument("incident", metavar="[INCIDENT]", required=False)
@click.option("--all", "is_all", is_flag=True, help=say("authority_sheets.all"))
@json_option
def sheets_command(incident: str | None, *, is_all: bool, is_json: bool) -> None:
    """The most urgent call first; exit status 0 also where one is late."""
    api = house()
    now = api.get("/clock").at
    if incident is not None:
        found = sheets_of(api, find_incident(api, incident))
    else:
        found = sheets_of_open_incidents(api) if is_all else open_sheets(api)
    found = [sheet for sheet in found if is_all or is_to_call(sheet)]
    mailed = mails(api, found)
    shown = by_urgency(found, mailed)
    if is_json:
        tell_json({"call_sheets": shown})
        return
    if not shown:
        tell(say("authority_sheets.none"))
        return
    rows, urgent = [], []
    for position, sheet in enumerate(shown):
        due = read_stamp(sheet["due_at"])
        if is_owed(sheet, mailed) and due < now:
            urgent.append(position)
        mail = word("delivery", mailed[sheet["id"]]) if sheet["id"] in mailed else "-"
        left = how_long(due, now) if is_owed(sheet, mailed) else "-"
        rows.append([
            short(sheet), sheet["incident_id"], say(f"deadline.{sheet['deadline']}"), sheet["authority"]["name"],
            sheet["authority"]["phone"] or "-", show_time(due), left, mail, standing(sheet),
        ])  # fmt: skip
    headings = ("sheet", "incident", "what", "authority", "phone", "due", "left", "mail", "tick")
    tell_table([say(f"client.column.{name}") for name in headings], rows, urgent)


@click.command("sheet", help=say("authority_sheet.help"))
@click.argument("sheet", metavar="SHEET")
@json_option
def sheet_command(sheet: str, *, is_json: bool) -> None:
    """One call: the number, then the words."""
    api = house()
    found = find_sheet(api, sheet)
    if is_json:
        tell_json(found)
        return
    now = api.get("/clock").at
    width = reading_width()
    tell(say("authority_sheet.head", sheet=short(found), incident=found["incident_id"],
             what=say(f"deadline.{found['deadline']}")))  # fmt: skip
    tell("=" * width)
    _tell_whom(found)
    if is_to_call(found):
        due, mail = read_stamp(found["due_at"]), mails(api, [found]).get(found["id"])
        left = how_long(due, now) if found["state"] in OPEN else word("deadline_state", found["state"])
        tell(say("authority_sheet.due", due=show_time(due), left=left))
        if mail:
            tell(say("authority_sheet.mailed", status=word("delivery", mail)))
    else:
        tell(standing(found) + (f": {found['outcome']}" if found["outcome"] else ""))
    tell("=" * width + "\n")
    for line in found["script"].splitlines():
        for part in wrap(line, width - 2 * len(MARGIN)) or [""]:
            tell(f"{MARGIN}{part}" if part else "")
    tell("\n" + "=" * width)
    if is_to_call(found):
        tell(say("authority_sheet.next", sheet=short(found)))


@click.command("tick", help=say("authority_tick.help"))
@click.argument("sheet", metavar="SHEET")
@click.option("--outcome", required=True, metavar="TEXT", help=say("client.option.outcome"))
@click.option("--yes", "is_sure", is_flag=True, help=say("client.option.yes"))
@json_option
def tick_command(sheet: str, outcome: str, *, is_sure: bool, is_json: bool) -> None:
    """Once and for good; at a terminal it is said back first whom it is about."""
    api = house()
    found = find_sheet(api, sheet)
    if is_interactive() and not is_sure and found["ticked_at"] is None:
        place = {"incident": found["incident_id"], "what": say(f"deadline.{found['deadline']}")}
        question = say("authority_tick.ask", authority=found["authority"]["name"], outcome=outcome, **place)
        if not confirmed(question, default=True):
            raise click.Abort
    ticked = api.post(f"/call-sheets/{found['id']}/tick", {"outcome": outcome}).body
    if is_json:
        tell_json(ticked)
        return
    tell(say("authority_tick.done", authority=ticked["authority"]["name"], standing=standing(ticked)))
    state = word("deadline_state", ticked["state"])
    tell(say("authority_tick.deadline", what=say(f"deadline.{ticked['deadline']}"), state=state))
    sheets = sheets_of(api, ticked["incident_id"])
    owed = calls_owed(sheets, mails(api, sheets))
    if owed:
        first = owed[0]
        left = how_long(read_stamp(first["due_at"]), read_stamp(ticked["ticked_at"]))
        tell(say("authority_tick.next", sheet=short(first), authority=first["authority"]["name"], count=len(owed),
                 what=say(f"deadline.{first['deadline']}"), left=left))  # fmt: skip


def standing(sheet: Sheet) -> str:
    """Who ticked it and when, or that nobody has."""
    if sheet["ticked_at"] is not None:
        return say("authority_sheets.ticked", by=sheet["ticked_by"], at=show_time(sheet["ticked_at"]))
    return say("authority_sheets.unticked" if sheet["state"] != "void" else "authority_sheets.void")


def _tell_whom(sheet: Sheet) -> None:
    body = sheet["authority"]
    tell_strong(body["name"])
    phone = say("authority_sheet.phone", phone=body["phone"] or "-")
    tell_strong(f"{phone}  {body['hours']}".rstrip())
    ways = [say(f"authority_sheet.{way}", address=body[way]) for way in ("fax", "mail") if body[way]]
    if ways:
        tell("  ".join(ways))


def add_to(group: click.Group) -> None:
    """Makes them commands of the group."""
    for each in (sheets_command, sheet_command, tick_command):
        group.add_command(each)
