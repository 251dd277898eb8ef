"""`shuchi key add|list|revoke`: who may call the API. A token is shown once, when it is made."""

import re
import secrets

import click

from notices.cli.database import own_database
from notices.cli.usage import Group
from notices.domain.errors import InputError
from notices.messages import say

ROLES = ("viewer", "editor", "approver", "administrator")
# these stand in the audit trail for what no person did; "standing:" marks an approval given in advance
RESERVED = frozenset({"clock", "courier", "cli"})
ACTOR = "cli"

_OWNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


@click.group("key", cls=Group, help=say("key.help"))
def command() -> None:
    """The keys' commands."""


@command.command("add", help=say("key_add.help"))
@click.argument("owner", metavar="OWNER")
@click.option("--person", is_flag=True, help=say("option.person"))
@click.option("--machine", is_flag=True, help=say("option.machine"))
@click.option("--role", type=click.Choice(ROLES), help=say("option.role"))
def add_command(owner: str, role: str | None, *, person: bool, machine: bool) -> None:
    """One line with the token on standard output, so that it can be piped into a safe."""
    from notices.clock import SystemClock
    from notices.storage.access import ApiKey, Role

    if person == machine:
        raise InputError("key_of_whom")
    if person == (role is None):
        raise InputError("role_of_person")
    if _OWNER.fullmatch(owner) is None or owner in RESERVED:
        raise InputError("owner_unusable", owner=owner)
    token = f"shuchi_{secrets.token_urlsafe(32)}"
    now = SystemClock().now()
    key = ApiKey(secrets.token_hex(6), owner, Role(role or "machine"), now)
    with own_database() as database, database.write() as records:
        of_owner = [known for known in records.access.all_keys() if known.owner == owner]
        if any((known.role is Role.MACHINE) != machine for known in of_owner):
            raise InputError("owner_of_other_kind", owner=owner)
        records.access.add_key(key, token)
        records.audit.append(now, ACTOR, "add_key", key.id, {"owner": owner, "role": key.role.value})
    click.echo(token)
    click.echo(say("key_add.done", id=key.id, owner=owner), err=True)


@command.command("list", help=say("key_list.help"))
def list_command() -> None:
    """Id, owner, role, since when, until when."""
    with own_database() as database, database.read() as records:
        for key in records.access.all_keys():
            ended = key.revoked_at.isoformat(timespec="seconds") if key.revoked_at else "-"
            made = key.created_at.isoformat(timespec="seconds")
            click.echo("\t".join([key.id, key.owner, key.role.value, made, ended]))


@command.command("revoke", help=say("key_revoke.help"))
@click.argument("key_id", metavar="ID")
def revoke_command(key_id: str) -> None:
    """From now on the key opens nothing."""
    from notices.clock import SystemClock

    now = SystemClock().now()
    with own_database() as database, database.write() as records:
        if not records.access.revoke(key_id, now):
            raise InputError("unknown_key", key=key_id)
        records.audit.append(now, ACTOR, "revoke_key", key_id, {})
    click.echo(say("key_revoke.done", id=key_id))
