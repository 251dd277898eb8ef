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
from starlette.routing import Match, Mount

from notices.domain.errors import (
    ConfigurationError,
    FindingsBlock,
    ForbiddenMove,
    InputError,
    NotPermitted,
    ShuchiError,
)
from notices.domain.finding import Finding, Override, Severity
from notices.messages import explain, say
from notices.policy.checker import is_overridable
from notices.storage.trouble import trouble_of
from notices.web.language import language_of
from notices.web.mistakes import mistakes_in

MEDIA_TYPE = "application/problem+json"

STATUS_OF_CODE: Mapping[str, int] = {
    "body_unreadable": 400,
    "member_twice": 400,
    "header_twice": 400,
    "key_missing": 401,
    "key_unknown": 401,
    "key_revoked": 401,
    "path_unknown": 404,
    "unknown_incident": 404,
    "unknown_notice": 404,
    "unknown_hold": 404,
    "unknown_call_sheet": 404,
    "method_not_allowed": 405,
    "etag_stale": 412,
    "notice_changed_meanwhile": 412,
    "body_too_large": 413,
    "body_not_json": 415,
    "body_packed": 415,
    "etag_missing": 428,
    "database_unavailable": 503,
    "machine_unavailable": 503,
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
        # the router knows the methods of one route alone, and the site's folder none of the API's
        allowed = _methods_at(request) if error.status_code in (404, 405) else []
        status = 405 if allowed else error.status_code
        headers = {"Allow": ", ".join(allowed)} if allowed else error.headers
        refusal = InputError(_OF_HTTP.get(status, "path_unknown"))
        return problem(refusal, language_of_request(request), status=status, headers=headers)

    def on_database(request: Request, error: Exception) -> Response:
        log.error("the database refused a call", exc_info=error)
        language = language_of_request(request)
        refusal = ConfigurationError(
            "database_unavailable", reason=say(f"trouble.{trouble_of(error) or 'unknown'}", language)
        )
        return problem(refusal, language, headers={"Retry-After": "5"})

    def on_system(request: Request, error: Exception) -> Response:
        trouble = trouble_of(error)
        if trouble is None:
            raise error
        log.error("the machine refused a call", exc_info=error)
        language = language_of_request(request)
        refusal = ConfigurationError("machine_unavailable", reason=say(f"trouble.{trouble}", language))
        return problem(refusal, language, headers={"Retry-After": "5"})

    app.add_exception_handler(ShuchiError, on_refusal)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    for refused in (DBAPIError, NoConnection):
        app.add_exception_handler(refused, on_database)
    app.add_exception_handler(OSError, on_system)


def _methods_at(request: Request) -> list[str]:
    """What the address of a request may be called with, itself left out of account; nothing for an unknown one."""
    routes = [route for route in request.app.routes if not isinstance(route, Mount)]
    found = [
        method for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    ]  # fmt: skip
    return ["GET", "HEAD", *found[1:]] if "GET" in found else found


def language_of_request(request: Request) -> str:
    """The language its caller wants."""
    return language_of(request.headers.get("accept-language", ""))


def problem(
    error: ShuchiError, language: str, *, status: int | None = None, headers: Mapping[str, str] | None = None,
    errors: Sequence[Mapping[str, str]] = (), members: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    """One refusal. `findings` stand in it where a text is blocked, `errors` where a body is not as described.

    `members`: what else is said, under the names of RFC 9457.
    """
    answered = status or status_of(error)
    said: dict[str, Any] = {
        "type": f"urn:shuchi:problem:{error.code}",
        "title": say(f"problem.{answered}", language),
        "status": answered,
        "detail": explain(error, language),
        "code": error.code,
        **(members or {}),
    }
    if isinstance(error, FindingsBlock):
        said["findings"] = [finding_members(finding, language) for finding in error.findings]
    if errors:
        said["errors"] = list(errors)
    sent = {"Content-Language": language, "Vary": "Accept-Language", **(headers or {})}
    if answered == 401:
        sent["WWW-Authenticate"] = "Bearer"
    if error.code == "body_packed":
        sent["Accept-Encoding"] = "identity"
    # the name of a member may be half a character, which has no UTF-8
    content = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
    return Response(content, answered, sent, MEDIA_TYPE)


def status_of(error: ShuchiError) -> int:
    """The HTTP status of a refusal."""
    by_class = next((status for kind, status in STATUS_OF_CLASS.items() if type(error) is kind), 500)
    return STATUS_OF_CODE.get(error.code, by_class)


def finding_members(finding: Finding, language: str, overrides: Sequence[Override] = ()) -> dict[str, Any]:
    """A finding with its place, proposal and sentence, and who let it stand."""
    may_stand = finding.severity is Severity.BLOCK and is_overridable(finding)
    standing = next((each for each in overrides if may_stand and each.covers(finding)), None)
    places = {"matched": finding.matched, "proposal": finding.proposal or "", "note": finding.note or ""}
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "language": finding.language,
        "where": finding.where,
        "matched": finding.matched,
        "start": finding.start,
        "end": finding.end,
        "proposal": finding.proposal,
        "detail": say(finding.message, language, **places).rstrip() if finding.message else "",
        "is_overridable": may_stand,
        "overridden_by": standing.by if standing is not None else None,
        "override_reason": standing.reason if standing is not None else None,
    }
