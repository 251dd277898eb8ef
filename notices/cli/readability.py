"""The report on how hard a text is to read, after the findings of `shuchi check` (W5)."""

from notices.cli.findings import finding_lines, finding_row
from notices.domain.finding import Finding
from notices.glossary.readability import Readability, Sentence
from notices.messages import say


def readability_lines(name: str, text: str, report: Readability, findings: list[Finding]) -> list[str]:
    """The figures in one line, then what should be split or said otherwise; nothing for a text without a sentence."""
    if not report.sentences and not findings:
        return []
    headline = say(
        f"check.readability_{report.counted.value}",
        count=len(report.sentences),
        average=f"{report.average:.0f}",
        longest=report.longest,
        limit=report.most_length,
        long=len(report.long_sentences),
    )
    return [headline, "", *finding_lines(name, text, findings)]


def readability_document(text: str, report: Readability, findings: list[Finding]) -> dict[str, object]:
    """For programs; lengths in `counted`."""
    return {
        "counted": report.counted.value,
        "most_length": report.most_length,
        "most_commas": report.most_commas or None,
        "average": round(report.average, 1),
        "longest": report.longest,
        "sentences": [_sentence(sentence) for sentence in report.sentences],
        "findings": [finding_row(text, finding, ()) for finding in findings],
    }


def _sentence(sentence: Sentence) -> dict[str, object]:
    return {
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "length": sentence.length,
        "commas": sentence.commas,
        "double_negatives": [place.text for place in sentence.double_negatives],
        "unknown_katakana": [place.text for place in sentence.unknown_katakana],
        "split_at": sentence.split_at,
    }
