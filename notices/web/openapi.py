"""The description of the API (OpenAPI 3.1): as FastAPI makes it, with what each call may be refused for (RFC 9457).

What is said of every call alike is worked out from the call itself: a path with an id may lead nowhere (404), If-Match
may be stale (412), and so on. An endpoint says only what is its own.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from notices.web.etag import NEEDED
from notices.web.links import LINKS
from notices.web.refusals import PROBLEM, refused
from notices.web.rights import Right

PATH = "/api/v1/openapi.json"

_ETAG = {
    "description": "The version, for If-Match", "required": True, "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
}  # fmt: skip
_REPLAYED = {
    "description": "It was done before under this Idempotency-Key, and this is the answer of then",
    "schema": {"type": "string", "enum": ["true"]},
}
_REQUEST_ID = {
    "description": "What the log calls this call", "required": True,
    "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
}  # fmt: skip
# what is answered with a version of its own
_VERSIONED = ("NoticeOut", "Preview")


def describe(app: FastAPI) -> dict[str, Any]:
    """The description, made once."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        for path, operations in made["paths"].items():
            for operation in operations.values():
                _complete(path, operation)
        schemas = made["components"]["schemas"]
        for ours in ("HTTPValidationError", "ValidationError"):
            schemas.pop(ours, None)
        schemas["Problem"] = PROBLEM
        app.openapi_schema = made
    return app.openapi_schema


def _complete(path: str, operation: dict[str, Any]) -> None:
    parameters = {parameter["name"]: parameter for parameter in operation.get("parameters", ())}
    for parameter in parameters.values():
        parameter["schema"] = _without_null(parameter["schema"])
        if parameter["schema"].pop(NEEDED, False):
            parameter["required"] = True
        if "examples" in parameter["schema"]:
            parameter["example"] = parameter["schema"].pop("examples")[0]
    answers = operation["responses"]
    answers.pop("422", None)
    for status, answer in answers.items():
        if status.startswith("2"):
            headers = answer.setdefault("headers", {})
            if _schema_of(answer) in _VERSIONED:
                headers["ETag"] = _ETAG
            if "Idempotency-Key" in parameters:
                headers["Idempotency-Replayed"] = _REPLAYED
            answer["links"] = answer.get("links", {}) | LINKS.get(operation["operationId"], {})
    for status, answer in refused(*_refusals(path, operation, parameters)).items():
        answers.setdefault(str(status), answer)
    for answer in answers.values():
        answer.setdefault("headers", {})["X-Request-Id"] = _REQUEST_ID


def _refusals(path: str, operation: dict[str, Any], parameters: dict[str, Any]) -> Iterator[int]:
    yield from (400, 413, 415, 503)
    rights = {right for scheme in operation.get("security", ()) for named in scheme.values() for right in named}
    if rights:
        yield from (401, 403)
    if "{" in path:
        yield 404
    if rights - {Right.READ} or path.endswith("/preview"):  # what cannot be made now cannot be shown beforehand either
        yield 409
    if "If-Match" in parameters:
        yield 412
        if parameters["If-Match"].get("required"):
            yield 428
    if "requestBody" in operation or len(parameters) > path.count("{"):
        yield 422


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter can be left out, which the code calls None, but no caller can send a null in a header or query."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind.get("type") != "null"]
    rest = {name: value for name, value in schema.items() if name != "anyOf"}
    return rest | (kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {})


def _schema_of(answer: dict[str, Any]) -> str:
    reference: str = answer.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
    return reference.rpartition("/")[2]
