"""`shuchi authority`: what the ministry and the emergency-call bodies are told; its sheets: `authority_sheets`."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import click

from notices.cli import authority_sheets
from notices.cli.client.api import house
from notices.cli.client.names import find_incident
from notices.cli.client.refusals import ClientGroup
from notices.cli.client.shown import confirmed, is_interactive, json_option, tell, tell_json, tell_table
from notices.cli.client.times import show_time
from notices.cli.incident_page import counts_in_words
from notices.domain.authority import AuthorityReportKind
from notices.domain.errors import InputError
from notices.messages import say

KINDS = click.Choice([kind.value for kind in AuthorityReportKind])


@click.group("authority", cls=ClientGroup, help=say("authority.help"))
def command() -> None:
    """The authorities' commands."""


authority_sheets.add_to(command)


@command.command("draft", help=say("authority_draft.help"))
@click.argument("incident", metavar="INCIDENT")
@click.option("--kind", type=KINDS, default=AuthorityReportKind.QUICK_REPORT.value, show_default=True,
              help=say("client.option.report_kind"))  # fmt: skip
@json_option
def draft_command(incident: str, kind: str, *, is_json: bool) -> None:
    """The next report as it would go out now."""
    api = house()
    text = api.get(f"/incidents/{find_incident(api, incident)}/authority-reports/preview", kind=kind).body
    if is_json:
        tell_json(text)
    else:
        tell(text["text"])


@command.command("send", help=say("authority_send.help"))
@click.argument("incident", metavar="INCIDENT")
@click.option("--kind", type=KINDS, required=True, help=say("client.option.report_kind"))
@click.option("--remarks", default="", metavar="TEXT", help=say("client.option.remarks"))
@click.option("--yes", "is_sure", is_flag=True, help=say("authority_send.yes"))
@json_option
def send_command(incident: str, kind: str, remarks: str, *, is_sure: bool, is_json: bool) -> None:
    """What is known at the moment of sending goes out."""
    if not is_sure and not is_interactive():
        raise InputError("yes_needed")
    api = house()
    incident_id = find_incident(api, incident)
    path = f"/incidents/{incident_id}/authority-reports"
    shown = ""
    if not is_sure:
        shown = api.get(f"{path}/preview", kind=kind).body["text"]
        tell(shown + "\n")
        if remarks:
            tell(say("authority_send.remarks", remarks=remarks) + "\n")
        if not confirmed(say("authority_send.ask", what=say(f"deadline.{kind}"), incident=incident_id), default=False):
            raise click.Abort
    sent = api.post(path, {"kind": kind, "remarks": remarks}).body
    if is_json:
        tell_json(sent)
        return
    told = {"what": say(f"deadline.{kind}"), "number": sent["number"], "at": show_time(sent["sent_at"])}
    tell(say("authority_send.done", incident=incident_id, **told))
    is_mailed = bool(_mails(sent, api.get(f"/incidents/{incident_id}/deliveries").body))
    tell(say("authority_send.mailed" if is_mailed else "authority_send.not_mailed", incident=incident_id))
    # the facts may have moved while the person read, and the text carries the time of sending
    known = set(shown.splitlines())
    others = [line for line in sent["text"].splitlines() if line not in known] if shown else []
    if others:
        tell(say("authority_send.otherwise"))
        for line in others:
            tell(f"+ {line}")


@command.command("list", help=say("authority_list.help"))
@click.argument("incident", metavar="INCIDENT")
@json_option
def list_command(incident: str, *, is_json: bool) -> None:
    """Every report that went out, oldest first, and what became of its mails."""
    api = house()
    incident_id = find_incident(api, incident)
    answer = api.get(f"/incidents/{incident_id}/authority-reports").body
    if is_json:
        tell_json(answer)
        return
    if not answer["reports"]:
        tell(say("authority_list.none"))
        return
    deliveries = api.get(f"/incidents/{incident_id}/deliveries").body
    rows = [
        [say(f"deadline.{report['kind']}"), str(report["number"]), show_time(report["sent_at"]), report["author_id"],
         _mails(report, deliveries) or say("authority_list.no_mail"), report["title"]]
        for report in answer["reports"]
    ]  # fmt: skip
    headings = ("report", "count", "sent", "author", "mails", "title")
    tell_table([say(f"client.column.{name}") for name in headings], rows)


def _mails(report: Mapping[str, Any], deliveries: Mapping[str, Any]) -> str:
    """What became of a report's mails. "" where none goes out: without a relay, or an address, it is only on record."""
    counts = Counter(row["status"] for row in deliveries["deliveries"] if row["report_id"] == report["id"])
    is_pending = AuthorityReportKind(report["kind"]).channel in deliveries["pending_channels"]
    return counts_in_words(counts) or (say("notice_watch.nothing_yet") if is_pending else "")
