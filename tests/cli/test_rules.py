"""`shuchi rules`: the list, one rule in full, and the page that is written from them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notices.policy.rules import RULES

PAGE = Path(__file__).resolve().parents[2] / "docs/rules.md"
Shuchi = Callable[..., Any]


def test_the_page_of_the_rules_is_what_the_rules_say(shuchi: Shuchi) -> None:
    """Stale: `shuchi rules --markdown > docs/rules.md`."""
    assert shuchi("rules", "--markdown").out == PAGE.read_text(encoding="utf-8")


def test_every_rule_is_listed_with_its_clauses(shuchi: Shuchi) -> None:
    """Id, severities, clauses with confidence, languages, override."""
    rows = {row["id"]: row for row in json.loads(shuchi("rules", "--json").out)["rules"]}
    table = shuchi("rules").out

    assert [rule.id for rule in RULES] == list(rows)
    assert [rule.id for rule in RULES if f"│ {rule.id} " not in table] == []
    assert rows["C4"]["clauses"][0] == {"id": "S000-2019-root-cause", "confidence": "high"}
    assert (rows["W"]["is_overridable"], rows["C12"]["is_overridable"]) == (True, False)
    assert rows["C4"]["severities"] == ["block", "warn", "info"]


@pytest.mark.parametrize("name", ["C6", "c6"])
def test_one_rule_is_shown_in_full(shuchi: Shuchi, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """With a bad and a good notice."""
    monkeypatch.setenv("SHUCHI_LANGUAGE", "en")
    told = shuchi("rules", name).out
    assert told.startswith("C6: a restored report has the time of recovery")
    assert ("\nBad: 「【復旧】" in told, "\nGood: 「【復旧】" in told, "must be mended" in told) == (True, True, True)


def test_a_rule_that_does_not_exist_is_one_sentence(shuchi: Shuchi) -> None:
    """With those that do."""
    ran = shuchi("rules", "C99")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "C99" in ran.err
    assert "C12" in ran.err
