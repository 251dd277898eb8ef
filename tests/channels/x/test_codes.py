"""X's answers in our words."""

import pytest

from channels.x.codes import DUPLICATE, OTHER_REFUSAL, REFUSALS, UNREADABLE, failure, rate_limited
from notices.messages import LANGUAGES, catalogue

V2_DUPLICATE = "You are not allowed to create a Tweet with duplicate content."


@pytest.mark.parametrize(
    ("status", "text", "reason", "is_permanent", "is_unanswered"),
    [
        (400, "Invalid Request", "request_refused", True, False),
        (401, "Unauthorized", "credentials_refused", True, False),
        (402, "CreditsDepleted", "credit_used_up", True, False),
        (403, "Your Tweet text is too long.", "account_not_allowed", True, False),
        (403, V2_DUPLICATE, "post_duplicate", True, False),
        (403, "Status is a duplicate.", "post_duplicate", True, False),
        (404, "Not Found", "request_refused", True, False),
        (500, "Internal Server Error", "vendor_broken", False, True),
        (503, "Over capacity", "vendor_broken", False, True),
    ],
)
def test_an_http_error_becomes_one_failure(
    status: int, text: str, reason: str, is_permanent: bool, is_unanswered: bool
) -> None:
    """Refusals are final; after a 5xx the post may stand all the same."""
    failed = failure(status, text, is_sending=True)
    assert (failed.reason, failed.is_permanent, failed.is_unanswered) == (reason, is_permanent, is_unanswered)


def test_a_question_that_fails_leaves_nothing_open() -> None:
    """Only a post can have been taken."""
    assert not failure(503, "", is_sending=False).is_unanswered


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": "1060"}, 60),
        ({"x-rate-limit-reset": "1060"}, 60),
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": "990"}, 0),
        (
            {
                "x-rate-limit-remaining": "98",
                "x-rate-limit-reset": "1060",
                "x-user-limit-24hour-remaining": "0",
                "x-user-limit-24hour-reset": "5000",
            },
            4000,
        ),
        ({"x-rate-limit-reset": "soon"}, None),
        ({}, None),
    ],
)
def test_the_wait_is_that_of_the_limit_used_up(headers: dict[str, str], seconds: float | None) -> None:
    """The day's limit counts where the quarter-hour's is not used up; a reset in the past means now."""
    failed = rate_limited(headers, 1000.0, "Too Many Requests")
    assert (failed.reason, failed.retry_after_seconds, failed.is_permanent) == ("rate_limited", seconds, False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_sentence(language: str) -> None:
    """Whoever reads the alarm is told what to do."""
    reasons = {reason for reason, _ in REFUSALS.values()} | {"rate_limited", "vendor_broken", "vendor_unreachable"}
    reasons |= {DUPLICATE, OTHER_REFUSAL, UNREADABLE, "no_answer"}
    assert {reason for reason in reasons if f"error.{reason}" not in catalogue(language)} == set()
