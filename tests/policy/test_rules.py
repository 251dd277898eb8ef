"""Every rule against its cases: data in, findings out."""

import importlib
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notices.policy.rules import RuleInput

CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


@pytest.mark.parametrize(("rule_module", "case"), CASES)
def test_rule_finds_exactly_what_its_case_says(
    rule_module: str, case: dict[str, Any], given: Callable[..., RuleInput]
) -> None:
    """Severity, place and message agree, and nothing else is found."""
    rule = importlib.import_module(f"notices.policy.rules.{rule_module}").RULE
    found = [f"{f.severity} {f.where} {f.message.removeprefix('finding.')}" for f in rule.check(given(case))]
    assert found == case["findings"]
