"""How hard a text is to read: sentence by sentence, and the words nobody explained (W5).

A report to the writer, never a gate. The measure is data (`glossary/readability-<language>.toml`); it is ours, the
guideline asks for plain words without a number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from notices.domain.finding import Finding, Severity
from notices.glossary.katakana import unknown_katakana
from notices.glossary.readability_rules import Counted, ReadabilityRules, load_readability_rules
from notices.glossary.sentences import UNREAD, Stretch, mask_unread, sentences_of
from notices.glossary.splitting import split_place

RULE = "W5"
ELLIPSIS = "…"
_SHOWN_BEFORE, _SHOWN_AFTER = 16, 10


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with what makes it hard. `length` in the language's unit, without what is not read along.

    `split_at`: where it would best be parted, a code point of the whole text; None where it is short enough or nothing
    offers itself.
    """

    text: str
    start: int
    end: int
    length: int
    commas: int
    double_negatives: tuple[Stretch, ...]
    unknown_katakana: tuple[Stretch, ...]
    split_at: int | None


@dataclass(frozen=True, slots=True)
class Readability:
    """The report on one text. The words and double negatives of titles and lists are in it, their lengths are not."""

    counted: Counted
    most_length: int
    most_commas: int
    sentences: tuple[Sentence, ...]
    double_negatives: tuple[Stretch, ...]
    unknown_katakana: tuple[Stretch, ...]

    @property
    def longest(self) -> int:
        """The length of the longest sentence; 0 without any."""
        return max((sentence.length for sentence in self.sentences), default=0)

    @property
    def average(self) -> float:
        """The mean length of a sentence; 0 without any."""
        return sum(sentence.length for sentence in self.sentences) / (len(self.sentences) or 1)

    @property
    def long_sentences(self) -> tuple[Sentence, ...]:
        """Those that should be split."""
        return tuple(sentence for sentence in self.sentences if sentence.length > self.most_length)


def assess(text: str, language: str = "ja") -> Readability:
    """The report on a text. Raises ConfigurationError where the language has no measure, or a wrong one."""
    rules = load_readability_rules(language)
    read = mask_unread(text, rules)
    negatives = [Stretch(match.group(), *match.span()) for match in rules.double_negatives.finditer(read)]
    katakana = unknown_katakana(text, rules)
    return Readability(
        counted=rules.counted,
        most_length=rules.longest,
        most_commas=rules.most_commas,
        sentences=tuple(
            _sentence(stretch, read[stretch.start : stretch.end], negatives, katakana, rules)
            for stretch in sentences_of(text, read, rules)
        ),
        double_negatives=tuple(negatives),
        unknown_katakana=tuple(katakana),
    )


def find_hard(text: str, language: str = "ja") -> list[Finding]:
    """What makes the text hard to read, in its order; all of it for the record alone.

    `note` holds the count and the limit, and for a long sentence the words around the place where it may be split.
    """
    findings = (replace(finding, language=language) for finding in _findings(text, assess(text, language)))
    return sorted(findings, key=lambda finding: (finding.start, -finding.end))


def _sentence(
    stretch: Stretch, read: str, negatives: Sequence[Stretch], katakana: Sequence[Stretch], rules: ReadabilityRules
) -> Sentence:
    length = _length(read, rules.counted)
    split = split_place(read, rules) if length > rules.longest else None
    return Sentence(
        text=stretch.text,
        start=stretch.start,
        end=stretch.end,
        length=length,
        commas=sum(read.count(comma) for comma in rules.commas),
        double_negatives=_within(stretch, negatives),
        unknown_katakana=_within(stretch, katakana),
        split_at=None if split is None else stretch.start + split,
    )


def _length(read: str, counted: Counted) -> int:
    if counted is Counted.WORDS:
        return sum(any(map(str.isalnum, word)) for word in read.replace(UNREAD, " ").split())
    return len("".join(read.split())) - read.count(UNREAD)


def _within(stretch: Stretch, places: Sequence[Stretch]) -> tuple[Stretch, ...]:
    return tuple(place for place in places if stretch.start <= place.start < stretch.end)


def _findings(text: str, report: Readability) -> Iterator[Finding]:
    for sentence in report.sentences:
        if sentence.length > report.most_length:
            count = f"{sentence.length} > {report.most_length}"
            if sentence.split_at is None:
                yield _finding(sentence, "finding.w5_long_sentence", count)
            else:
                hint = f"{count}: {_around(text, sentence, sentence.split_at)}"
                yield _finding(sentence, "finding.w5_long_sentence_split", hint)
        if report.most_commas and sentence.commas > report.most_commas:
            yield _finding(sentence, "finding.w5_many_commas", f"{sentence.commas} > {report.most_commas}")
    for place in report.double_negatives:
        yield _finding(place, "finding.w5_double_negative")
    for place in report.unknown_katakana:
        yield _finding(place, "finding.w5_unknown_katakana")


def _finding(place: Sentence | Stretch, message: str, note: str | None = None) -> Finding:
    return Finding(
        rule=RULE,
        severity=Severity.INFO,
        matched=place.text,
        start=place.start,
        end=place.end,
        message=message,
        note=note,
    )


def _around(text: str, sentence: Sentence, at: int) -> str:
    """The last words before the place and the first ones behind it, with a bar between."""
    before, behind = (" ".join(part.split()) for part in (text[sentence.start : at], text[at : sentence.end]))
    shown = before if len(before) <= _SHOWN_BEFORE else ELLIPSIS + before[-_SHOWN_BEFORE:]
    return f"{shown}|{behind[:_SHOWN_AFTER]}{ELLIPSIS}"
