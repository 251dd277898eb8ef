"""Files stay small enough to be seen at once."""

import statistics
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("notices", "channels", "scheduler")
ALL_CODE = (*CODE, "tests", "scripts", "benchmarks")
MOST_LINES = 400
MEDIAN_LINES = 100


def lines_of(folders: tuple[str, ...]) -> dict[str, int]:
    """The length of every Python file below the folders."""
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}


def test_no_file_is_longer_than_400_lines() -> None:
    """Whoever opens a file can hold it in mind."""
    assert {name: lines for name, lines in lines_of(ALL_CODE).items() if lines > MOST_LINES} == {}


def test_the_usual_file_is_shorter_than_100_lines() -> None:
    """One noun per file keeps the median down."""
    assert statistics.median(lines_of(CODE).values()) < MEDIAN_LINES
