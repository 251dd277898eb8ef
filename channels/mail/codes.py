"""The relay's answers in our words. RFC 5321 §4.2: 4xx is temporary, 5xx is permanent; the text is free.

What concerns our own login stays repeatable: a person mends it, and the mail still goes.
"""

from notices.domain.errors import DeliveryFailed

# SMTP reply: our reason, the standard's own words (RFC 5321 §4.2.3, RFC 4954 §6)
REPLIES: dict[int, tuple[str, str]] = {
    421: ("relay_busy", "Service not available, closing transmission channel"),
    450: ("mailbox_busy", "Mailbox unavailable"),
    451: ("relay_busy", "Local error in processing"),
    452: ("relay_busy", "Insufficient system storage"),
    454: ("relay_login_refused", "Temporary authentication failure"),
    530: ("relay_login_refused", "Authentication required"),
    534: ("relay_login_refused", "Authentication mechanism is too weak"),
    535: ("relay_login_refused", "Authentication credentials invalid"),
    538: ("relay_login_refused", "Encryption required for requested authentication mechanism"),
    550: ("mailbox_unknown", "Mailbox unavailable"),
    551: ("mailbox_unknown", "User not local"),
    552: ("mail_refused", "Exceeded storage allocation"),
    553: ("mailbox_unknown", "Mailbox name not allowed"),
    554: ("mail_refused", "Transaction failed"),
}
LOGIN_REFUSED = "relay_login_refused"
OTHER_PERMANENT = "mail_refused"
OTHER_TEMPORARY = "relay_busy"


def failure(code: int, text: str) -> DeliveryFailed:
    """The failure for a reply that refuses this mail."""
    is_final = code >= 500
    reason, _ = REPLIES.get(code, (OTHER_PERMANENT if is_final else OTHER_TEMPORARY, ""))
    return DeliveryFailed(
        reason, is_permanent=is_final and reason != LOGIN_REFUSED, vendor_code=str(code), vendor_text=text[:300]
    )
