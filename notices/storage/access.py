"""Keys of the API and the answers kept for repeated calls. A token is kept only as its SHA-256."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, delete, insert, select, update

from notices.storage.access_tables import api_answers, api_keys


class Role(StrEnum):
    """What the owner of a key is to the desk; `machine` is no person and never approves."""

    MACHINE = "machine"
    VIEWER = "viewer"
    EDITOR = "editor"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """One key. `owner` is an account or machine id (never a person's name); approval compares owners, not keys."""

    id: str
    owner: str
    role: Role
    created_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What was answered to a call that carried an idempotency key."""

    fingerprint: str
    status: int
    headers: Mapping[str, str]
    body: str


class Access:
    """Who may call the API. Revoked keys stay listed, so that the audit trail's owners can be traced."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_key(self, key: ApiKey, token: str) -> None:
        """A new key."""
        self._connection.execute(
            insert(api_keys).values(
                id=key.id, hash=_hash(token), owner=key.owner, role=key.role.value, created_at=key.created_at
            )
        )

    def key_of(self, token: str) -> ApiKey | None:
        """The key a token opens, revoked or not; None for a token nobody was given."""
        row = self._connection.execute(select(api_keys).where(api_keys.c.hash == _hash(token))).one_or_none()
        return _key(row) if row is not None else None

    def all_keys(self) -> list[ApiKey]:
        """All keys, oldest first."""
        rows = self._connection.execute(select(api_keys).order_by(api_keys.c.created_at, api_keys.c.id))
        return [_key(row) for row in rows]

    def revoke(self, key_id: str, at: datetime) -> bool:
        """The key opens nothing any more; false when no key of that id was in use."""
        in_use = (api_keys.c.id == key_id, api_keys.c.revoked_at.is_(None))
        return self._connection.execute(update(api_keys).where(*in_use).values(revoked_at=at)).rowcount == 1

    def is_machine(self, owner: str) -> bool:
        """Whether an owner's keys were made for a machine."""
        role = self._connection.scalar(select(api_keys.c.role).where(api_keys.c.owner == owner).limit(1))
        return role == Role.MACHINE.value

    def answer(self, key_id: str, idempotency_key: str) -> StoredAnswer | None:
        """What this key was answered before."""
        row = self._connection.execute(
            select(api_answers).where(api_answers.c.key_id == key_id, api_answers.c.idempotency_key == idempotency_key)
        ).one_or_none()
        return StoredAnswer(row.fingerprint, row.status, json.loads(row.headers), row.body) if row else None

    def keep_answer(self, key_id: str, idempotency_key: str, answer: StoredAnswer, at: datetime) -> None:
        """Kept in the transaction of the work itself, so that both stand or neither."""
        self._connection.execute(
            insert(api_answers).values(
                key_id=key_id, idempotency_key=idempotency_key, fingerprint=answer.fingerprint, status=answer.status,
                headers=json.dumps(dict(answer.headers)), body=answer.body, at=at,
            )
        )  # fmt: skip

    def forget_answers(self, before: datetime) -> None:
        """Let go of answers nobody will ask for again."""
        self._connection.execute(delete(api_answers).where(api_answers.c.at < before))


def _hash(token: str) -> str:
    # no salt, no stretching: a token is 256 random bits, which nobody can guess from its hash
    return hashlib.sha256(token.encode()).hexdigest()


def _key(row: Row[tuple[object, ...]]) -> ApiKey:
    return ApiKey(row.id, row.owner, Role(row.role), row.created_at, row.revoked_at)
