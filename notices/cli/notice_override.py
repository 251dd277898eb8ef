"""`shuchi notice override`: a person lets one blocking finding stand, by name and for a reason on record."""

from typing import Any

import click

from notices.cli.client.api import house
from notices.cli.client.names import called, find_notice
from notices.cli.client.shown import json_option, tell, tell_json
from notices.domain.errors import InputError
from notices.messages import say

NAMES = ("rule", "where", "matched")


@click.command("override", help=say("notice_override.help"))
@click.argument("notice", metavar="NOTICE")
@click.option("--rule", required=True, metavar="RULE", help=say("client.option.rule"))
@click.option("--where", metavar="ITEM", help=say("client.option.where"))
@click.option("--matched", metavar="TEXT", help=say("client.option.matched"))
@click.option("--reason", required=True, metavar="TEXT", help=say("client.option.override_reason"))
@json_option
def command(notice: str, rule: str, where: str | None, matched: str | None, reason: str, *, is_json: bool) -> None:
    """Place and wording may be left out where the rule blocks only one; the house has the last word."""
    api = house()
    read = api.get(f"/notices/{find_notice(api, notice)}")
    preview = api.get(f"/notices/{read.body['id']}/preview").body
    wanted = {"rule": rule, "where": where, "matched": matched}
    finding = _meant(preview["findings"], {name: value for name, value in wanted.items() if value is not None})
    body = {name: finding[name] for name in NAMES} | {"reason": reason}
    saved = api.post(f"/notices/{read.body['id']}/overrides", body, etag=read.etag).body
    if is_json:
        tell_json(saved)
        return
    told = {name: finding[name] or "-" for name in NAMES}
    tell(say("notice_override.done", notice=called(saved), by=saved["overrides"][-1]["by"], **told))
    left = sum(each["severity"] == "block" for each in _standing(preview["findings"])) - _like(preview, finding)
    tell(say("notice_override.left", count=left, notice=called(saved)))


def _meant(findings: list[dict[str, Any]], wanted: dict[str, str]) -> dict[str, Any]:
    """The only blocking finding that fits, or what was typed where it names everything. Raises InputError."""
    fitting = {
        tuple(finding[name] for name in NAMES): finding
        for finding in _standing(findings)
        if finding["severity"] == "block" and all(finding[name] == value for name, value in wanted.items())
    }
    if len(fitting) == 1:
        return next(iter(fitting.values()))
    if len(wanted) == len(NAMES):
        return wanted
    known = "; ".join(" ".join(name or "-" for name in names) for names in fitting) or "-"
    raise InputError("several_findings" if fitting else "no_finding_blocks", rule=wanted["rule"], candidates=known)


def _standing(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [finding for finding in findings if finding["overridden_by"] is None]


def _like(preview: dict[str, Any], finding: dict[str, Any]) -> int:
    return sum(
        each["severity"] == "block" and all(each[name] == finding[name] for name in NAMES)
        for each in _standing(preview["findings"])
    )
