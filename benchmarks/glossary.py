"""How long the check of wording takes per 1,000 characters, on texts as they are published (goal: 1 ms at most).

The texts are the golden renditions, joined and repeated to 1,000 and 10,000 characters, each time beginning elsewhere,
and one text of the same length that is full of words to be found. The peer is the bare automaton over the same
spellings: no folding of what looks alike, no word edges, no exceptions, no proposals.
"""

import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind
from support.report import Result, quantile, report

from notices.glossary import load_glossary
from notices.glossary.spellings import spellings_of

ROUNDS = 300


def published_texts() -> str:
    """Every golden text for people, one after the other, without markup."""
    folder = Path(__file__).parent.parent / "tests" / "golden" / "renditions"
    kept = [path for path in sorted(folder.iterdir()) if path.name.endswith(".txt")]
    return "\n".join(path.read_text(encoding="utf-8") for path in kept)


def stretch(text: str, length: int, begin: int) -> str:
    """That many characters of the text without end, from some place of it."""
    return "".join(islice(cycle(text), begin % len(text), begin % len(text) + length))


def milliseconds(work: Callable[[str], object], texts: list[str]) -> list[float]:
    """What each text took."""
    taken = []
    for text in texts:
        begun = time.thread_time()
        work(text)
        taken.append((time.thread_time() - begun) * 1000)
    return taken


def main() -> None:
    """Measure and print."""
    glossary = load_glossary()
    spellings = sorted({spelling.text for entry in glossary.entries for spelling in spellings_of(entry)})
    automaton = AhoCorasick(spellings, matchkind=MatchKind.Standard)
    words = "。".join(entry.term for entry in glossary.entries)
    results = []
    for name, source in (("published texts", published_texts()), ("nothing but found words", words)):
        for length in (1000, 10_000):
            texts = [stretch(source, length, 37 * n) for n in range(ROUNDS)]
            milliseconds(glossary.find, texts[:20])
            ours = milliseconds(glossary.find, texts)
            bare = milliseconds(lambda text: automaton.find_matches_as_indexes(text, overlapping=True), texts)
            per_thousand = 1000 / length
            goal = 1.0 if source is not words else None
            median, bare_median = quantile(ours, 0.5), quantile(bare, 0.5)
            what = f"{name}, {length:,} characters"
            results += [
                Result(f"{what}: median per 1,000", median * per_thousand, "ms", goal),
                Result(f"{what}: p99 per 1,000", quantile(ours, 0.99) * per_thousand, "ms", goal),
                Result(f"{what}: times the bare automaton", median / bare_median, "times"),
            ]
    report("glossary", results)


if __name__ == "__main__":
    main()
