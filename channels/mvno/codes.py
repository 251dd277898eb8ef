"""A partner's answers in our words.

Standard Webhooks: any answer but 2xx is a failure and is tried again; 410 alone says "never again"; redirects are not
followed (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, November 2026).
So 401 and 404 stay repeatable: a partner that mends its secret or its route in mid-outage still gets the notice.
"""

import math
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from notices.domain.errors import DeliveryFailed

# HTTP status: our reason, the status line's own words
REFUSALS: dict[int, tuple[str, str]] = {
    401: ("signature_refused", "Unauthorized"),
    403: ("signature_refused", "Forbidden"),
    404: ("endpoint_missing", "Not Found"),
    405: ("endpoint_missing", "Method Not Allowed"),
    410: ("endpoint_gone", "Gone"),
    429: ("rate_limited", "Too Many Requests"),
    503: ("partner_busy", "Service Unavailable"),
}
REDIRECTED = "endpoint_redirects"
OTHER_REFUSAL = "partner_refused"
BROKEN = "partner_broken"
GONE = 410


def failure(status: int, headers: Mapping[str, str], text: str, now_epoch_seconds: float) -> DeliveryFailed:
    """The failure for any answer but 2xx; `text` is the beginning of what the partner wrote."""
    reason, _ = REFUSALS.get(status, (_by_class(status), ""))
    return DeliveryFailed(
        reason,
        is_permanent=status == GONE,
        retry_after_seconds=wait_asked_for(headers.get("Retry-After"), now_epoch_seconds),
        vendor_code=str(status),
        vendor_text=text or None,
    )


def wait_asked_for(retry_after: str | None, now_epoch_seconds: float) -> float | None:
    """Seconds of a Retry-After header, given as seconds or as an HTTP date (RFC 9110 §10.2.3); None if unreadable."""
    if not retry_after:
        return None
    try:
        seconds = float(retry_after)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(retry_after).timestamp() - now_epoch_seconds
        except ValueError:
            return None
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _by_class(status: int) -> str:
    if 300 <= status < 400:
        return REDIRECTED
    return OTHER_REFUSAL if status < 500 else BROKEN
