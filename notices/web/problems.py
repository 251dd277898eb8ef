"""Every refusal as problem+json (RFC 9457): what happened, to what, what to do next, in the caller's language."""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.exceptions import HTTPException

from notices.domain.errors import (
    ConfigurationError,
    FindingsBlock,
    ForbiddenMove,
    InputError,
    NotPermitted,
    ShuchiError,
)
from notices.domain.finding import Finding
from notices.messages import explain, say
from notices.web.language import language_of
from notices.web.mistakes import mistakes_in

MEDIA_TYPE = "application/problem+json"

STATUS_OF_CODE: Mapping[str, int] = {
    "body_unreadable": 400,
    "key_missing": 401,
    "key_unknown": 401,
    "key_revoked": 401,
    "path_unknown": 404,
    "unknown_incident": 404,
    "unknown_notice": 404,
    "unknown_hold": 404,
    "method_not_allowed": 405,
    "etag_stale": 412,
    "notice_changed_meanwhile": 412,
    "body_too_large": 413,
    "body_not_json": 415,
    "etag_missing": 428,
    "database_unavailable": 503,
}
STATUS_OF_CLASS: Mapping[type[ShuchiError], int] = {
    InputError: 422,
    FindingsBlock: 422,
    ForbiddenMove: 409,
    NotPermitted: 403,
    ConfigurationError: 500,
}
_OF_HTTP = {400: "body_unreadable", 404: "path_unknown", 405: "method_not_allowed"}

log = logging.getLogger(__name__)


def install(app: FastAPI) -> None:
    """Whatever is raised below becomes a problem."""

    def on_refusal(request: Request, error: Exception) -> Response:
        assert isinstance(error, ShuchiError)
        return problem(error, language_of_request(request))

    def on_invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        language = language_of_request(request)
        if any(found["type"] == "json_invalid" for found in error.errors()):
            return problem(InputError("body_unreadable"), language)
        return problem(InputError("body_invalid"), language, errors=mistakes_in(error.errors(), language))

    def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        refusal = InputError(_OF_HTTP.get(error.status_code, "path_unknown"))
        return problem(refusal, language_of_request(request), status=error.status_code, headers=error.headers)

    def on_database(request: Request, error: Exception) -> Response:
        log.error("the database refused: %s", type(error).__name__)
        headers = {"Retry-After": "5"}
        return problem(ConfigurationError("database_unavailable"), language_of_request(request), headers=headers)

    app.add_exception_handler(ShuchiError, on_refusal)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    for refused in (DBAPIError, NoConnection):
        app.add_exception_handler(refused, on_database)


def language_of_request(request: Request) -> str:
    """The language its caller wants."""
    return language_of(request.headers.get("accept-language", ""))


def problem(
    error: ShuchiError, language: str, *, status: int | None = None, headers: Mapping[str, str] | None = None,
    errors: Sequence[Mapping[str, str]] = (),
) -> Response:  # fmt: skip
    """One refusal. `findings` stand in it where a text is blocked, `errors` where a body is not as described."""
    answered = status or status_of(error)
    members: dict[str, Any] = {
        "type": f"urn:shuchi:problem:{error.code}",
        "title": say(f"problem.{answered}", language),
        "status": answered,
        "detail": explain(error, language),
        "code": error.code,
    }
    if isinstance(error, FindingsBlock):
        members["findings"] = [finding_members(finding, language) for finding in error.findings]
    if errors:
        members["errors"] = list(errors)
    sent = {"Content-Language": language, "Vary": "Accept-Language", **(headers or {})}
    if answered == 401:
        sent["WWW-Authenticate"] = "Bearer"
    return Response(json.dumps(members, ensure_ascii=False), answered, sent, MEDIA_TYPE)


def status_of(error: ShuchiError) -> int:
    """The HTTP status of a refusal."""
    by_class = next((status for kind, status in STATUS_OF_CLASS.items() if type(error) is kind), 500)
    return STATUS_OF_CODE.get(error.code, by_class)


def finding_members(finding: Finding, language: str) -> dict[str, Any]:
    """A finding with its place, proposal and sentence."""
    places = {"matched": finding.matched, "proposal": finding.proposal or "", "note": finding.note or ""}
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "where": finding.where,
        "matched": finding.matched,
        "start": finding.start,
        "end": finding.end,
        "proposal": finding.proposal,
        "detail": say(finding.message, language, **places).rstrip() if finding.message else "",
    }
