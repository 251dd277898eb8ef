"""X's answers in our words. X names most refusals by HTTP status alone; a duplicate is known only by its text.

https://docs.x.com/x-api/fundamentals/response-codes-and-errors, https://docs.x.com/x-api/fundamentals/rate-limits
(November 2026).
"""

from collections.abc import Mapping

from notices.domain.errors import DeliveryFailed

# HTTP status: our reason, X's title. All permanent: a person must act, and a dead post is an alarm at once.
REFUSALS: dict[int, tuple[str, str]] = {
    400: ("request_refused", "Invalid Request"),
    401: ("credentials_refused", "Unauthorized"),
    402: ("credit_used_up", "Payment Required"),
    403: ("account_not_allowed", "Forbidden"),
}
OTHER_REFUSAL = "request_refused"
DUPLICATE = "post_duplicate"
UNREADABLE = "answer_unreadable"

# 403 with one of these is a duplicate: v2's wording, and the older one of code 187.
DUPLICATE_TEXTS = ("duplicate content", "status is a duplicate")

# The 15-minute window, and the account's and the app's day; each may be the one that is used up.
LIMITS = ("x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour")


def failure(status: int, text: str, *, is_sending: bool) -> DeliveryFailed:
    """The failure for an HTTP error. A 5xx after a post leaves open whether it was taken."""
    if status >= 500:
        return DeliveryFailed("vendor_broken", is_unanswered=is_sending, vendor_code=str(status), vendor_text=text)
    reason, _ = REFUSALS.get(status, (OTHER_REFUSAL, ""))
    if status == 403 and any(words in text.lower() for words in DUPLICATE_TEXTS):
        reason = DUPLICATE
    return DeliveryFailed(reason, is_permanent=True, vendor_code=str(status), vendor_text=text)


def rate_limited(headers: Mapping[str, str], now_epoch_seconds: float, text: str) -> DeliveryFailed:
    """The failure for 429: nothing was taken, and X says when to come back (a Unix time; X sends no Retry-After)."""
    resets = [
        int(headers[f"{limit}-reset"])
        for limit in LIMITS
        if headers.get(f"{limit}-remaining", "0") == "0" and headers.get(f"{limit}-reset", "").isdecimal()
    ]
    seconds = max(0.0, max(resets) - now_epoch_seconds) if resets else None
    return DeliveryFailed("rate_limited", retry_after_seconds=seconds, vendor_code="429", vendor_text=text)
