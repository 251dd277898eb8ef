"""Shows a replay in the terminal as it happens, and what came of it. All words come from the catalogues."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

from notices.desk.desk import Desk
from notices.desk.incident_state import published_notices
from notices.domain.deadline import DeadlineState, Timer, TimerKind
from notices.domain.delivery import DeliveryStatus
from notices.domain.rendition import Form
from notices.messages import say
from notices.rendering.formats import format_day, format_time
from notices.sandbox.replay.fiction import Veil
from notices.sandbox.replay.report import NOT_NEEDED
from notices.sandbox.replay.run import Replayed
from notices.sandbox.replay.scenario import Scenario, ScenarioFact

_STYLES = {TimerKind.REMIND: "yellow", TimerKind.ANNOUNCE: "magenta", TimerKind.MISS: "bold red"}


class Terminal:
    """Answers the simulation's watcher. Quiet where nobody looks: lines only, no bar, when output is piped."""

    def __init__(self, console: Console, scenario: Scenario, desk: Desk, veil: Veil) -> None:
        self._console = console
        self._desk = desk
        self._veil = veil
        self._day = ""
        self._told: set[int] = set()
        self._arrived: Counter[tuple[int, str]] = Counter()
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
        self._progress = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
        self._task = self._progress.add_task(say("replay.progress"), total=len(scenario.facts))

    def __enter__(self) -> "Terminal":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def assumed(self, lines: Sequence[str]) -> None:
        """What was made up, before anything else."""
        for line in lines:
            self._console.print(say("replay.assumed", text=line), style="dim")

    def on_fact(self, at: datetime, fact: ScenarioFact) -> None:
        """One fact became known."""
        self._progress.advance(self._task)
        shown = ("service", "effect", "text", "to", "basis")
        told = {**fact.data, "effect": say(f"effect.{fact.data['effect']}")} if fact.data.get("effect") else fact.data
        text = " ".join(str(told[name]) for name in shown if told.get(name))
        self._line(at, say(f"replay.fact.{fact.what}", text=self._veil.over(text)), "cyan")

    def on_timer(self, at: datetime, timer: Timer) -> None:
        """The clock did something."""
        if timer.kind is TimerKind.ISSUE:
            return
        if timer.kind is TimerKind.JUDGE:
            word, _, rest = timer.key.partition(":")
            self._line(at, say(f"replay.severity.{word}", clause=rest.partition("@")[0]), "yellow")
            return
        minutes = timer.minutes_left or 0
        what = (timer.deadline_key or "").partition(":")[0] or timer.kind.value
        text = say(f"replay.timer.{timer.kind.value}", what=say(f"deadline.{what}"), minutes=minutes)
        self._line(at, text, _STYLES.get(timer.kind, "dim"))

    def on_settled(self, at: datetime, incident_id: str) -> None:
        """All work due at this moment is done: new reports, and what arrived where."""
        with self._desk.database.read() as records:
            notices = published_notices(records, incident_id)
            fresh = [n for n in notices if (n.number or 0) not in self._told]
            titles = {n.id: records.notices.texts(n.id)[Form.TITLE] for n in fresh}
            deliveries = records.deliveries.of_incident(incident_id)
        for notice in fresh:
            self._told.add(notice.number or 0)
            by = say("replay.by_clock" if notice.is_automatic else "replay.by_desk")
            self._line(at, f"{titles[notice.id]}  [{by}]", "bold green")
        arrived = Counter((d.number, d.channel) for d in deliveries if d.status is DeliveryStatus.DELIVERED)
        due = Counter((d.number, d.channel) for d in deliveries if d.status not in NOT_NEEDED)
        changed = [key for key in arrived if arrived[key] != self._arrived[key]]
        if changed:
            parts = [f"{channel} {arrived[number, channel]}/{due[number, channel]}" for number, channel in changed]
            self._line(at, say("replay.arrived", channels="  ".join(parts)), "green")
        self._arrived = arrived

    def _line(self, at: datetime, text: str, style: str) -> None:
        day = format_day(at)
        if day != self._day:
            self._day = day
            self._console.print(day, style="bold", markup=False, highlight=False)
        self._console.print(f"{format_time(at)}  {text}", style=style, markup=False, highlight=False)


def print_report(console: Console, replayed: Replayed, scenario: Scenario) -> None:
    """The comparison with what really happened, and the deadlines. Only here do real names appear."""
    report = replayed.report
    console.print()
    table = Table(title=say("replay.compare.title", carrier=scenario.carrier_name or "-", scenario=scenario.id))
    table.add_column(say("replay.compare.what"))
    table.add_column(scenario.carrier_name or "-", justify="right")
    table.add_column("shuchi", justify="right")
    for row in report.compared:
        theirs, ours = _minutes(row.carrier, "replay.no_record"), _minutes(row.shuchi, "replay.not_made")
        table.add_row(say(f"compare.{row.what}"), theirs, ours)
    console.print(table)
    states = Counter((d.what, d.state) for d in report.deadlines)
    for (what, state), count in sorted(states.items()):
        style = "bold red" if state is DeadlineState.MISSED else None
        text = say(
            "replay.deadlines", what=say(f"deadline.{what}"), state=say(f"replay.state.{state.value}"), count=count
        )
        console.print(text, style=style)
    arrived = sum(1 for d in report.deliveries if d.status is DeliveryStatus.DELIVERED)
    console.print(
        say("replay.summary", reports=len(report.notices), arrived=arrived, open=len(report.not_arrived)),
        style="bold" if report.is_clean() else "bold red",
    )
    if replayed.skipped:
        console.print(say("replay.skipped", count=replayed.skipped), style="dim")
    for findings in replayed.refused:
        console.print(say("replay.refused", findings=findings), style="yellow")


def _minutes(value: float | None, otherwise: str) -> str:
    return say(otherwise) if value is None else say("replay.minutes", minutes=value)
