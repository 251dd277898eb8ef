"""Twilio's answers in our words.

https://www.twilio.com/docs/api/errors, https://www.twilio.com/docs/messaging/api/message-resource (November 2026).
Permanent is what lies with the number or the text. What lies with our own account stays repeatable: a person mends
it in mid-outage, and the message still goes while it is valid. Twilio adds finer codes beside the old ones, so an
unknown code is read by its HTTP status.
"""

import json
from dataclasses import dataclass

from notices.domain.delivery import DeliveryStatus
from notices.domain.errors import DeliveryFailed

OPTED_OUT = "21610"
UNREADABLE = "answer_unreadable"


@dataclass(frozen=True, slots=True)
class Answer:
    """Our reason, whether trying again is useless, and Twilio's own title."""

    reason: str
    is_permanent: bool
    vendor_text: str


CODES: dict[str, Answer] = {
    # Refused at once
    "20003": Answer("credentials_refused", False, "Authenticate"),
    "20005": Answer("account_not_allowed", False, "Account not active"),
    "20404": Answer("request_refused", True, "The requested resource was not found"),
    "20429": Answer("rate_limited", False, "Too Many Requests"),
    "21211": Answer("number_invalid", True, "Invalid 'To' Phone Number"),
    "21408": Answer("region_not_allowed", False, "Permission to send an SMS has not been enabled for the region"),
    "21602": Answer("request_refused", True, "Message body is required"),
    "21603": Answer("sender_refused", False, "A 'From' phone number is required"),
    "21606": Answer("sender_refused", False, "The 'From' phone number is not a valid, message-capable number"),
    OPTED_OUT: Answer("opted_out", True, "Attempt to send to unsubscribed recipient"),
    "21611": Answer("queue_full", False, "This 'From' number has exceeded the maximum number of queued messages"),
    "21612": Answer("number_not_reachable_from_here", True, "The 'To' number is not currently reachable"),
    "21614": Answer("number_not_mobile", True, "'To' number is not a valid mobile number"),
    "21617": Answer("text_too_long", True, "The concatenated message body exceeds the 1600 character limit"),
    "90007": Answer("request_refused", True, "Invalid validity period value"),
    # Said later, when the message was looked up
    "30001": Answer("queue_full", False, "Queue overflow"),
    "30002": Answer("account_not_allowed", False, "Account suspended"),
    "30003": Answer("phone_unreachable", True, "Unreachable destination handset"),
    "30004": Answer("message_blocked", True, "Message blocked"),
    "30005": Answer("number_not_in_use", True, "Unknown destination handset"),
    "30006": Answer("number_not_mobile", True, "Landline or unreachable carrier"),
    "30007": Answer("message_blocked", True, "Message filtered"),
    "30008": Answer("not_delivered", True, "Unknown error"),
    "30036": Answer("no_longer_valid", True, "Validity Period Expired"),
}

# What became of a message. "sent" left Twilio; whether the phone has it, only "delivered" says.
STATUSES: dict[str, DeliveryStatus] = {
    "accepted": DeliveryStatus.SENT,
    "scheduled": DeliveryStatus.SENT,
    "queued": DeliveryStatus.SENT,
    "sending": DeliveryStatus.SENT,
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.DELIVERED,
    "undelivered": DeliveryStatus.DEAD,
    "failed": DeliveryStatus.DEAD,
    "canceled": DeliveryStatus.DEAD,
}


def failure(status: int, body: str, retry_after: str | None, *, is_sending: bool) -> DeliveryFailed:
    """The failure for any answer but a 2xx. A 5xx after a message leaves open whether it was taken; a 429 never does.

    Twilio redirects nobody, so a 3xx is the word of something in between.
    """
    code, text = _named(body)
    seconds = float(retry_after) if retry_after and retry_after.isdecimal() else None
    if status == 429:
        return DeliveryFailed("rate_limited", retry_after_seconds=seconds, vendor_code=code or "429", vendor_text=text)
    if status < 400:
        return DeliveryFailed(UNREADABLE, is_unanswered=is_sending, vendor_code=str(status))
    if status >= 500:
        return DeliveryFailed(
            "vendor_broken", is_unanswered=is_sending, retry_after_seconds=seconds,
            vendor_code=code or str(status), vendor_text=text,
        )  # fmt: skip
    answer = CODES.get(code) or (CODES["20003"] if status == 401 else Answer("request_refused", True, text))
    return DeliveryFailed(
        answer.reason, is_permanent=answer.is_permanent, vendor_code=code or str(status), vendor_text=text
    )


def why(error_code: int | None) -> str:
    """A receipt's detail for a message that did not arrive: our reason, then Twilio's code and words."""
    code = str(error_code or "")
    answer = CODES.get(code, Answer("not_delivered", True, ""))
    return " ".join(part for part in (answer.reason, code, answer.vendor_text) if part)


def _named(body: str) -> tuple[str, str]:
    """Code and words of an error body; empty where it is not Twilio's JSON (a proxy's page, say)."""
    try:
        said = json.loads(body)
        return str(said.get("code") or ""), str(said.get("message") or said.get("title") or "")
    except (ValueError, AttributeError, RecursionError):
        return "", ""
