"""Options that make facts, and the way facts go out: said back to a person first, then sent together."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import click

from notices.cli.client.api import Answer, Api
from notices.cli.client.numbers import read_about, read_users
from notices.cli.client.shown import confirmed, is_interactive, plain
from notices.cli.client.times import read_time, show_time
from notices.cli.client.words import fact_in_words, word
from notices.domain.errors import InputError
from notices.domain.impact import Effect
from notices.domain.sharing_scope import SharingScope
from notices.messages import say

Given = dict[str, Any]

EMERGENCY = {"affected": "affected", "none": "not_affected", "unknown": "unknown", "restored": "restored"}
NUMBERS = {"110": "police", "118": "coast_guard", "119": "fire"}
SCOPES = tuple(scope.name.lower() for scope in SharingScope)
PUBLIC = "public"
# facts in a person's words stay inside unless their sender widens them (P1)
ENVELOPE = ("fact", "sharing_scope")

yes_option = click.option("--yes", "is_sure", is_flag=True, help=say("client.option.yes"))
at_option = click.option("--at", "at_text", metavar="TIME", help=say("client.option.at"))


def impact_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--service --effect --area --users --emergency`, taken by `impacts`."""
    effects = click.Choice([effect.value for effect in Effect])
    for option in (
        click.option("--emergency", multiple=True, metavar="STATE|NUMBER=STATE", help=say("client.option.emergency")),
        click.option("--users", metavar="COUNT", help=say("client.option.users")),
        click.option("--area", "areas", multiple=True, metavar="AREA", help=say("client.option.area")),
        click.option("--effect", type=effects, required=True, help=say("client.option.effect")),
        click.option(
            "--service", "services", multiple=True, required=True, metavar="ID", help=say("client.option.service")
        ),
    ):
        command = option(command)
    return command


def impacts(
    services: Sequence[str], effect: str, areas: Sequence[str], users: str | None, emergency: Sequence[str],
) -> list[Given]:  # fmt: skip
    """One `ImpactChanged` a service. Raises InputError: a number of users belongs to one service alone."""
    if users is not None and len(services) > 1:
        raise InputError("users_of_many")
    fact: Given = {"fact": "ImpactChanged", "effect": effect}
    if areas:
        fact["areas"] = list(areas)
    if users is not None:
        count = read_users(users)
        fact["users"] = {
            "value": count.value, "unit": count.unit, "is_approximate": count.is_approximate,
            "is_at_most": count.is_at_most,
        }  # fmt: skip
    if emergency:
        fact["emergency_calls"] = _emergency(emergency)
    return [{**fact, "service_id": service} for service in services]


def onset(text: str, now: datetime) -> Given:
    """`OnsetEstimated`; a mark for "about" makes it approximate."""
    time, is_about = read_about(text)
    return {"fact": "OnsetEstimated", "occurred_at": read_time(time, now).isoformat(), "is_approximate": is_about}


def send(
    api: Api, path: str, facts: Sequence[Given], now: datetime, *, at_text: str | None, is_sure: bool, **more: Any
) -> Answer:
    """Posts the facts as one. At a terminal they are said back first, with date and zone, and may be called off."""
    body: Given = {"facts": list(facts), **more}
    reported_at = read_time(at_text, now) if at_text is not None else None
    if reported_at is not None:
        body["reported_at"] = reported_at.isoformat()
    if is_interactive() and not is_sure:
        said = [f"  {fact_line(fact)}" for fact in facts]
        lines = [say("client.understood", at=show_time(reported_at or now)), *said]
        click.echo(plain("\n".join(lines)), err=True)
        if not confirmed(say("client.ask_send"), default=True):
            raise click.Abort
    return api.post(path, body)


def fact_line(fact: Given) -> str:
    """What one fact says, with its scope where one was given."""
    members = {name: value for name, value in fact.items() if name not in ENVELOPE}
    scope = fact.get("sharing_scope")
    return fact_in_words(fact["fact"], members) + (f" [{word('scope', scope)}]" if scope else "")


def _emergency(given: Sequence[str]) -> dict[str, str]:
    """`affected` for all three numbers, or `119=affected` for one. Raises InputError."""
    calls: dict[str, str] = {}
    for text in given:
        number, is_one, state = text.rpartition("=")
        if state not in EMERGENCY or (is_one and number not in NUMBERS):
            raise InputError("emergency_not_read", text=text, states=", ".join(EMERGENCY))
        calls |= {NUMBERS[each]: EMERGENCY[state] for each in ((number,) if is_one else NUMBERS)}
    return calls
