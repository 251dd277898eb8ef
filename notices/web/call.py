"""One call: who makes it, when, and that its work is done once, in one transaction with the answer kept for repeats."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import Depends, Header, Request, Response, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from notices.desk.desk import Desk
from notices.domain.errors import InputError, NotPermitted
from notices.domain.incident_event import Reporter, ReporterKind
from notices.storage.access import ApiKey, Role, StoredAnswer
from notices.storage.database import Records
from notices.web.guard import BODY_DIGEST
from notices.web.joined import joined
from notices.web.office import Office, office_of
from notices.web.problems import language_of_request
from notices.web.rights import RIGHTS, Right

ANSWERS_KEPT = timedelta(hours=24)
MEDIA_TYPE = "application/json"

bearer = HTTPBearer(auto_error=False, description="`Authorization: Bearer shuchi_…`, made by `shuchi key add`")


@dataclass(frozen=True)
class Answer:
    """What an endpoint says. `version` becomes the ETag, `location` the address of what was made."""

    body: BaseModel
    status: int = 200
    version: int | None = None
    location: str | None = None


@dataclass(frozen=True)
class Call:
    """One request by somebody who may make it. `fingerprint`: what was asked, for repeats under one key."""

    office: Office
    key: ApiKey
    now: datetime
    language: str
    fingerprint: str
    idempotency_key: str | None = field(default=None)

    @property
    def owner(self) -> str:
        """Who acts: the key's owner, the same under each of their keys."""
        return self.key.owner

    @property
    def desk(self) -> Desk:
        """The house's desk, for reading."""
        return self.office.house.desk

    @property
    def reporter(self) -> Reporter:
        """The caller as the source of a fact; a machine vouches only where the profile trusts it (T6)."""
        if self.key.role is not Role.MACHINE:
            return Reporter(self.owner, ReporterKind.PERSON, "api")
        is_trusted = self.owner in self.desk.carrier.trusted_sources
        kind = ReporterKind.TRUSTED_SOURCE if is_trusted else ReporterKind.SOURCE
        return Reporter(self.owner, kind, self.owner)

    def read(self, look: Callable[[Records], Answer]) -> Response:
        """Answer from one consistent state."""
        with self.office.house.database.read() as records:
            return _response(_stored(look(records), self.fingerprint))

    def once(self, act: Callable[[Desk, Records], Answer]) -> Response:
        """Do the work, or repeat what was answered when it was done. Whatever is raised undoes everything."""
        is_woken = False

        def wake() -> None:
            nonlocal is_woken
            is_woken = True

        with self.office.house.database.write() as records:
            kept = self._kept(records)
            if kept is not None:
                return _response(kept, is_repeat=True)
            done = _stored(act(joined(self.desk, records, wake), records), self.fingerprint)
            if self.idempotency_key is not None:
                records.access.forget_answers(self.now - ANSWERS_KEPT)
                records.access.keep_answer(self.key.id, self.idempotency_key, done, self.now)
        if is_woken:
            self.desk.wake()
        return _response(done)

    def _kept(self, records: Records) -> StoredAnswer | None:
        if self.idempotency_key is None:
            return None
        records.access.forget_answers(self.now - ANSWERS_KEPT)
        kept = records.access.answer(self.key.id, self.idempotency_key)
        if kept is not None and kept.fingerprint != self.fingerprint:
            raise InputError("idempotency_key_reused", key=self.idempotency_key)
        return kept


IdempotencyKey = Annotated[
    str | None, Header(alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")
]


def _call(request: Request, token: HTTPAuthorizationCredentials | None, right: Right) -> Call:
    office = office_of(request)
    if token is None:
        raise NotPermitted("key_missing")
    with office.house.database.read() as records:
        key = records.access.key_of(token.credentials)
    if key is None:
        raise NotPermitted("key_unknown")
    if key.revoked_at is not None:
        raise NotPermitted("key_revoked", key=key.id)
    if key.role not in RIGHTS[right]:
        raise NotPermitted("role_too_narrow", owner=key.owner, role=key.role.value, right=right.value)
    asked = "\n".join([request.method, request.url.path, request.url.query, request.scope[BODY_DIGEST]])
    fingerprint = hashlib.sha256(asked.encode()).hexdigest()
    return Call(office, key, office.clock.now(), language_of_request(request), fingerprint)


def _token(right: Right) -> object:
    # the right stands in the description, too: "role names … required for the execution" (OpenAPI 3.1)
    return Security(bearer, scopes=[right.value])


def reading(request: Request, token: Annotated[HTTPAuthorizationCredentials | None, _token(Right.READ)]) -> Call:
    """A call that changes nothing."""
    return _call(request, token, Right.READ)


def changing(right: Right) -> Callable[..., Call]:
    """A call that needs this right and may carry an idempotency key."""

    def make(
        request: Request,
        token: Annotated[HTTPAuthorizationCredentials | None, _token(right)],
        idempotency_key: IdempotencyKey = None,
    ) -> Call:
        call = _call(request, token, right)
        return Call(call.office, call.key, call.now, call.language, call.fingerprint, idempotency_key)

    return make


Reading = Annotated[Call, Depends(reading)]
Recording = Annotated[Call, Depends(changing(Right.RECORD))]
Drafting = Annotated[Call, Depends(changing(Right.DRAFT))]
Submitting = Annotated[Call, Depends(changing(Right.SUBMIT))]
Holding = Annotated[Call, Depends(changing(Right.HOLD))]
Approving = Annotated[Call, Depends(changing(Right.APPROVE))]


def _stored(answer: Answer, fingerprint: str) -> StoredAnswer:
    headers = {}
    if answer.version is not None:
        headers["ETag"] = f'"{answer.version}"'
    if answer.location is not None:
        headers["Location"] = answer.location
    return StoredAnswer(fingerprint, answer.status, headers, answer.body.model_dump_json())


def _response(answer: StoredAnswer, *, is_repeat: bool = False) -> Response:
    headers = {**answer.headers, **({"Idempotency-Replayed": "true"} if is_repeat else {})}
    return Response(answer.body, answer.status, headers, MEDIA_TYPE)
