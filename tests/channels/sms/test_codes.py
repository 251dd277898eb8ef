"""Twilio's answers in our words."""

import json

import pytest

from channels.sms.codes import CODES, failure, why
from notices.messages import LANGUAGES, catalogue


def body(code: int) -> str:
    return json.dumps({"code": code, "message": "words", "status": 400})


@pytest.mark.parametrize(
    ("status", "said", "reason", "is_permanent", "is_unanswered"),
    [
        (400, body(21211), "number_invalid", True, False),
        (400, body(21614), "number_not_mobile", True, False),
        (400, body(21610), "opted_out", True, False),
        (400, body(21611), "queue_full", False, False),
        (400, body(21606), "sender_refused", False, False),
        (400, body(29999), "request_refused", True, False),
        (401, body(20003), "credentials_refused", False, False),
        (401, "<html>", "credentials_refused", False, False),
        (404, "", "request_refused", True, False),
        (429, body(20429), "rate_limited", False, False),
        (500, body(20500), "vendor_broken", False, True),
        (502, "[]", "vendor_broken", False, True),
        (302, "", "answer_unreadable", False, True),
        (400, "[" * 100_000, "request_refused", True, False),
    ],
)
def test_an_http_error_becomes_one_failure(
    status: int, said: str, reason: str, is_permanent: bool, is_unanswered: bool
) -> None:
    """What lies with the number is final, what lies with our account is not; after a 5xx it may have been taken."""
    failed = failure(status, said, None, is_sending=True)
    assert (failed.reason, failed.is_permanent, failed.is_unanswered) == (reason, is_permanent, is_unanswered)


@pytest.mark.parametrize(("retry_after", "seconds"), [("30", 30.0), (None, None), ("soon", None)])
def test_the_wait_is_what_twilio_asks_for(retry_after: str | None, seconds: float | None) -> None:
    """Retry-After in seconds, where it is there."""
    assert failure(429, "", retry_after, is_sending=True).retry_after_seconds == seconds


def test_a_question_that_fails_leaves_nothing_open() -> None:
    """Only a message can have been taken."""
    assert not failure(503, "", None, is_sending=False).is_unanswered


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (30005, "number_not_in_use 30005 Unknown destination handset"),
        (39999, "not_delivered 39999"),
        (None, "not_delivered"),
    ],
)
def test_why_puts_the_vendors_words_beside_ours(code: int | None, text: str) -> None:
    """Also for codes that the table does not know."""
    assert why(code) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_sentence(language: str) -> None:
    """Whoever reads the alarm is told what to do."""
    reasons = {answer.reason for answer in CODES.values()} | {"vendor_unreachable", "no_answer", "answer_unreadable"}
    assert {reason for reason in reasons if f"error.{reason}" not in catalogue(language)} == set()
