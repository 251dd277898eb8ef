"""How long the short texts really are: every sample, and every replay's first report, turning points and last.

Run by `scripts/short-texts`. A real notice carries no 【再現】 and a real address: both stand in for the replay's.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rendering.samples import GOLDEN
from worlds.replays import NAMES, replayed, turning_points

from channels.sms.spec import SPEC as SMS
from channels.x.spec import SPEC as X
from notices.domain.channel_spec import Measure, measures_of
from notices.domain.incident_event import Mode
from notices.domain.notice_content import NoticeContent
from notices.domain.rendition import Form
from notices.rendering.fit import AIMED_SEGMENTS
from notices.rendering.renderer import Renderer

ADDRESS = "https://oshirase.kaku.example/incidents/{}/"
MEASURES = measures_of((X, SMS))
RENDERER = Renderer(measures=MEASURES)


@dataclass(frozen=True)
class Row:
    """One notice and the length of its two short texts."""

    what: str
    sms: Measure
    post: Measure

    @property
    def fits(self) -> bool:
        """Whether it is what is aimed for."""
        return self.sms.segments <= AIMED_SEGMENTS and not self.post.is_too_long

    def __str__(self) -> str:
        remark = "" if self.fits else "  more than two segments" if not self.post.is_too_long else "  too long"
        sms = f"{self.sms.units:4} units {self.sms.segments} segments"
        return f"{self.what:58} SMS {sms}   X {self.post.units:3} of {self.post.limit}{remark}"


def measured(what: str, content: NoticeContent) -> Row:
    """The row of one notice, as it would go out in earnest."""
    real = replace(content, mode=Mode.NORMAL, page_url=ADDRESS.format(content.incident_id))
    texts = RENDERER.texts(real)
    return Row(what, MEASURES[Form.SMS](texts[Form.SMS]), MEASURES[Form.POST](texts[Form.POST]))


def of_samples() -> Iterator[Row]:
    """Every sample of the golden files."""
    for name, content in GOLDEN.items():
        yield measured(f"sample {name}", content)


def of_replays(folder: Path) -> Iterator[Row]:
    """Every scenario with both desks."""
    for name in sorted(NAMES):
        contents = replayed(name, folder / name).contents
        for number in turning_points(contents):
            content = contents[number]
            yield measured(f"{name} {number} {content.kind} {content.stage}", content)


def main() -> None:
    """Print the table, and the least, the middle and the greatest of it."""
    parser = argparse.ArgumentParser(description="Lengths of short messages and posts.")
    parser.add_argument("--samples", action="store_true", help="only the samples; without the replays (minutes)")
    rows = list(of_samples())
    if not parser.parse_args().samples:
        with tempfile.TemporaryDirectory() as folder:
            rows += of_replays(Path(folder))
    sms, posts = [row.sms.units for row in rows], [row.post.units for row in rows]
    lines = [str(row) for row in rows]
    for name, lengths in (("SMS units", sms), ("X weighted", posts)):
        lines.append(f"{name}: min {min(lengths)}, median {statistics.median(lengths):g}, max {max(lengths)}")
    lines.append(f"{sum(row.fits for row in rows)} of {len(rows)} in at most two segments and one post")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
