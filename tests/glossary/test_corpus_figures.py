"""Precision and recall count what they say, on sentences and findings made by hand."""

from pathlib import Path

import pytest
from glossary.corpus_figures import Figures, Miss, Sentence, Span, lines_of, measure, places, read_half

from notices.domain.finding import Finding, Severity

TEXT = "交換機の故障で輻輳しており、回復は未定です。"
SENTENCE = Sentence(TEXT, places(TEXT, ["交換機", "輻輳", "回復"]))
PLAIN = Sentence("復旧しました。", ())


def found(words: str, *, rule: str = "W2", severity: Severity = Severity.BLOCK, text: str = TEXT) -> Finding:
    """A finding on the first place of the words."""
    start = text.index(words)
    return Finding(rule, severity, words, start, start + len(words))


def figures_of(*findings: Finding) -> Figures:
    """The figures of the one sentence, and one without marks in which nothing is found."""
    return measure([SENTENCE, PLAIN], lambda text: findings if text == TEXT else ())


def test_everything_found_is_one_and_one() -> None:
    """Blocking and warning findings of every wording rule count."""
    figures = figures_of(
        found("交換機", rule="W3", severity=Severity.WARN),
        found("輻輳"),
        found("回復", rule="W4", severity=Severity.WARN),
    )
    assert figures == Figures(2, 3, 3, (), ())
    assert (figures.precision, figures.recall) == (1.0, 1.0)


def test_what_nobody_found_lowers_recall_and_what_nobody_marked_precision() -> None:
    """Two of three marks, one of two findings wrong in its place."""
    figures = figures_of(found("交換機"), found("輻輳"), found("故障"), found("未定"))
    assert figures.missed == (Miss("回復", TEXT),)
    assert figures.false == (Miss("故障", TEXT), Miss("未定", TEXT))
    assert (figures.precision, figures.recall) == (0.5, pytest.approx(2 / 3))


def test_one_shared_character_is_enough_and_touching_is_not() -> None:
    """Where a term exactly begins and ends is left to taste."""
    figures = figures_of(found("輻輳しており"), found("機の"), found("は"))
    assert [miss.words for miss in figures.missed] == ["回復"]
    assert [miss.words for miss in figures.false] == ["は"]


def test_two_findings_on_one_mark_are_two_right_findings_and_one_mark() -> None:
    """A mark counts once, however much is found on it."""
    figures = figures_of(found("交換"), found("換機"))
    assert (figures.findings, len(figures.false), len(figures.missed)) == (2, 0, 2)


def test_one_finding_over_two_marks_hits_both() -> None:
    """A longer term than the marked ones is no miss."""
    figures = figures_of(found("輻輳しており、回復"))
    assert [miss.words for miss in figures.missed] == ["交換機"]


@pytest.mark.parametrize(
    "other", [found("輻輳", severity=Severity.INFO), found("輻輳", rule="W5"), found("輻輳", rule="C1")]
)
def test_reports_and_other_rules_do_not_count(other: Finding) -> None:
    """Neither as a hit nor as a false finding."""
    assert figures_of(other) == figures_of()


def test_a_finding_in_a_sentence_without_marks_is_false() -> None:
    """That is what such sentences are for."""
    figures = measure([PLAIN], lambda text: [found("復旧", text=text)])
    assert (figures.false, figures.precision, figures.recall) == ((Miss("復旧", PLAIN.text),), 0.0, 1.0)


def test_equal_words_are_taken_in_order_and_others_where_they_are_said_to_be() -> None:
    """The n-th equal word is its n-th occurrence."""
    assert places("網と網と網", ["網", "網"]) == (Span(0, 1), Span(2, 3))
    assert places("網と網と網", ["網", "網"], [0, 4]) == (Span(0, 1), Span(4, 5))


@pytest.mark.parametrize(
    ("words", "at"),
    [
        (["輻輳"], None),
        (["網", "網", "網", "網"], None),
        (["と網", "網と"], None),
        (["網"], [1]),
        (["網"], [0, 2]),
        ([""], None),
    ],
)
def test_marks_that_do_not_stand_there_are_refused(words: list[str], at: list[int] | None) -> None:
    """Not there, too often, out of order, elsewhere, more starts than words, nothing at all."""
    with pytest.raises(ValueError, match=r"do not stand|zip"):
        places("網と網と網", words, at)


def test_a_half_is_read_with_line_breaks_inside_words(tmp_path: Path) -> None:
    """As the files write them."""
    (tmp_path / "made.toml").write_text('[[sentence]]\ntext = "輻\\n輳です"\nspans = ["輻\\n輳"]\n', encoding="utf-8")
    assert read_half("made", tmp_path) == [Sentence("輻\n輳です", (Span(0, 3),))]


def test_sentences_are_printed_only_when_asked() -> None:
    """The held-out half stays unseen."""
    figures = figures_of(found("交換機"), found("輻輳"), found("故障"))
    hidden = lines_of("held_out", figures, is_shown=False)
    assert hidden == [
        "held_out     precision 0.6667  recall 0.6667  sentences 2  marks 3 (missed 1)  findings 3 (false 1)"
    ]
    assert lines_of("held_out", figures, is_shown=True) == [
        *hidden,
        f"  missed '回復' in {TEXT!r}",
        f"  false  '故障' in {TEXT!r}",
    ]
