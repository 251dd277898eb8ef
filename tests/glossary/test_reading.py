"""A slip of the pen in the glossary is named by entry and field, all slips at once."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from notices.domain.errors import ConfigurationError
from notices.glossary import Glossary, load_glossary
from notices.glossary.reading import parse_glossary
from notices.messages import LANGUAGES, explain

WRONG_FIELDS = [
    ({"term": None}, "entry[1].term: ∅"),
    ({"term": " "}, "entry[1]  .term: ' ' (text)"),
    ({"severity": "blok"}, "entry[1] 甲.severity: 'blok' (block | warn | info)"),
    ({"rule": "W9"}, "entry[1] 甲.rule: 'W9' (W2 | W3 | W4)"),
    ({"status": None}, "entry[1] 甲.status: ∅ (ministry | carrier | ours)"),
    ({"confidence": 1}, "entry[1] 甲.confidence: 1"),
    ({"source": "S009"}, "entry[1] 甲.source: 'S009' (S)"),
    ({"valid_from": "2026-01-01"}, "entry[1] 甲.valid_from: '2026-01-01' (YYYY-MM-DD)"),
    ({"valid_to": date(2025, 1, 1)}, "entry[1] 甲.valid_to: '2025-01-01' (>= 2026-01-01)"),
    ({"variants": "乙"}, "entry[1] 甲.variants: '乙' ([text, …])"),
    ({"variants": [""]}, "entry[1] 甲.variants: [''] ([text, …])"),
    ({"phrases": {"甲の乙": ""}}, "entry[1] 甲.phrases:"),
    ({"valid_from": ""}, "entry[1] 甲.valid_from: '' (YYYY-MM-DD)"),
    ({"starts_word": 0}, "entry[1] 甲.starts_word: 0 (true | false)"),
    ({"starts_word": "yes"}, "entry[1] 甲.starts_word: 'yes' (true | false)"),
    ({"plian": "丙"}, "entry[1] 甲.plian: '丙' (→ plain)"),
    ({"specs": []}, "entry[1] 甲.specs: []"),
    ({"specs": [{"from": "乙"}]}, "entry[1] 甲.specs[1].to: ∅ (text)"),
    ({"rule": "W3"}, "entry[1] 甲.note: ∅ (text)"),
    ({"rule": "W3", "note": "注", "plain": "丙"}, "entry[1] 甲.plain: '丙' (∅)"),
]

PARTED = """
[language]
sentence_ends = ["。"]
annotated = "{term}（{note}）"
note_opens = ["（"]
denials = ["<denial>"]
[language.denial_parts]
a = "a"
c = "(<a>b"
[sources]
S = "出典"
"""


@pytest.mark.parametrize(("fields", "shown"), WRONG_FIELDS)
def test_a_wrong_field_is_named(make: Callable[..., Glossary], fields: Mapping[str, object], shown: str) -> None:
    """Whoever edits the words reads which entry and field to mend, and what may stand there, in both languages."""
    with pytest.raises(ConfigurationError) as refusal:
        make(fields)
    assert refusal.value.details["count"] == 1
    assert [language for language in LANGUAGES if shown not in explain(refusal.value, language)] == []


def test_all_mistakes_are_named_at_once(make: Callable[..., Glossary]) -> None:
    """One run shows everything there is to mend."""
    with pytest.raises(ConfigurationError) as refusal:
        make({"severity": "blok", "sourec": "S"}, {"term": "乙", "valid_to": "soon"}, head="[langauge]")
    named = [mistake.partition(":")[0] for mistake in str(refusal.value.details["mistakes"]).split("; ")]
    assert named == [
        "[language].sentence_ends", "[language].annotated", "[language].note_opens",
        "entry[1] 甲.severity", "entry[1] 甲.source", "entry[1] 甲.sourec",
        "entry[2] 乙.valid_to", "entry[2] 乙.source", "langauge",
    ]  # fmt: skip


def test_a_denial_that_is_no_expression_is_named(make: Callable[..., Glossary]) -> None:
    """Parts are put in place first, each with the parts before it."""
    head = PARTED.replace("<denial>", "<c>)")
    assert make({}, head=head).language.denials == ("(ab)",)
    with pytest.raises(ConfigurationError, match=r"\[language\]\.denials: '\(ab'"):
        make({}, head=PARTED.replace("<denial>", "<c>"))


def test_a_word_belongs_to_one_entry_at_a_time(make: Callable[..., Glossary]) -> None:
    """Two entries with the same spelling would answer by chance; one after the other is no mistake."""
    with pytest.raises(ConfigurationError, match="乙: 'abc'"):
        make({"term": "甲", "variants": ["ABC"]}, {"term": "乙", "variants": ["ａｂｃ"]})
    assert len(make({"valid_to": date(2026, 2, 1)}, {"valid_from": date(2026, 2, 2)}).entries) == 2


@pytest.mark.parametrize("text", ["[[entry", "entry = 1\n[[entry]]"])
def test_a_file_that_is_no_toml_is_named(text: str) -> None:
    """The parser's own words say where."""
    with pytest.raises(ConfigurationError, match="glossary_unreadable"):
        parse_glossary(text, Path("small.toml"))


def test_a_language_without_words_is_refused() -> None:
    """The file that is missing is named."""
    with pytest.raises(ConfigurationError, match=r"xx\.toml"):
        load_glossary("xx")
