"""The moves of a notice: submit, approve, return, publish, discard; each names the version that was read."""

from typing import Any

import click

from notices.cli.client.api import Answer, Api, Refused, house
from notices.cli.client.names import called, find_notice
from notices.cli.client.refusals import SOMETHING_BLOCKS
from notices.cli.client.shown import confirmed, is_interactive, json_option, tell, tell_json
from notices.cli.client.texts import tell_texts, texts_by_place
from notices.cli.client.words import word
from notices.domain.errors import InputError
from notices.messages import say

notice_argument = click.argument("notice", metavar="NOTICE")


@click.command("submit", help=say("notice_submit.help"))
@notice_argument
@json_option
def submit_command(notice: str, *, is_json: bool) -> None:
    """Exit status 1, and the places, where findings block it."""
    api = house()
    read = _read(api, notice)
    try:
        moved = _move(api, read, "submit")
    except Refused as refused:
        if not refused.problem.get("findings"):
            raise
        texts = api.get(f"/notices/{read.body['id']}/preview").body["texts"]
        raise Refused(refused.problem, refused.sent, texts_by_place(texts, read.body["wording"])) from refused
    _tell(moved, is_json=is_json)


@click.command("approve", help=say("notice_approve.help"))
@notice_argument
@click.option("--digest", metavar="DIGEST", help=say("client.option.digest"))
@json_option
@click.pass_context
def approve_command(context: click.Context, notice: str, digest: str | None, *, is_json: bool) -> None:
    """Exactly the text that was shown, or the one `--digest` stands for; exit status 1 where the person says no."""
    if digest is None and not is_interactive():
        raise InputError("digest_needed")
    api = house()
    read = _read(api, notice)
    if digest is None:
        if read.body["digest"] is None:
            status = word("notice_status", read.body["status"])
            raise InputError("not_submitted", notice=called(read.body), status=status)
        preview = api.get(f"/notices/{read.body['id']}/preview").body
        tell_texts(preview, read.body["wording"])
        if not confirmed(say("notice_approve.ask"), default=False):
            context.exit(SOMETHING_BLOCKS)
        digest = preview["digest"]
    _tell(_move(api, read, "approve", {"digest": digest}), is_json=is_json)


@click.command("return", help=say("notice_return.help"))
@notice_argument
@click.option("--reason", required=True, metavar="TEXT", help=say("client.option.reason"))
@json_option
def return_command(notice: str, reason: str, *, is_json: bool) -> None:
    """Back to its author."""
    api = house()
    _tell(_move(api, _read(api, notice), "return", {"reason": reason}), is_json=is_json)


@click.command("publish", help=say("notice_publish.help"))
@notice_argument
@json_option
def publish_command(notice: str, *, is_json: bool) -> None:
    """On all its ways out; `notice watch` tells what came of it."""
    api = house()
    _tell(_move(api, _read(api, notice), "publish"), is_json=is_json)


@click.command("discard", help=say("notice_discard.help"))
@notice_argument
@json_option
def discard_command(notice: str, *, is_json: bool) -> None:
    """Aside for good."""
    api = house()
    _tell(_move(api, _read(api, notice), "discard"), is_json=is_json)


def add_to(group: click.Group) -> None:
    """Makes the moves commands of the group."""
    for each in (submit_command, approve_command, return_command, publish_command, discard_command):
        group.add_command(each)


def _read(api: Api, notice: str) -> Answer:
    return api.get(f"/notices/{find_notice(api, notice)}")


def _move(api: Api, read: Answer, verb: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    moved: dict[str, Any] = api.post(f"/notices/{read.body['id']}/{verb}", body, etag=read.etag).body
    return moved


def _tell(moved: dict[str, Any], *, is_json: bool) -> None:
    if is_json:
        tell_json(moved)
        return
    status = moved["status"]
    tell(
        say(
            "notice.moved", notice=called(moved), kind=word("kind", moved["kind"]), status=word("notice_status", status)
        )
    )
    if status in ("submitted", "approved", "returned", "published"):
        channels = ", ".join(moved["channels"]) or "-"
        tell(say(f"notice.after_{status}", notice=called(moved), digest=moved["digest"], channels=channels))
