"""Every scenario of ours, replayed by both desks: what tests look at afterwards."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from notices.desk.incident_state import content_of, published_notices
from notices.domain.notice_content import NoticeContent, NoticeKind
from notices.domain.rendition import Form
from notices.resources import scenarios_dir
from notices.sandbox.replay.run import replay, set_stage
from notices.sandbox.replay.scenario import read_scenario
from notices.sandbox.replay.simulation import NobodyWatches

# the longest ones first, so that two processes begin with one each
NAMES = sorted(
    (f"{path.stem}.{desk}" for path in scenarios_dir().glob("*.json") for desk in ("absent", "attentive")),
    key=lambda name: (not name.startswith("kddi"), name),
)


@dataclass(frozen=True)
class Outcome:
    """What one replay left: its report, every text by number and form, every file of the public site."""

    name: str
    report: dict[str, Any]
    missed: list[str]
    not_arrived: list[str]
    refused: tuple[str, ...]
    contents: dict[int, NoticeContent]
    texts: dict[int, dict[Form, str]]
    site: dict[str, str]


def turning_points(contents: dict[int, NoticeContent]) -> list[int]:
    """The numbers of the reports to be read: the first, each where the stage or the kind changes, and the last."""
    points, before = [], None
    for number, content in sorted(contents.items()):
        now = (content.stage, content.kind is NoticeKind.UPDATE)
        if before is None or now[0] is not before[0] or not now[1]:
            points.append(number)
        before = now
    return [*points, *({max(contents)} - set(points))]


def replayed(name: str, folder: Path) -> Outcome:
    """One replay from file to result; `name` is scenario and desk, joined by a dot."""
    scenario_id, _, desk = name.rpartition(".")
    scenario = read_scenario(scenarios_dir() / f"{scenario_id}.json")

    async def run() -> Outcome:
        stage = set_stage(scenario, folder)
        try:
            played = await replay(scenario, desk, timedelta(minutes=5), stage, NobodyWatches())
            report = played.report
            with stage.house.desk.database.read() as records:
                notices = published_notices(records, report.notices[0].incident_id)
                texts = {n.number or 0: records.notices.texts(n.id) for n in notices}
        finally:
            await stage.close()
        site = folder / "site"
        return Outcome(
            name=name,
            report=report.as_json(),
            missed=[deadline.key for deadline in report.missed],
            not_arrived=[f"{d.number} {d.channel} {d.status}" for d in report.not_arrived],
            refused=played.refused,
            contents={notice.number or 0: content_of(notice) for notice in notices},
            texts=texts,
            site={str(p.relative_to(site)): p.read_text(encoding="utf-8") for p in site.rglob("*") if p.is_file()},
        )

    return asyncio.run(run())
