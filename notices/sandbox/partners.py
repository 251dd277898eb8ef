"""A stand-in for a wholesale partner's receiver: checks the signature, knows repeats by their id, gives a receipt."""

import math
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from standardwebhooks import Webhook, WebhookVerificationError

from notices.sandbox.behaviour import Behaviour


@dataclass(frozen=True, slots=True)
class ReceivedEvent:
    """One push as the partner keeps it. `at` is the sandbox's time, aware UTC; `event` the JSON that was pushed."""

    webhook_id: str
    receipt_id: str
    at: datetime
    event: dict[str, Any]


class PartnerStandIn:
    """One partner. `now` stamps what it receives; time stamps of signatures are checked against the real clock."""

    def __init__(
        self, partner_id: str, name: str, secret: str, now: Callable[[], datetime], behaviour: Behaviour | None = None
    ) -> None:
        self.id = partner_id
        self.name = name
        self.received: list[ReceivedEvent] = []
        self.duplicates = 0
        self.behaviour = behaviour or Behaviour()
        self.path = f"/partners/{partner_id}/webhook"
        self.router = APIRouter(tags=["partners"])
        self.router.add_api_route(self.path, self._receive, methods=["POST"])
        self._webhook = Webhook(secret)
        self._now = now

    async def _receive(self, request: Request) -> Response:
        body = await request.body()
        try:
            event = self._webhook.verify(body, dict(request.headers))
        except (WebhookVerificationError, ValueError):  # ValueError: headers or body that are no such thing at all
            return JSONResponse({"error": "signature"}, 401)
        if not isinstance(event, dict):
            return JSONResponse({"error": "event"}, 400)
        return await self.behaviour.apply(
            request,
            answer=lambda: self._take(request.headers["webhook-id"], event),
            limited=lambda seconds: JSONResponse({"error": "too many"}, 429, {"Retry-After": str(math.ceil(seconds))}),
            broken=lambda: JSONResponse({"error": "broken"}, 500),
        )

    def _take(self, webhook_id: str, event: dict[str, Any]) -> Response:
        earlier = next((known for known in self.received if known.webhook_id == webhook_id), None)
        if earlier is not None:
            self.duplicates += 1
            return JSONResponse({"receipt_id": earlier.receipt_id})
        kept = ReceivedEvent(webhook_id, f"rcpt_{secrets.token_hex(8)}", self._now(), event)
        self.received.append(kept)
        return JSONResponse({"receipt_id": kept.receipt_id})
