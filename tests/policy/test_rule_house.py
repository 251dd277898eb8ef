"""What every rule owes the house: cases, clauses, a place in the register and a docstring that shows both notices."""

import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from notices.domain.finding import Severity
from notices.messages import LANGUAGES, catalogue
from notices.policy import rules as rules_package
from notices.policy.clause import load_clauses
from notices.policy.rule_document import document_of
from notices.policy.rules import RULES, Rule

CASES_DIR = Path(__file__).parent / "cases"
RULES_DIR = Path(rules_package.__file__).parent
STEMS = sorted(path.stem for path in RULES_DIR.glob("*.py") if path.stem != "__init__")


def _module(stem: str) -> ModuleType:
    return sys.modules[f"notices.policy.rules.{stem}"]


def _rule(stem: str) -> Rule:
    rule = _module(stem).RULE
    assert isinstance(rule, Rule)
    return rule


def _cases(stem: str) -> list[dict[str, object]]:
    rows = tomllib.loads((CASES_DIR / f"{stem}.toml").read_text(encoding="utf-8"))["case"]
    assert isinstance(rows, list)
    return rows


def _messages(stem: str) -> set[str]:
    """Every code that stands in the rule's source, whichever way it gets into a finding."""
    return set(re.findall(r'"finding\.(\w+)"', (RULES_DIR / f"{stem}.py").read_text(encoding="utf-8")))


def test_every_rule_file_is_registered_once() -> None:
    """A rule that is not in the register checks nothing."""
    registered = [rule.check.__module__.rsplit(".", 1)[1] for rule in RULES]
    assert sorted(registered) == STEMS


def test_every_rule_has_cases_and_every_case_file_a_rule() -> None:
    """One file each, by the same name."""
    assert sorted(path.stem for path in CASES_DIR.glob("*.toml")) == STEMS


@pytest.mark.parametrize("stem", STEMS)
def test_cases_show_both_a_pass_and_a_finding(stem: str) -> None:
    """A rule that never or always finds something is no rule."""
    assert {bool(case["findings"]) for case in _cases(stem)} == {True, False}


@pytest.mark.parametrize("stem", STEMS)
def test_cases_show_every_message_of_the_rule(stem: str) -> None:
    """No message is left untried."""
    told = _messages(stem)
    shown = {str(finding).rsplit(" ", 1)[1] for case in _cases(stem) for finding in case["findings"]}  # type: ignore[attr-defined]
    assert told - shown == set()


@pytest.mark.parametrize("stem", STEMS)
def test_cases_show_every_severity_the_rule_says_it_has(stem: str) -> None:
    """And no other; the gravest first."""
    shown = {str(finding).split(" ", 1)[0] for case in _cases(stem) for finding in case["findings"]}  # type: ignore[attr-defined]
    assert [severity.value for severity in _rule(stem).severities] == [each.value for each in Severity if each in shown]


@pytest.mark.parametrize("stem", STEMS)
def test_title_in_english_is_the_docstrings(stem: str) -> None:
    """The catalogue's other languages translate it."""
    rule = _rule(stem)
    assert catalogue("en")[f"rule.{rule.id}"] == document_of(rule).title


@pytest.mark.parametrize("stem", STEMS)
def test_every_message_of_the_rule_has_its_sentence(stem: str) -> None:
    """In both languages; the room's other test reads only codes that stand right beside their finding."""
    told = {f"finding.{code}" for code in _messages(stem)}
    assert [told - set(catalogue(language)) for language in LANGUAGES] == [set()] * len(LANGUAGES)


@pytest.mark.parametrize("stem", STEMS)
def test_file_is_named_by_the_rules_id(stem: str) -> None:
    """`c2_items.py` holds C2."""
    assert stem.split("_", maxsplit=1)[0] == _rule(stem).id.lower()


@pytest.mark.parametrize("stem", STEMS)
def test_docstring_shows_a_bad_and_a_good_notice(stem: str) -> None:
    """The docstring is the rule's documentation: one sentence with its id, then both examples."""
    documentation = _module(stem).__doc__ or ""
    heads = [re.split(r"[: ]", line)[0] for line in documentation.splitlines() if re.match(r"\w+:", line)]
    assert heads[:3] + heads[3:4] == [_rule(stem).id, "Bad", "Good", "Clauses"]


@pytest.mark.parametrize("stem", STEMS)
def test_docstring_and_rule_cite_the_same_known_clauses(stem: str) -> None:
    """At least one, each with the confidence that the clause has."""
    known = {clause.id: clause.confidence.value for clause in load_clauses()}
    documentation = " ".join((_module(stem).__doc__ or "").split("Clauses:")[1].split())
    told = dict(re.findall(r"([\w-]+) \((\w+)\)", documentation))
    assert told == {clause_id: known.get(clause_id, "unknown") for clause_id in _rule(stem).clause_ids} != {}
