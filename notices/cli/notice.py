"""`shuchi notice`: draft, read, reword and list notices through the API; its moves stand in `notice_moves`."""

from collections.abc import Callable
from typing import Any

import click

from notices.cli import notice_moves, notice_override, notice_watch
from notices.cli.client.api import Api, house
from notices.cli.client.names import called, find_incident, find_notice, notices_of
from notices.cli.client.refusals import SOMETHING_BLOCKS, ClientGroup
from notices.cli.client.shown import json_option, tell, tell_json
from notices.cli.client.texts import tell_texts
from notices.cli.client.words import word
from notices.cli.incident_page import tell_notices
from notices.domain.errors import InputError
from notices.domain.incident_event import OutlookKind
from notices.domain.notice_content import NoticeKind
from notices.domain.rendition import MASTER_LANGUAGE, Form
from notices.messages import say

TEXTS = (
    "situation",
    "cause",
    "outlook",
    "outlook_basis",
    "progress",
    "residual",
    "recovery_basis",
    "prevention",
    "note",
)


@click.group("notice", cls=ClientGroup, help=say("notice.help"))
def command() -> None:
    """The notices' commands."""


notice_moves.add_to(command)
command.add_command(notice_override.command)
command.add_command(notice_watch.command)


def wording_options(build: Callable[..., None]) -> Callable[..., None]:
    """One option for each item of a wording; what is not given stays as it is."""
    kinds = click.Choice([kind.value for kind in OutlookKind])
    build = click.option("--outlook-kind", type=kinds, help=say("client.option.outlook_kind"))(build)
    build = click.option("--action", "user_actions", multiple=True, metavar="TEXT", help=say("wording.user_actions"))(
        build
    )
    for item in reversed(TEXTS):
        build = click.option(f"--{item.replace('_', '-')}", item, metavar="TEXT", help=say(f"wording.{item}"))(build)
    return build


@command.command("draft", help=say("notice_draft.help"))
@click.argument("incident", metavar="INCIDENT")
@click.option(
    "--kind", type=click.Choice([k.value for k in NoticeKind]), required=True, help=say("client.option.notice_kind")
)
@click.option("--corrects", type=click.IntRange(min=1), metavar="NUMBER", help=say("client.option.corrects"))
@wording_options
@json_option
def draft_command(incident: str, kind: str, corrects: int | None, *, is_json: bool, **items: Any) -> None:
    """A new draft, and what would be found in it."""
    api = house()
    body = {"kind": kind, "wording": _given(items), "corrects_number": corrects}
    made = api.post(f"/incidents/{find_incident(api, incident)}/drafts", body).body
    if is_json:
        tell_json(made)
    else:
        tell(say("notice_draft.done", notice=called(made), kind=word("kind", kind), incident=made["incident_id"]))
        _tell_findings(api, made)


@command.command("edit", help=say("notice_edit.help"))
@click.argument("notice", metavar="NOTICE")
@wording_options
@json_option
def edit_command(notice: str, *, is_json: bool, **items: Any) -> None:
    """The items that are given are replaced, the others stay; an empty text leaves the item to the typed facts."""
    given = _given(items)
    if not given:
        raise InputError("nothing_to_edit")
    api = house()
    read = api.get(f"/notices/{find_notice(api, notice)}")
    saved = api.put(f"/notices/{read.body['id']}", read.body["wording"] | given, etag=read.etag).body
    if is_json:
        tell_json(saved)
    else:
        tell(say("notice_edit.done", notice=called(saved)))
        _tell_findings(api, saved)


@command.command("preview", help=say("notice_preview.help"))
@click.argument("notice", metavar="NOTICE")
@click.option("--form", type=click.Choice([form.value for form in Form]), help=say("client.option.form"))
@click.option("--language", default=MASTER_LANGUAGE, metavar="LANGUAGE", help=say("client.option.text_language"))
@json_option
@click.pass_context
def preview_command(context: click.Context, notice: str, form: str | None, language: str, *, is_json: bool) -> None:
    """Exit status 1 where a finding blocks."""
    api = house()
    notice_id = find_notice(api, notice)
    preview = api.get(f"/notices/{notice_id}/preview").body
    if is_json:
        tell_json(preview)
    else:
        tell_texts(preview, api.get(f"/notices/{notice_id}").body["wording"], form, language)
    context.exit(SOMETHING_BLOCKS if preview["is_blocking"] else 0)


@command.command("list", help=say("notice_list.help"))
@click.argument("incident", metavar="INCIDENT")
@json_option
def list_command(incident: str, *, is_json: bool) -> None:
    """All notices of an incident."""
    api = house()
    notices = notices_of(api, find_incident(api, incident))
    if is_json:
        tell_json({"notices": notices})
    else:
        tell_notices(notices)


def _given(items: dict[str, Any]) -> dict[str, Any]:
    given = {item: text for item, text in items.items() if text is not None and item != "user_actions"}
    if items["user_actions"]:
        given["user_actions"] = [action for action in items["user_actions"] if action]
    return given


def _tell_findings(api: Api, notice: dict[str, Any]) -> None:
    preview = api.get(f"/notices/{notice['id']}/preview").body
    blocking = sum(f["severity"] == "block" and f["overridden_by"] is None for f in preview["findings"])
    tell(say("check.summary", count=len(preview["findings"]), blocking=blocking))
    tell(say("notice_draft.next", notice=called(notice)))
