"""Where each answer leads (OpenAPI links): the life of a notice, readable by people and by whatever tests the API."""

from typing import Any

_INCIDENT = {"incident_id": "$response.body#/id"}
_NOTICE = {"notice_id": "$response.body#/id"}
_AS_READ = {**_NOTICE, "header.If-Match": "$response.header.ETag"}


def _to(operation: str, parameters: dict[str, str], body: dict[str, str] | None = None) -> dict[str, Any]:
    link: dict[str, Any] = {"operationId": operation, "parameters": parameters}
    return link if body is None else {**link, "requestBody": body}


_ON_AN_INCIDENT = {
    "incident": _to("read_an_incident", _INCIDENT),
    "events": _to("report_events", _INCIDENT),
    "draft": _to("write_a_draft", _INCIDENT),
    "notices": _to("list_notices", _INCIDENT),
    "deadlines": _to("list_deadlines", _INCIDENT),
    "hold": _to("hold", _INCIDENT),
    "deliveries": _to("list_deliveries", _INCIDENT),
}
_ON_A_NOTICE = {
    "notice": _to("read_a_notice", _NOTICE),
    "preview": _to("preview_a_notice", _NOTICE),
    "deliveries": _to("list_deliveries", {"incident_id": "$response.body#/incident_id"}),
}
_ON_A_DRAFT = _ON_A_NOTICE | {
    "revise": _to("revise_a_draft", _AS_READ),
    "submit": _to("submit", _AS_READ),
    "discard": _to("discard", _AS_READ),
}
# by operationId: of the answer, then of what it leads to
LINKS: dict[str, dict[str, Any]] = {
    "open_an_incident": _ON_AN_INCIDENT,
    "report_events": _ON_AN_INCIDENT,
    "write_a_draft": _ON_A_DRAFT,
    "revise_a_draft": _ON_A_DRAFT,
    "send_back": _ON_A_DRAFT,
    "submit": _ON_A_NOTICE
    | {
        "approve": _to("approve", _AS_READ, {"digest": "$response.body#/digest"}),
        "return": _to("send_back", _AS_READ),
    },
    "approve": _ON_A_NOTICE | {"publish": _to("publish", _AS_READ), "return": _to("send_back", _AS_READ)},
    "publish": _ON_A_NOTICE,
    "hold": {
        "release": _to(
            "release", {"incident_id": "$response.body#/incident_id", "deadline": "$response.body#/deadline"}
        )
    },
}
