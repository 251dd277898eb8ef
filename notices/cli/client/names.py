"""Short names of incidents and notices: a unique beginning of an id, and `INCIDENT/NUMBER` for a report."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from notices.cli.client.api import Api, Refused
from notices.domain.errors import InputError

PAGE = 200
# drafts are looked for by the beginning of their id among the incidents people still work on
INCIDENTS_SEARCHED = 50
MOST_SHOWN = 8
SHORT = 8
FULL_NOTICE_ID = 32
DRAFT = "draft"
EDITABLE = ("draft", "returned")


def all_incidents(api: Api, status: str | None = None) -> Iterator[dict[str, Any]]:
    """Every incident, or those of a status ("open": not over), newest first, page by page."""
    wanted = {"status": status} if status is not None else {}
    offset = 0
    while True:
        page = api.get("/incidents", limit=PAGE, offset=offset, **wanted).body["incidents"]
        yield from page
        if len(page) < PAGE:
            return
        offset += PAGE


def find_incident(api: Api, name: str) -> str:
    """The id that `name` is, or is the only one to begin with. Raises InputError with the candidates."""
    if not name.strip():
        raise InputError("no_such_incident", name=name)
    try:
        return str(api.get(f"/incidents/{quote(name, safe='', errors='surrogateescape')}").body["id"])
    except Refused as refused:
        if refused.problem.get("status") != 404:
            raise
    found = [incident["id"] for incident in all_incidents(api) if incident["id"].startswith(name)]
    return only(name, found, "incident")


def find_notice(api: Api, name: str) -> str:
    """The id of the notice called `INCIDENT/NUMBER`, `INCIDENT/draft`, or by the beginning of its id.

    Raises InputError with the candidates where the name fits none or several.
    """
    incident, slash, number = name.rpartition("/")
    if slash:
        incident_id = find_incident(api, incident)
        notices = notices_of(api, incident_id)
        wanted = [n["id"] for n in notices if _is_called(n, number)]
        if len(wanted) == 1:
            return str(wanted[0])
        candidates = notices if not wanted else [n for n in notices if n["id"] in wanted]
        code = "ambiguous_notice" if wanted else "no_such_notice"
        raise InputError(code, name=name, candidates=_listed(called(n) for n in candidates))
    if len(name) >= FULL_NOTICE_ID:
        return str(api.get(f"/notices/{quote(name, safe='', errors='surrogateescape')}").body["id"])
    if not name:
        raise InputError("no_such_notice", name=name, candidates="-")
    recent = api.get("/incidents", limit=INCIDENTS_SEARCHED).body["incidents"]
    known = (notice["id"] for incident in recent for notice in notices_of(api, incident["id"]))
    return only(name, [each for each in known if each.startswith(name)], "notice")


def find_event(api: Api, incident_id: str, name: str) -> str:
    """The id of an incident's event by its beginning."""
    events = api.get(f"/incidents/{incident_id}").body["events"]
    found = [event["id"] for event in events if name and event["id"].startswith(name)]
    if len(found) != 1:
        raise InputError("no_such_event", name=name, incident=incident_id)
    return str(found[0])


def notices_of(api: Api, incident_id: str) -> list[dict[str, Any]]:
    """All notices of an incident, oldest first."""
    notices: list[dict[str, Any]] = api.get(f"/incidents/{quote(incident_id, safe='')}/notices").body["notices"]
    return notices


def called(notice: dict[str, Any]) -> str:
    """What a notice may be called from now on: by its number, or by the beginning of its id."""
    return f"{notice['incident_id']}/{notice['number']}" if notice["number"] is not None else notice["id"][:SHORT]


def _is_called(notice: dict[str, Any], number: str) -> bool:
    return notice["status"] in EDITABLE if number == DRAFT else str(notice["number"]) == number


def only(name: str, found: list[str], noun: str) -> str:
    """The one that was found. Raises InputError where it is none, or several."""
    if len(found) == 1:
        return found[0]
    raise InputError(f"ambiguous_{noun}" if found else f"no_such_{noun}", name=name, candidates=_listed(found))


def _listed(names: Any) -> str:
    known = list(names)
    more = ", …" if len(known) > MOST_SHOWN else ""
    return (", ".join(known[:MOST_SHOWN]) or "-") + more
