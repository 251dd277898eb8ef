"""The corpus of sentences is sound: marks stand where they say, halves are apart and large enough."""

import unicodedata
from collections import Counter

import pytest
from glossary.corpus_figures import HALVES, Sentence, read_half

FEWEST_TOGETHER = 300
FEWEST_IN_A_HALF = 180
LEAST_SHARE_WITHOUT = 0.35
SHORTEST, LONGEST = 10, 160


@pytest.fixture(scope="module")
def halves() -> dict[str, list[Sentence]]:
    """Both halves; reading them proves that every mark stands in its text."""
    return {half: read_half(half) for half in HALVES}


def test_both_halves_are_large_enough(halves: dict[str, list[Sentence]]) -> None:
    """One sentence more or less must not sway a figure."""
    sizes = {half: len(sentences) for half, sentences in halves.items()}
    assert {half: size for half, size in sizes.items() if size < FEWEST_IN_A_HALF} == {}
    assert sum(sizes.values()) >= FEWEST_TOGETHER


@pytest.mark.parametrize("half", HALVES)
def test_many_sentences_have_nothing_to_change(half: str, halves: dict[str, list[Sentence]]) -> None:
    """Only they can show what is found wrongly."""
    bare = [sentence for sentence in halves[half] if not sentence.spans]
    assert len(bare) / len(halves[half]) >= LEAST_SHARE_WITHOUT


def test_no_sentence_stands_twice(halves: dict[str, list[Sentence]]) -> None:
    """Nor twice in other widths or with other line breaks: what one half taught would be asked by the other."""
    texts = [sentence.text for sentences in halves.values() for sentence in sentences]
    bare = Counter("".join(unicodedata.normalize("NFKC", text).casefold().split()) for text in texts)
    assert [text for text, times in bare.items() if times > 1] == []


def test_sentences_are_as_long_as_in_notices(halves: dict[str, list[Sentence]]) -> None:
    """Between a headline and a paragraph."""
    texts = [sentence.text for sentences in halves.values() for sentence in sentences]
    assert [text for text in texts if not SHORTEST <= len(text) <= LONGEST] == []
