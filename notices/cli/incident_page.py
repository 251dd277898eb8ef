"""One incident for a person: where it stands, what is due, what was published, where it went, what was reported."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from notices.cli.client.api import Api
from notices.cli.client.duties import ClockRules, clock_will, is_owed
from notices.cli.client.names import called, notices_of
from notices.cli.client.sheets import calls_owed, is_to_call, mails_in, sheets_of
from notices.cli.client.shown import tell, tell_table
from notices.cli.client.times import how_long, read_stamp, show_time
from notices.cli.client.words import fact_in_words, impact_in_words, word
from notices.messages import say

STATUSES = ("waiting", "attempted", "sent", "delivered", "dead", "superseded", "skipped")
MET, UNKNOWN, DECIDES = "met", "users_unknown", "decide"


@dataclass(frozen=True)
class IncidentPage:
    """The API's answers, and the house's time of reading."""

    document: Mapping[str, Any]
    now: datetime


def read_page(api: Api, incident_id: str) -> IncidentPage:
    """Six reads; between them something may have happened."""
    path = f"/incidents/{incident_id}"
    incident = api.get(path)
    document = {
        "incident": incident.body,
        **api.get(f"{path}/deadlines").body,
        "notices": notices_of(api, incident_id),
        **api.get(f"{path}/deliveries").body,
        "severity": api.get(f"{path}/severity").body,
        "call_sheets": sheets_of(api, incident_id),
    }
    return IncidentPage(document, incident.at)


def tell_page(page: IncidentPage, rules: ClockRules) -> None:
    """Block by block, the most urgent first."""
    incident = page.document["incident"]
    kind, status = word("incident_kind", incident["kind"]), word("status", incident["status"])
    tell(f"{incident['id']}  {kind}  {status}")
    onset = show_time(incident["onset_at"])
    tell(say("incident_show.times", detected=show_time(incident["detected_at"]),
             onset=onset if incident["is_onset_known"] else say("client.onset_unknown", at=onset)))  # fmt: skip
    for impact in incident["impacts"]:
        tell(f"  {impact_in_words(impact)} [{word('impact_status', impact['status'])}]")
    _tell_severity(page)
    _tell_deadlines(page, rules)
    _tell_sheets(page)
    _tell_reports(page)
    _tell_open_items(incident)
    _tell_deliveries(page)
    tell(f"\n{say('incident_show.facts')}")
    rows = [
        [show_time(event["reported_at"]), fact_in_words(event["fact"], event["members"]),
         word("scope", event["sharing_scope"]), event["reported_by"]["id"], event["id"][:8]]
        for event in incident["events"]
    ]  # fmt: skip
    tell_table(_headings("at", "fact", "scope", "reporter", "event"), rows)


def _tell_severity(page: IncidentPage) -> None:
    """What is met, what cannot be judged for want of a number, and what will be met first (D1)."""
    severity = page.document["severity"]
    lines = [
        each["sentence"] for each in severity["judgements"]
        if each["verdict"] == MET or (each["verdict"] == UNKNOWN and each["weight"] == DECIDES)
    ]  # fmt: skip
    for line in (*lines, *([severity["foreseen"]] if severity["foreseen"] else [])):
        tell(f"! {line}")


def _tell_sheets(page: IncidentPage) -> None:
    sheets = page.document["call_sheets"]
    open_ones = [sheet for sheet in sheets if is_to_call(sheet)]
    if not open_ones:
        return
    tell(say("incident_show.sheets", open=len(open_ones), incident=page.document["incident"]["id"]))
    owed = calls_owed(sheets, mails_in(page.document["deliveries"], sheets))
    if owed:
        due, body = read_stamp(owed[0]["due_at"]), owed[0]["authority"]
        tell(say("incident_show.next_call", owed=len(owed), authority=body["name"], phone=body["phone"] or "-",
                 due=show_time(due), left=how_long(due, page.now)))  # fmt: skip


def _tell_deadlines(page: IncidentPage, rules: ClockRules) -> None:
    deadlines = page.document["deadlines"]
    tell(f"\n{say('incident_show.deadlines')}")
    if not deadlines:
        tell(say("incident_show.no_deadlines"))
        return
    rows, urgent = [], []
    for position, deadline in enumerate(deadlines):
        due = read_stamp(deadline["due_at"])
        if is_owed(deadline) and due < page.now:
            urgent.append(position)
        held = say("incident_show.is_held") if deadline["is_held"] else "-"
        left = how_long(due, page.now) if is_owed(deadline) else "-"
        by_itself = show_time(deadline["issue_at"]) if deadline["will_issue"] else held
        rows.append([
            deadline["key"], say(f"deadline.{deadline['what']}"), show_time(due), word("deadline_state",
            deadline["state"]), left, by_itself, deadline["clause"],
        ])  # fmt: skip
    tell_table(_headings("key", "next", "due", "state", "left", "by_itself", "clause"), rows, urgent)
    tell(say("client.clock_line", plan=clock_will(page.document["incident"], deadlines, rules, page.now)))


def _tell_reports(page: IncidentPage) -> None:
    tell(f"\n{say('incident_show.reports')}")
    tell_notices(page.document["notices"])


def _tell_open_items(incident: Mapping[str, Any]) -> None:
    """What the public was told is unknown, and is still owed (C4)."""
    if incident["open_items"]:
        tell(f"\n{say('incident_show.open_items')}")
    for each in incident["open_items"]:
        tell(say("incident_show.open_item", item=word("item", each["item"]), number=each["since_number"]))


def tell_notices(notices: list[dict[str, Any]]) -> None:
    """Notices in their order, drafts among them."""
    if not notices:
        tell(say("notice_list.none"))
        return
    rows = [
        [called(notice), word("kind", notice["kind"]), word("notice_status", notice["status"]), notice["author_id"],
         notice["approved_by"] or "-", show_time(notice["published_at"])]
        for notice in notices
    ]  # fmt: skip
    tell_table(_headings("notice", "kind", "status", "author", "approved_by", "published"), rows)


def _tell_deliveries(page: IncidentPage) -> None:
    counts: dict[tuple[bool, int, str], Counter[str]] = {}
    for delivery in page.document["deliveries"]:
        # what went to authorities has numbers of its own
        key = (delivery["notice_id"] is None, delivery["number"], delivery["channel"])
        counts.setdefault(key, Counter())[delivery["status"]] += 1
    if not counts:
        return
    tell(f"\n{say('incident_show.deliveries')}")
    rows = [
        [
            say("incident_show.to_authorities", number=number) if is_theirs else str(number),
            channel,
            counts_in_words(count),
        ]
        for (is_theirs, number, channel), count in sorted(counts.items())
    ]
    urgent = [position for position, key in enumerate(sorted(counts)) if counts[key]["dead"]]
    tell_table(_headings("number", "channel", "deliveries"), rows, urgent)


def counts_in_words(count: Mapping[str, int]) -> str:
    """How many deliveries stand where, in the order they go through."""
    known = [status for status in STATUSES if count.get(status)] + sorted(set(count) - set(STATUSES))
    return ", ".join(f"{word('delivery', status)} {count[status]}" for status in known)


def _headings(*names: str) -> list[str]:
    return [say(f"client.column.{name}") for name in names]
