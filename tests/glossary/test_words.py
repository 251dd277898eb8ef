"""Every word of glossary/ja.toml proves itself, and the words hold together."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from notices.domain.finding import Severity
from notices.glossary import Entry, Glossary, load_glossary
from notices.glossary.entry import Spec, Status, WordRule
from notices.glossary.fold import fold
from notices.glossary.spellings import spellings_of
from notices.messages import LANGUAGES, catalogue
from notices.resources import scenarios_dir

ENTRIES = load_glossary("ja").entries
SPECS = [pytest.param(entry, spec, id=f"{entry.term}-{spec.source}") for entry in ENTRIES for spec in entry.specs]
SPELLINGS = {entry: [s for s in spellings_of(entry) if not s.is_exception] for entry in ENTRIES}
BLOCKED = [s.text for entry, of_it in SPELLINGS.items() if entry.severity is Severity.BLOCK for s in of_it]
BY_TERM = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.term)

OUTAGE_WORDS = {
    "VoLTE交換機でのトラヒックの輻輳。流量制御などの対処を実施中": (
        "音声通話をつなぐ設備での通信の集中。通信の制限などの対処を実施中"
    ),
    "西日本の復旧作業終了": "",
    "東日本の復旧作業終了": "",
    "音声通話の通信規制50％を継続": "音声通話の通信の制限50％を継続",
    "通信規制を解除": "通信の制限を解除",
    "ほぼ回復": "",
    "LTEパケット交換機": "LTEの通信をつなぐ設備",
    "LTEパケット交換機全台でソフトウェアに異常": "LTEの通信をつなぐ設備のすべてでソフトウェアに異常",
    "3G網の輻輳": "3Gの通信の集中",
    "ソフトウェア内の証明書の有効期限切れ": "ソフトウェア内の通信の安全を確かめるデータの期限切れ",
}


@pytest.mark.parametrize(("entry", "spec"), SPECS)
def test_a_spec_reads_as_it_says(ja: Glossary, entry: Entry, spec: Spec) -> None:
    """Accepting the proposals gives the wording the entry promises, and then there is nothing left to accept."""
    assert (ja.plain(spec.source), ja.plain(spec.target)) == (spec.target, spec.target)


@BY_TERM
def test_a_word_is_found_in_one_of_its_specs(ja: Glossary, entry: Entry) -> None:
    """An entry whose specs show only exceptions proves nothing."""
    spellings = {spelling.text for spelling in SPELLINGS[entry]}
    found = {fold(finding.matched).text for spec in entry.specs for finding in ja.find(spec.source)}
    assert found & spellings


@BY_TERM
def test_every_spelling_is_found_as_its_own_word(ja: Glossary, entry: Entry) -> None:
    """No spelling is hidden by its own exceptions, by its edges or by another entry."""
    spellings = SPELLINGS[entry]
    found = {spelling.text: [(f.matched, f.rule) for f in ja.find(spelling.text)] for spelling in spellings}
    if entry.rule is WordRule.NEEDS_NOTE:
        assert all(found.values())
        return
    assert found == {spelling.text: [(spelling.text, entry.rule)] for spelling in spellings}


@BY_TERM
def test_every_proposal_is_plain_itself(ja: Glossary, entry: Entry) -> None:
    """What a word is replaced by contains no word of the glossary, blocking or not."""
    assert {wording: ja.find(wording) for wording in entry.wordings} == {wording: [] for wording in entry.wordings}


@BY_TERM
def test_a_longer_word_never_softens_a_blocked_one(ja: Glossary, entry: Entry) -> None:
    """A spelling that holds a blocked word blocks too: the longest match must not open a way around."""
    holding = [s.text for s in SPELLINGS[entry] if any(word in s.text for word in BLOCKED)]
    assert {text: [f.severity for f in ja.find(text)] for text in holding} == {t: [Severity.BLOCK] for t in holding}


@pytest.mark.parametrize("thing", ["光回線", "専用線", "伝送路", "交換機", "基地局", "ケーブル", "当社", "電話"])
def test_no_exception_lets_a_blocked_word_of_telecoms_through(ja: Glossary, thing: str) -> None:
    """An exception for another trade (新幹線の復旧作業終了) may not end like a thing of ours."""
    written = [f"{thing}の{word}のお知らせ" for word in BLOCKED]
    assert [text for text in written if Severity.BLOCK not in {f.severity for f in ja.find(text)}] == []


@BY_TERM
def test_a_note_is_short(entry: Entry) -> None:
    """It stands in the middle of somebody's sentence, or on one line of a report."""
    assert len(entry.note or "") <= 40


def test_only_two_wordings_are_the_ministrys() -> None:
    """We claim no more of the ministry's glossary than its summary shows."""
    ministry = {(entry.term, entry.plain) for entry in ENTRIES if entry.status is Status.MINISTRY}
    assert ministry == {("輻輳", "通信の集中"), ("流量規制", "通信の制限")}


def test_superseded_drafts_are_never_proposed() -> None:
    """「通信規制」 and 「アクセス集中」 were the drafts' words, and stay out of every proposal."""
    wordings = "\n".join(wording for entry in ENTRIES for wording in entry.wordings)
    assert [draft for draft in ("通信規制", "アクセス集中") if draft in wordings] == []


@pytest.mark.parametrize(
    ("word", "rule", "proposal"),
    [
        ("輻輳", "W2", "通信の集中"),
        ("流量規制", "W2", "通信の制限"),
        ("通信規制", "W4", "通信の制限"),
        ("アクセス集中", "W4", "通信の集中"),
        ("復旧作業終了", "W4", None),
        ("復旧作業が終了", "W4", None),
        ("復旧作業完了", "W4", None),
        ("ほぼ回復", "W4", None),
        ("順次回復", "W4", None),
    ],
)
def test_these_words_are_refused(ja: Glossary, word: str, rule: str, proposal: str | None) -> None:
    """The words of W1 and W4 block, each with the wording that may replace it."""
    found = [(f.rule, f.severity, f.matched, f.start, f.end, f.proposal) for f in ja.find(f"{word}のお知らせ")]
    assert found == [(rule, Severity.BLOCK, word, 0, len(word), proposal)]


def test_our_own_proposals_only_warn() -> None:
    """What no ministry or press has judged may be overruled by the writer."""
    assert [e.term for e in ENTRIES if e.source == "ours" and e.severity is Severity.BLOCK] == []


@pytest.mark.parametrize(("text", "expected"), OUTAGE_WORDS.items())
def test_words_of_real_outages_read_plainly(ja: Glossary, text: str, expected: str) -> None:
    """What carriers really reported reads as a notice would say it; what cannot be said so is dropped."""
    assert ja.plain_or_drop(text) == expected


def test_other_words_of_real_outages_are_left_alone(ja: Glossary) -> None:
    """No text of a scenario is changed but those above."""
    texts = {text for path in scenarios_dir().glob("*.json") for text in _texts(path)}
    assert {text for text in texts if ja.plain_or_drop(text) != text} == set(OUTAGE_WORDS)


def test_a_finding_is_a_sentence_in_both_languages(ja: Glossary) -> None:
    """Every message a finding names stands in the catalogues."""
    messages = {finding.message for entry in ENTRIES for spec in entry.specs for finding in ja.find(spec.source)}
    assert [(code, lang) for code in sorted(messages) for lang in LANGUAGES if code not in catalogue(lang)] == []


def _texts(path: Path) -> Iterator[str]:
    for fact in json.loads(path.read_text(encoding="utf-8"))["facts"]:
        for name in ("text", "basis", "residual", "because", "user_action"):
            if isinstance(fact.get(name), str):
                yield fact[name]
