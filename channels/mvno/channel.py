"""Pushes a notice to a partner's address: JSON with CloudEvents names, signed as Standard Webhooks asks."""

import json
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import aiohttp
from standardwebhooks import Webhook
from standardwebhooks.webhooks import EmptyWebhookSecretError

from channels.http_line import NEVER_SENT, NO_ANSWER, HttpLine
from channels.mvno import codes
from channels.mvno.spec import SPEC
from channels.port import VendorClock
from notices.domain.delivery import DeliveryStatus, Parcel, Receipt
from notices.domain.errors import ConfigurationError, DeliveryFailed

NOTICE_PUBLISHED = "jp.shuchi.notice.published.v1"
ALARM_RAISED = "jp.shuchi.alarm.raised.v1"
ANSWER_SECONDS = 15.0
ANSWER_BYTES = 64 * 1024
SHOWN_CHARACTERS = 300


class MvnoChannel:
    """All partners that chose the push. `source` names the sender in every event (the carrier's site URL).

    `secret_of(recipient_id)` looks up a partner's `whsec_…` for each push; it is neither kept nor logged.
    `check_reachable(url)` raises ConfigurationError for an address that must not be called; it is asked for the URL and
    again for every IP address behind its name, so that a name cannot lead into our own network (S6).
    `now` is the house's clock (receipts), `clock` the real one (signatures). `answer_seconds` is how long one push may
    take, from the look-up of the name to the answer's last byte.
    """

    spec = SPEC

    def __init__(
        self,
        *,
        secret_of: Callable[[str], str],
        check_reachable: Callable[[str], None],
        now: Callable[[], datetime],
        clock: VendorClock,
        source: str,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._secret_of = secret_of
        self._check_reachable = check_reachable
        self._now = now
        self._clock = clock
        self._source = source
        self._line = HttpLine(
            answer_seconds, ANSWER_BYTES, at_once=SPEC.at_once, is_status_enough=True, socket_factory=self._socket_for
        )

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Push once. Any 2xx is a delivery; its JSON may name a `receipt_id`, which becomes the reference."""
        url = parcel.recipient.address
        body = event_for(parcel, self._source)
        headers = self._sign(parcel, body)
        try:
            self._check_reachable(url)
            answer = await self._line.ask("POST", url, headers=headers, data=body)
        except ConfigurationError as error:
            raise DeliveryFailed("address_not_allowed", is_permanent=True, vendor_text=error.code) from error
        except (ValueError, aiohttp.NonHttpUrlClientError) as error:
            raise DeliveryFailed("address_unusable", is_permanent=True) from error
        except NEVER_SENT as error:
            raise DeliveryFailed("partner_unreachable", vendor_text=type(error).__name__) from error
        except NO_ANSWER as error:
            raise DeliveryFailed("partner_silent", is_unanswered=True, vendor_text=type(error).__name__) from error
        text = answer.body.decode("utf-8", "replace")
        if not 200 <= answer.status < 300:
            now_epoch_seconds = self._clock.now_epoch_seconds()
            raise codes.failure(answer.status, answer.headers, text[:SHOWN_CHARACTERS], now_epoch_seconds)
        return Receipt(DeliveryStatus.DELIVERED, self._now(), _receipt_id(text), detail=str(answer.status))

    async def look_up(self, parcel: Parcel) -> Receipt | None:  # noqa: ARG002
        """A webhook cannot be asked; pushing again under the same id is safe."""
        return None

    async def probe(self) -> None:
        """Opens the session only: a webhook has no call that reaches nobody. A partner is tested by a drill."""
        self._line.open()

    async def close(self) -> None:
        """Let go of connections."""
        await self._line.close()

    def _sign(self, parcel: Parcel, body: bytes) -> dict[str, str]:
        """Headers of Standard Webhooks. A missing or broken secret is ours to mend, so the push is tried again."""
        seconds = int(self._clock.now_epoch_seconds())
        try:
            webhook = Webhook(self._secret_of(parcel.recipient.id))
        except ConfigurationError as error:
            raise DeliveryFailed("secret_missing_for_partner") from error
        except (ValueError, EmptyWebhookSecretError):
            raise DeliveryFailed("secret_unusable") from None  # the cause could show the secret
        signature = webhook.sign(parcel.delivery_id, datetime.fromtimestamp(seconds, UTC), body.decode())
        return {
            "webhook-id": parcel.delivery_id,
            "webhook-timestamp": str(seconds),
            "webhook-signature": signature,
            "content-type": "application/json; charset=utf-8",
        }

    def _socket_for(self, address: Any) -> socket.socket:
        family, kind, protocol, _, place = address
        host = f"[{place[0]}]" if family == socket.AF_INET6 else place[0]
        self._check_reachable(f"//{host}:{place[1]}")
        return socket.socket(family, kind, protocol)


def event_for(parcel: Parcel, source: str) -> bytes:
    """The body: CloudEvents 1.0 attribute names around the payload. Raises DeliveryFailed if that is not JSON."""
    try:
        data = json.loads(parcel.text)
    except ValueError as error:
        raise DeliveryFailed("payload_not_json", is_permanent=True) from error
    event = {
        "specversion": "1.0",
        "id": parcel.delivery_id,
        "source": source,
        "type": NOTICE_PUBLISHED if parcel.notice_id else ALARM_RAISED,
        "subject": parcel.incident_id,
        "time": parcel.published_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "data": data,
    }
    return json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _receipt_id(text: str) -> str:
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    receipt_id = answer.get("receipt_id") if isinstance(answer, dict) else None
    return receipt_id[:SHOWN_CHARACTERS] if isinstance(receipt_id, str) else ""
