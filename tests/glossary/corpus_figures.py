"""How well the glossary finds what people marked in the corpus: precision and recall by overlap (W2, W3, W4).

    python -m tests.glossary.corpus_figures [--half development|held_out] [--show]

Run from the checkout. Without `--show` it prints counts alone, so that the held-out half stays unseen.
"""

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import click

from notices.domain.finding import Finding, Severity
from notices.glossary import load_glossary

CORPUS = Path(__file__).parent / "corpus"
HALVES = ("development", "held_out")
RULES = frozenset({"W1", "W2", "W3", "W4"})
SEVERITIES = frozenset({Severity.BLOCK, Severity.WARN})

Find = Callable[[str], Iterable[Finding]]


@dataclass(frozen=True)
class Span:
    """One place in a sentence that a writer should change; code points, `end` excluded."""

    start: int
    end: int

    def overlaps(self, finding: Finding) -> bool:
        """Whether they share a character: where a term exactly begins and ends is left to taste."""
        return self.start < finding.end and finding.start < self.end


@dataclass(frozen=True)
class Sentence:
    """One sentence of the corpus with its marks, in order."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Miss:
    """A mark that nothing found, or a finding where nothing is marked: the words and their sentence."""

    words: str
    sentence: str


@dataclass(frozen=True)
class Figures:
    """What a half gave. A mark is hit by any finding that overlaps it; a finding is right if it overlaps any mark."""

    sentences: int
    spans: int
    findings: int
    missed: tuple[Miss, ...]
    false: tuple[Miss, ...]

    @property
    def recall(self) -> float:
        """The share of marks that were hit; 1.0 where there are none."""
        return 1 - len(self.missed) / self.spans if self.spans else 1.0

    @property
    def precision(self) -> float:
        """The share of findings that are right; 1.0 where there are none."""
        return 1 - len(self.false) / self.findings if self.findings else 1.0


def places(text: str, words: Sequence[str], at: Sequence[int] | None = None) -> tuple[Span, ...]:
    """Where the marked words stand: the n-th equal word is its n-th occurrence, unless `at` gives every start.

    Raises ValueError for a word that does not stand there, and for marks out of order or over each other.
    """
    starts, after = [], dict.fromkeys(words, 0)
    for word in words:
        starts.append(text.find(word, after[word]) if word else -1)
        after[word] = starts[-1] + len(word)
    if at is not None:
        starts = list(at)
    spans = tuple(Span(start, start + len(word)) for start, word in zip(starts, words, strict=True))
    wrong = [word for span, word in zip(spans, words, strict=True) if text[span.start : span.end] != word or not word]
    if wrong or any(one.end > other.start for one, other in pairwise(spans)):
        raise ValueError(f"{words} do not stand in this order in: {text}")
    return spans


def read_half(half: str, folder: Path = CORPUS) -> list[Sentence]:
    """The sentences of one half. Raises ValueError as `places` does, KeyError for a table without its fields."""
    tables = tomllib.loads((folder / f"{half}.toml").read_text(encoding="utf-8"))["sentence"]
    return [Sentence(table["text"], places(table["text"], table["spans"], table.get("at"))) for table in tables]


def measure(sentences: Iterable[Sentence], find: Find) -> Figures:
    """Every sentence is a text of its own, as a title or a post would be."""
    read = list(sentences)
    found, missed, false = 0, [], []
    for sentence in read:
        text = sentence.text
        findings = [one for one in find(text) if one.rule in RULES and one.severity in SEVERITIES]
        found += len(findings)
        for span in sentence.spans:
            if not any(span.overlaps(finding) for finding in findings):
                missed.append(Miss(text[span.start : span.end], text))
        for finding in findings:
            if not any(span.overlaps(finding) for span in sentence.spans):
                false.append(Miss(text[finding.start : finding.end], text))
    return Figures(len(read), sum(len(one.spans) for one in read), found, tuple(missed), tuple(false))


def lines_of(half: str, figures: Figures, *, is_shown: bool) -> list[str]:
    """One line of figures; where asked, one more for each miss."""
    head = (
        f"{half:<12} precision {figures.precision:.4f}  recall {figures.recall:.4f}  "
        f"sentences {figures.sentences}  marks {figures.spans} (missed {len(figures.missed)})  "
        f"findings {figures.findings} (false {len(figures.false)})"
    )
    kinds = (("missed", figures.missed), ("false", figures.false)) if is_shown else ()
    return [head, *(f"  {kind:<6} {one.words!r} in {one.sentence!r}" for kind, misses in kinds for one in misses)]


@click.command()
@click.option("--half", type=click.Choice(HALVES), help="One half alone.")
@click.option("--show", "is_shown", is_flag=True, help="List misses and false findings, too.")
def main(half: str | None, *, is_shown: bool) -> None:
    """Precision and recall of the glossary over the corpus."""
    find = load_glossary().find
    for each in [half] if half else HALVES:
        for line in lines_of(each, measure(read_half(each), find), is_shown=is_shown):
            click.echo(line)


if __name__ == "__main__":
    main()
