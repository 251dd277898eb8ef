"""Call sheets as a person at a shell names and orders them."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from notices.cli.client.api import Api
from notices.cli.client.duties import OPEN
from notices.cli.client.names import SHORT, all_incidents, only
from notices.cli.client.times import read_stamp
from notices.domain.authority import AuthorityReportKind

Sheet = dict[str, Any]

ARRIVED = "delivered"
# the deadlines that a call answers, each with the channel of its mail
CALLS = {kind.value: kind.channel for kind in AuthorityReportKind}


def open_sheets(api: Api) -> list[Sheet]:
    """Those of every incident that nobody has ticked."""
    sheets: list[Sheet] = api.get("/call-sheets").body["call_sheets"]
    return sheets


def sheets_of(api: Api, incident_id: str) -> list[Sheet]:
    """All sheets of one incident."""
    sheets: list[Sheet] = api.get(f"/incidents/{incident_id}/call-sheets").body["call_sheets"]
    return sheets


def sheets_of_open_incidents(api: Api) -> list[Sheet]:
    """All sheets of the incidents that go on, and the unticked ones of those that are over."""
    of_open = chain.from_iterable(sheets_of(api, incident["id"]) for incident in all_incidents(api, "open"))
    return list({sheet["id"]: sheet for sheet in (*of_open, *open_sheets(api))}.values())


def find_sheet(api: Api, name: str) -> Sheet:
    """The sheet whose id begins with `name`, among those still open, else those of open incidents.

    Raises InputError with the candidates where none or several do.
    """
    found: list[Sheet] = []
    for look in (open_sheets, sheets_of_open_incidents):
        found = [sheet for sheet in look(api) if name and sheet["id"].startswith(name)]
        if found:
            break
    wanted = only(name, [sheet["id"] for sheet in found], "sheet")
    return next(sheet for sheet in found if sheet["id"] == wanted)


def mails(api: Api, sheets: Iterable[Sheet]) -> dict[str, str]:
    """`mails_in` for sheets of any incidents; asks for the deliveries of each."""
    sheets = [sheet for sheet in sheets if sheet["authority"]["mail"]]
    found: dict[str, str] = {}
    for incident_id in dict.fromkeys(sheet["incident_id"] for sheet in sheets):
        deliveries = api.get(f"/incidents/{incident_id}/deliveries").body["deliveries"]
        found |= mails_in(deliveries, (sheet for sheet in sheets if sheet["incident_id"] == incident_id))
    return found


def mails_in(deliveries: Iterable[Mapping[str, Any]], sheets: Iterable[Sheet]) -> dict[str, str]:
    """By sheet of one incident, where the last mail to its authority stands; nothing for who was not mailed."""
    theirs = [row for row in deliveries if row["report_id"] is not None]
    last = {(row["channel"], row["recipient_id"]): str(row["status"]) for row in theirs}  # they come by number
    keys = {sheet["id"]: (CALLS.get(sheet["deadline"], ""), sheet["authority"]["id"]) for sheet in sheets}
    return {sheet_id: last[key] for sheet_id, key in keys.items() if key in last}


def is_to_call(sheet: Sheet) -> bool:
    """Whether nobody has ticked it, and the duty still stands."""
    return sheet["ticked_at"] is None and sheet["state"] != "void"


def is_owed(sheet: Sheet, mailed: Mapping[str, str]) -> bool:
    """Whether its deadline waits for just this authority: not ticked, and no mail arrived."""
    return is_to_call(sheet) and sheet["state"] in OPEN and mailed.get(sheet["id"]) != ARRIVED


def calls_owed(sheets: Iterable[Sheet], mailed: Mapping[str, str]) -> list[Sheet]:
    """Whom a person must still call, first by due time; written reports due in weeks are no calls."""
    return by_urgency((s for s in sheets if s["deadline"] in CALLS and is_owed(s, mailed)), mailed)


def by_urgency(sheets: Iterable[Sheet], mailed: Mapping[str, str]) -> list[Sheet]:
    """Who was told nothing yet before who was mailed, those before the ticked; each by due time."""
    return sorted(sheets, key=lambda s: (s["ticked_at"] is not None, not is_owed(s, mailed), read_stamp(s["due_at"])))


def short(sheet: Sheet) -> str:
    """What a sheet may be called."""
    return str(sheet["id"][:SHORT])
