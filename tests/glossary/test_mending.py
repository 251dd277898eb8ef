"""What may be accepted unseen, and what is left to a person."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notices.glossary import Glossary, load_glossary
from notices.glossary.mending import mend

JA = load_glossary("ja")
WORDS = sorted(
    {spec.source for entry in JA.entries for spec in entry.specs} | {"「", "」", "。", "、", "通信", "\n", " "}
)
ENTRIES = [
    {
        "term": "疎通",
        "plain": "つながること",
        "severity": "block",
        "specs": [{"from": "疎通中", "to": "つながること中"}],
    },
    {"term": "輻輳", "plain": "通信の集中", "verb": "通信が集中", "severity": "block"},
    {"term": "規制", "plain": "通信の制限"},
    {"term": "網", "plain": "ネットワーク", "severity": "info"},
    {"term": "ほぼ回復", "severity": "block", "rule": "W4"},
    {"term": "位置登録", "rule": "W3", "note": "居場所の登録", "severity": "info"},
    {"term": "登録簿", "rule": "W3", "note": "疎通の表"},
    {"term": "電源再起動", "plain": "電話の再起動", "needs_facts": True},
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("夜から輻輳しています。", "夜から通信が集中しています。"),
        ("夜から輻輳が続いています。", "夜から通信の集中が続いています。"),
        ("規制しています。", "規制しています。"),
        ("疎通率が下がりました。", "疎通率が下がりました。"),
        ("大規模疎通", "大規模疎通"),
        ("疎通中です。", "つながること中です。"),
        ("輻輳規制", "輻輳規制"),
        ("通信の規制", "通信の規制"),
        ("「輻輳」と発表した。", "「輻輳」と発表した。"),
        ("https://a.jp/輻輳 と輻輳。", "https://a.jp/輻輳 と通信の集中。"),
        ("網が疎通した。", "網が疎通した。"),
        ("ほぼ回復", "ほぼ回復"),
        ("位置登録と位置登録。", "位置登録（居場所の登録）と位置登録。"),
        ("設備（位置登録）", "設備（位置登録）"),
        ("位置登録装置", "位置登録装置"),
        ("登録簿と輻輳。", "登録簿と通信の集中。"),
        ("電源再起動をお願いします。", "電源再起動をお願いします。"),
    ],
    ids=[
        "verb",
        "noun",
        "verb without a wording",
        "compound behind",
        "compound before",
        "a spec shows it",
        "adjacent",
        "said twice",
        "quotation",
        "address",
        "info and verb",
        "nothing proposed",
        "note once",
        "note in brackets",
        "note in a compound",
        "a note that needs one itself",
        "only a person knows",
    ],
)
def test_only_what_reads_on_by_itself_is_accepted(make: Callable[..., Glossary], text: str, expected: str) -> None:
    """The rest stays as it was written, and is left."""
    glossary = make(*ENTRIES)
    mended = mend(text, glossary)
    assert mended.text == expected
    assert list(mended.left) == glossary.find(expected)
    assert len(mended.applied) + len(mended.left) == len(glossary.find(text))


@settings(deadline=None)  # the first text builds the table of spellings
@given(st.lists(st.sampled_from(WORDS), max_size=8).map("".join))
def test_mending_makes_no_finding_and_is_done_at_once(text: str) -> None:
    """Nothing new is found in the result, and mending it again changes nothing that was mended."""
    mended = mend(text, JA)
    before = sorted((found.rule, found.matched) for found in JA.find(text))
    after = sorted((found.rule, found.matched) for found in [*mended.applied, *mended.left])
    assert after == before
    assert [text[found.start : found.end] for found in mended.applied] == [found.matched for found in mended.applied]
