"""The description of the API (OpenAPI 3.1): as FastAPI makes it, with every refusal as one problem (RFC 9457)."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from notices.web.problems import MEDIA_TYPE

PATH = "/api/v1/openapi.json"

_TEXT, _NUMBER = {"type": "string"}, {"type": "integer"}
_PROBLEM = {
    "type": "object",
    "description": "What was refused (RFC 9457). `detail` is a sentence in the language of Accept-Language (ja, en).",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": _NUMBER,
        "detail": _TEXT,
        "code": _TEXT,
        "findings": {"type": "array", "items": {"$ref": "#/components/schemas/FindingOut"}},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "detail"],
                "properties": {"pointer": _TEXT, "parameter": _TEXT, "code": _TEXT, "detail": _TEXT},
            },
        },
    },
}
_REFUSED = {
    "description": "Refused; nothing was changed",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def describe(app: FastAPI) -> dict[str, Any]:
    """The description, made once."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        for operations in made["paths"].values():
            for operation in operations.values():
                operation["responses"].pop("422", None)
                operation["responses"]["default"] = _REFUSED
        schemas = made["components"]["schemas"]
        for ours in ("HTTPValidationError", "ValidationError"):
            schemas.pop(ours, None)
        schemas["Problem"] = _PROBLEM
        app.openapi_schema = made
    return app.openapi_schema
