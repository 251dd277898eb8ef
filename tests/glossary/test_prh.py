"""The glossary as rules of prh: the file is YAML of prh's form, and its patterns do what its specs say.

prh itself reads the specs when it loads the file. Here the patterns are tried by Python, which reads the same ones but
for a look behind without an end (the first mention of W3).
"""

import re
from typing import Any

import pytest
import yaml

from notices.glossary import Glossary
from notices.glossary.prh import as_prh
from notices.resources import glossary_dir

# some seven hundred rules in a file of a megabyte
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def text(ja: Glossary) -> str:
    """The file."""
    return as_prh(ja)


@pytest.fixture(scope="module")
def rules(text: str) -> list[dict[str, Any]]:
    """Its rules."""
    found: list[dict[str, Any]] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))["rules"]
    return found


FIRST_MENTION = re.compile(r"\(\?<!\(\?:(?:(?!\(\?<!).)*?\)\[\^\]\*\)")


def replaced(rule: dict[str, Any], text: str) -> str:
    """What prh makes of the text with this one rule."""
    pattern = re.compile(FIRST_MENTION.sub("", rule["pattern"][1:-1]), re.MULTILINE)

    def said(match: re.Match[str]) -> str:
        return match.group() if match.group(1) else rule["expected"].replace("$2", match.group(2))

    return pattern.sub(said, text)


def is_note(rule: dict[str, Any]) -> bool:
    """Whether it looks at the first mention alone."""
    return "[^]*" in rule["pattern"]


def test_every_rule_has_the_fields_of_prh(rules: list[dict[str, Any]]) -> None:
    """And its pattern is written as JavaScript writes one, without flags; exceptions are caught in the first group."""
    fields = [set(rule) - {"specs", "regexpMustEmpty"} for rule in rules]
    assert [each for each in fields if each != {"expected", "pattern", "prh"}] == []
    assert [rule for rule in rules if not (rule["pattern"].startswith("/(") and rule["pattern"].endswith("/"))] == []
    assert {rule["regexpMustEmpty"] for rule in rules if not rule["pattern"].startswith("/()")} == {"$1"}


def test_every_rule_does_what_its_specs_say(rules: list[dict[str, Any]]) -> None:
    """Alone, as prh tries it when it loads the file."""
    pairs = [(rule, spec) for rule in rules for spec in rule.get("specs", ())]
    assert len(pairs) >= len(rules) / 2
    wrong = [(rule["expected"], spec) for rule, spec in pairs if replaced(rule, spec["from"]) != spec["to"]]
    assert wrong == []


@pytest.mark.parametrize(
    ("wording", "written", "expected"),
    [
        ("通信が集中", "輻輳しております。", ["通信が集中しております。"]),
        ("通信の集中", "ﾌｸｿｳの解消", ["通信の集中の解消"]),
        ("通信の集中", "船舶の輻輳海域", []),
        ("$2【要書き直し】", "ほぼ回復しました。", ["ほぼ回復【要書き直し】しました。"]),
        ("$2【要書き直し】", "ほぼ回復【要書き直し】しました。", []),
    ],
    ids=["verb", "half-width", "exception", "no wording", "marked already"],
)
def test_a_word_is_replaced_as_the_glossary_would(
    rules: list[dict[str, Any]], wording: str, written: str, expected: list[str]
) -> None:
    """By the rules of that wording; done a second time it changes nothing."""
    made = {replaced(rule, written) for rule in rules if rule["expected"] == wording}
    assert sorted(made - {written}) == expected


def test_every_entry_in_force_is_there(ja: Glossary, rules: list[dict[str, Any]]) -> None:
    """With a note, with a wording, or with the mark that asks a person for one."""
    shown = [message.split(" ")[0] for message in (str(rule["prh"]) for rule in rules)]
    assert set(shown) == {entry.rule.value for entry in ja.entries if entry.is_in_force(None)}
    notes = {rule["expected"] for rule in rules if is_note(rule)}
    assert notes == {
        f"$2（{entry.note}）" for entry in ja.entries if entry.rule.value == "W3" and entry.is_in_force(None)
    }
    wordings = {wording for entry in ja.entries if entry.is_in_force(None) for wording in entry.wordings}
    assert wordings <= {rule["expected"] for rule in rules}
    assert "$2【要書き直し】" in {rule["expected"] for rule in rules}


def test_the_specs_of_most_entries_travel(ja: Glossary, rules: list[dict[str, Any]]) -> None:
    """Each spec that changes something is in the file, but for spellings that prh cannot see."""
    travelled = {spec["from"] for rule in rules for spec in rule.get("specs", [])}
    specs = [spec.source for entry in ja.entries for spec in entry.specs if spec.source != spec.target]
    assert len([source for source in specs if source in travelled]) >= 0.95 * len(specs)


def test_the_head_says_what_prh_cannot(ja: Glossary, text: str, rules: list[dict[str, Any]]) -> None:
    """Every line of it is a remark."""
    head = text.split("version: 1", maxsplit=1)[0]
    assert (glossary_dir() / "prh-ja.toml").is_file()
    assert all(line.startswith("#") for line in head.splitlines())
    assert f"見出し {len([e for e in ja.entries if e.is_in_force(None)])}件、規則 {len(rules)}件" in head
