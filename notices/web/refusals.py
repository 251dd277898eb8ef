"""What a call may be refused for, as the description says it (RFC 9457): one shape, a sentence for each status."""

from typing import Any

from notices.web.problems import MEDIA_TYPE

_TEXT, _NUMBER = {"type": "string"}, {"type": "integer"}
PROBLEM = {
    "type": "object",
    "description": "What was refused (RFC 9457). `detail` is a sentence in the language of Accept-Language (ja, en).",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": _NUMBER,
        "detail": _TEXT,
        "code": _TEXT,
        "instance": _TEXT,
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
_WHY = {
    400: "The body is no JSON that can be read in one way alone, or a header stands there twice",
    401: "No key, an unknown or a revoked one",
    403: "Not with this key",
    404: "No such incident, notice or address",
    409: "Not in the present state",
    412: "It has changed since it was read",
    413: "The body has more than 256 KiB (2 MiB for inputs)",
    415: "The body is not sent as application/json, or packed",
    422: "The content is wrong: not as described, or what cannot be (an unknown area or service, a time in the future, "
    "a blocking word)",
    428: "If-Match is needed",
    503: "The database cannot be used just now: try again",
}


def refused(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For `responses=` of an endpoint that may be refused for more than every call of its form is."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": f"{_WHY[status]}; nothing was changed", "content": content} for status in statuses}
