"""A stand-in for Twilio's Programmable Messaging: API 2010-04-01, one account, and the phones its messages reach.

https://www.twilio.com/docs/messaging/api/message-resource (November 2026). The numbers that always fail are those of
https://www.twilio.com/docs/iam/test-credentials.
"""

import base64
import binascii
import math
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from channels.sms.codes import CODES, OPTED_OUT
from channels.sms.spec import measure
from notices.sandbox.behaviour import Behaviour

INVALID, NOT_MOBILE, UNSUBSCRIBED = "+15005550001", "+15005550009", "+15005550004"
_ALWAYS_REFUSED = {INVALID: "21211", NOT_MOBILE: "21614", UNSUBSCRIBED: OPTED_OUT}
_E164 = re.compile(r"\+[1-9]\d{6,14}")
_LONGEST_BODY = 1600
_LONGEST_VALIDITY_SECONDS = 36_000
_NEXT_STATUS = {"queued": "sent", "sent": "delivered"}
_BASE = "/2010-04-01/Accounts/{account_sid}"


@dataclass(slots=True)
class Message:
    """One message as the vendor keeps it. Times are the sandbox's, aware UTC; `sent_at` is None while it is queued."""

    sid: str
    to: str
    sender: str
    body: str
    created_at: datetime
    validity_seconds: int | None = None
    status: str = "queued"
    error_code: str | None = None
    sent_at: datetime | None = None


class TwilioStandIn:
    """Twilio with one account. A message moves one step, queued → sent → delivered, each time somebody has looked."""

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        now: Callable[[], datetime],
        behaviour: Behaviour | None = None,
    ) -> None:
        self.phones: dict[str, list[Message]] = {}
        self.behaviour = behaviour or Behaviour()
        self.router = APIRouter(tags=["twilio"])
        self.router.add_api_route(f"{_BASE}.json", self._account, methods=["GET"])
        self.router.add_api_route(f"{_BASE}/Messages.json", self._create, methods=["POST"])
        self.router.add_api_route(f"{_BASE}/Messages.json", self._list, methods=["GET"])
        self.router.add_api_route(f"{_BASE}/Messages/{{sid}}.json", self._fetch, methods=["GET"])
        self._sid = account_sid
        self._token = auth_token
        self._now = now
        self._opted_out: set[str] = set()
        self._failing: dict[str, str] = {}

    def opt_out(self, number: str) -> None:
        """The owner of the number answered STOP: Twilio refuses what comes from now on (21610)."""
        self._opted_out.add(number)

    def fail(self, number: str, code: str = "30003") -> None:
        """The phone cannot be reached from now on: messages are taken and end as undelivered with this code."""
        self._failing[number] = code

    async def _account(self, request: Request, account_sid: str) -> Response:
        if refused := self._refused(request, account_sid):
            return refused
        return JSONResponse({"sid": self._sid, "friendly_name": "sandbox", "status": "active", "type": "Full"})

    async def _create(self, request: Request, account_sid: str) -> Response:
        if refused := self._refused(request, account_sid):
            return refused
        form = {name: str(value) for name, value in (await request.form()).items()}
        return await self.behaviour.apply(
            request,
            answer=lambda: self._take(form),
            limited=lambda seconds: _error("20429", 429, {"Retry-After": str(math.ceil(seconds))}),
            broken=lambda: _error("20500", 500),
        )

    def _take(self, form: dict[str, str]) -> Response:
        if code := self._objection(form):
            return _error(code)
        validity = form.get("ValidityPeriod")
        message = Message(
            sid=f"SM{secrets.token_hex(16)}",
            to=form["To"],
            sender=_sender(form),
            body=form["Body"],
            created_at=self._now(),
            validity_seconds=int(validity) if validity else None,
        )
        self.phones.setdefault(message.to, []).append(message)
        return JSONResponse(self._resource(message), 201)

    def _objection(self, form: dict[str, str]) -> str | None:
        to, body, validity = form.get("To", ""), form.get("Body", ""), form.get("ValidityPeriod")
        if to in _ALWAYS_REFUSED:
            return _ALWAYS_REFUSED[to]
        if not _E164.fullmatch(to):
            return "21211"
        if to in self._opted_out:
            return OPTED_OUT
        if not _sender(form):
            return "21603"
        if form.get("From", "").startswith("MG"):  # a service has a field of its own
            return "21606"
        if not body:
            return "21602"
        if validity is not None and not (validity.isdecimal() and 1 <= int(validity) <= _LONGEST_VALIDITY_SECONDS):
            return "90007"
        return "21617" if len(body) > _LONGEST_BODY else None

    async def _list(self, request: Request, account_sid: str) -> Response:
        if refused := self._refused(request, account_sid):
            return refused
        asked = request.query_params
        since = datetime.fromisoformat(asked["DateSent>"]) if "DateSent>" in asked else None
        phones = [asked["To"]] if "To" in asked else list(self.phones)
        found = [
            message
            for number in phones
            for message in self.phones.get(number, [])
            if since is None or (message.sent_at is not None and message.sent_at >= since)
        ]
        found.sort(key=lambda message: message.created_at, reverse=True)
        page = [self._looked_at(message) for message in found[: int(asked.get("PageSize", "50"))]]
        return JSONResponse({"messages": page, "page": 0, "page_size": len(page), "next_page_uri": None})

    async def _fetch(self, request: Request, account_sid: str, sid: str) -> Response:
        if refused := self._refused(request, account_sid):
            return refused
        for messages in self.phones.values():
            for message in messages:
                if message.sid == sid:
                    return JSONResponse(self._looked_at(message))
        return _error("20404", 404)

    def _looked_at(self, message: Message) -> dict[str, Any]:
        message.status = _NEXT_STATUS.get(message.status, message.status)
        message.sent_at = message.sent_at or self._now()
        if message.status == "delivered" and message.to in self._failing:
            message.status, message.error_code = "undelivered", self._failing[message.to]
        return self._resource(message)

    def _refused(self, request: Request, account_sid: str) -> Response | None:
        expected = f"{self._sid}:{self._token}"
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        try:
            is_known = secrets.compare_digest(base64.b64decode(given), expected.encode())
        except binascii.Error:
            is_known = False
        return None if kind == "Basic" and is_known and account_sid == self._sid else _error("20003", 401)

    def _resource(self, message: Message) -> dict[str, Any]:
        is_service = message.sender.startswith("MG")
        return {
            "sid": message.sid,
            "account_sid": self._sid,
            "to": message.to,
            "from": None if is_service else message.sender,
            "messaging_service_sid": message.sender if is_service else None,
            "body": message.body,
            "num_segments": str(measure(message.body).segments),
            "direction": "outbound-api",
            "status": message.status,
            "error_code": int(message.error_code) if message.error_code else None,
            "error_message": None,
            "date_created": format_datetime(message.created_at),
            "date_updated": format_datetime(message.sent_at or message.created_at),
            "date_sent": format_datetime(message.sent_at) if message.sent_at else None,
            "api_version": "2010-04-01",
            "uri": f"/2010-04-01/Accounts/{self._sid}/Messages/{message.sid}.json",
        }


def _sender(form: dict[str, str]) -> str:
    return form.get("From") or form.get("MessagingServiceSid", "")


def _error(code: str, status: int = 400, headers: dict[str, str] | None = None) -> Response:
    text = CODES[code].vendor_text if code in CODES else "Internal Server Error"
    more = f"https://www.twilio.com/docs/errors/{code}"
    return JSONResponse({"code": int(code), "message": text, "more_info": more, "status": status}, status, headers)
