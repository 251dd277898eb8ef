"""Which deadline a shell names as the next one."""

import pytest

from notices.cli.client.duties import next_duty

DUE = {"first": "2026-11-21T03:30:00Z", "second": "2026-11-21T18:10:00Z"}


def deadline(what: str, due: str, **more: object) -> dict[str, object]:
    """One deadline as the API tells it, unanswered unless said otherwise."""
    return {"what": what, "due_at": DUE[due], "state": "pending", "met_at": None, "met_by_number": None} | more


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"state": "pending"}, "quick_report"),
        ({"state": "missed"}, "quick_report"),
        ({"state": "missed", "met_at": "2026-11-21T17:58:34Z"}, "next_update"),
        ({"state": "pending", "met_by_number": 1}, "next_update"),
        ({"state": "met", "met_at": "2026-11-21T03:00:00Z"}, "next_update"),
    ],
    ids=["pending", "missed", "answered late", "published, not yet received", "met"],
)
def test_what_was_answered_late_is_not_the_next_any_more(answer: dict[str, object], expected: str) -> None:
    """A missed deadline is named until somebody answers it, and then no longer."""
    found = next_duty([deadline("quick_report", "first", **answer), deadline("next_update", "second")])
    assert found is not None
    assert found["what"] == expected
