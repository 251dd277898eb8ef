"""The checker: all rules on one notice."""

from collections.abc import Callable

import pytest

from notices.domain.finding import Finding, Severity
from notices.policy.checker import blocks, check_notice, check_text
from notices.policy.rules import RuleInput


def test_sound_first_report_has_no_finding(given: Callable[..., RuleInput]) -> None:
    """Nothing is held against a report in which nothing is wrong."""
    assert check_notice(given({})) == []


def test_findings_of_all_rules_come_together(given: Callable[..., RuleInput]) -> None:
    """A person sees everything that is wrong at once, not one thing after the other."""
    case = {
        "content": {"outlook": {"kind": "target", "text": "7時15分"}, "next_update_at": "none"},
        "wording": {"cause": "輻輳のため"},
        "texts": {"title": "お知らせ"},
        "without": ["cause"],
        "measures": {"x": {"units": 300, "limit": 280}},
        "terms": [{"term": "輻輳", "rule": "W2", "severity": "block"}],
    }
    assert [finding.rule for finding in check_notice(given(case))] == ["C1", "C2", "C5", "T4", "O3", "W2"]


@pytest.mark.parametrize(
    ("severities", "is_blocked"),
    [([], False), (["info", "warn"], False), (["warn", "block"], True)],
)
def test_only_a_blocking_finding_blocks(severities: list[str], is_blocked: bool) -> None:
    """A warning asks a person to look; it stops nobody."""
    assert blocks(Finding("C2", Severity(severity)) for severity in severities) is is_blocked


def test_text_alone_is_checked_for_its_words() -> None:
    """Outside a notice the glossary's findings come back as they are, with places in the text as given."""
    finding = Finding("W2", Severity.BLOCK, matched="輻輳", start=0, end=2, proposal="通信の集中")
    assert check_text("輻輳のため", lambda text: [finding] if text == "輻輳のため" else []) == [finding]
