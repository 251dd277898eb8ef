"""The replay itself: simulated time jumps from event to event and stands still while work is outstanding."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Protocol

from notices.bootstrap import House
from notices.desk.incident_state import published_notices
from notices.desk.record_event import Reported, open_incident, record_event
from notices.domain import incident_event as ev
from notices.domain.deadline import Timer, TimerKind
from notices.domain.incident_event import IncidentKind, Reporter, ReporterKind
from notices.domain.notice_content import NoticeKind
from notices.sandbox.replay.facts import FactReader
from notices.sandbox.replay.fiction import fiction
from notices.sandbox.replay.scenario import Scenario, ScenarioFact
from notices.sandbox.replay.sim_clock import SimulatedClock
from notices.sandbox.replay.simulated_desk import SimulatedDesk

AFTER_RESTORED = timedelta(minutes=70)
AFTER_RECOVERED = timedelta(hours=3)
# far more than any moment needs: what fails at every beat would otherwise be tried for ever
MOST_AT_ONE_MOMENT = 200
AFTER_LAST_FACT = timedelta(minutes=10)
_KINDS = {"data_lost": IncidentKind.DATA_LOSS, "hard_to_use": IncidentKind.DEGRADATION}


class Watcher(Protocol):
    """Is told what happens while the replay runs."""

    def on_fact(self, at: datetime, fact: ScenarioFact) -> None:
        """One fact became known."""

    def on_timer(self, at: datetime, timer: Timer) -> None:
        """The clock did something."""

    def on_settled(self, at: datetime, incident_id: str) -> None:
        """All work due at this moment is done."""


class NobodyWatches:
    """For tests and `--json`: the records tell everything afterwards."""

    def on_fact(self, at: datetime, fact: ScenarioFact) -> None:
        """Nothing is shown."""

    def on_timer(self, at: datetime, timer: Timer) -> None:
        """Nothing is shown."""

    def on_settled(self, at: datetime, incident_id: str) -> None:
        """Nothing is shown."""


@dataclass
class Simulation:
    """One scenario, one house, one pass. `incident_id` is known once the first fact has been told."""

    scenario: Scenario
    house: House
    clock: SimulatedClock
    reader: FactReader
    people: SimulatedDesk | None
    watcher: Watcher
    incident_id: str = ""
    skipped: list[ScenarioFact] = field(default_factory=list)

    async def run(self) -> None:
        """Tell every fact at its time and let the house do its work in between."""
        await self.house.heartbeat.place_site()
        stood_still = 0
        moments = [(at, list(facts)) for at, facts in groupby(self.scenario.facts, key=lambda fact: fact.at)]
        while True:
            following = moments[0][0] if moments else None
            at, end = self._next_moment(following), self._end(has_more=bool(moments))
            if at is None or (end is not None and at > end):
                break
            stood_still = stood_still + 1 if at == self.clock.now() else 0
            if stood_still > MOST_AT_ONE_MOMENT:
                raise RuntimeError(f"the replay does not get on at {at.isoformat()}; the log says why")
            self.clock.set(at)
            if following is not None and following <= at:
                self._tell(moments.pop(0)[1])
            await self._settle(at)
        self.skipped = [fact for _, facts in moments for fact in facts]

    def _tell(self, facts: list[ScenarioFact]) -> None:
        now = self.clock.now()
        told: list[Reported] = []
        for fact in facts:
            users = self.scenario.users if self._is_among_first(fact) else None
            reported = self.reader.read(fact, users)
            if fact.what == "detected" and self.scenario.occurred_at is not None:
                reported.append(Reported(ev.OnsetEstimated(self.scenario.occurred_at)))
            told += reported
            self.watcher.on_fact(now, fact)
        reporter = Reporter(fiction()["carrier"]["trusted_source"], ReporterKind.TRUSTED_SOURCE, "noc")
        if not self.incident_id:
            self.incident_id = open_incident(self.house.desk, self._kind(), told, reporter, now, now)
        else:
            record_event(self.house.desk, self.incident_id, told, reporter, now, now)
        if self.people is not None:
            self.people.hear(self.incident_id, told, now)
            self.people.write(self.incident_id, now)

    def _is_among_first(self, fact: ScenarioFact) -> bool:
        """The overall figure stands for the services known first; which of them it counts, no record says."""
        first = next((f for f in self.scenario.facts if f.what == "service"), None)
        return first is not None and fact.what == "service" and fact.at == first.at

    def _kind(self) -> IncidentKind:
        if self.scenario.kind is not None:
            return self.scenario.kind
        effects = [fact.data.get("effect") for fact in self.scenario.facts if fact.what == "service"]
        kinds = {_KINDS.get(str(effect), IncidentKind.OUTAGE) for effect in effects}
        return kinds.pop() if len(kinds) == 1 else IncidentKind.OUTAGE

    async def _settle(self, at: datetime) -> None:
        """Everything that is due now, until nothing is: the clock stands still meanwhile."""
        has_moved = True
        while has_moved:
            approved = self.people.approve(at) if self.people is not None else None
            fired = await self.house.heartbeat.beat()
            await self.house.heartbeat.ring()
            for _, timer in fired:
                self.watcher.on_timer(at, timer)
            if self.people is not None and self.incident_id:
                is_due = any(timer.kind is TimerKind.REMIND and _is_update(timer) for _, timer in fired)
                self.people.write(self.incident_id, at, is_due=is_due)
            await self.house.engine.run_until_idle()
            has_moved = bool(fired) or approved is not None
        if self.incident_id:
            self.watcher.on_settled(at, self.incident_id)

    def _next_moment(self, following_fact: datetime | None) -> datetime | None:
        with self.house.desk.database.read() as records:
            timers = records.deadlines.open_timers()
            work_at = records.deliveries.next_work_at(tuple(self.house.desk.specs))
        times = [
            following_fact,
            timers[0][1].due_at if timers else None,
            work_at,
            self.people.next_at() if self.people is not None else None,
        ]
        now = self.clock.now()
        return min((max(time, now) for time in times if time is not None), default=None)

    def _end(self, *, has_more: bool) -> datetime | None:
        """70 minutes after the restored report; where none comes, 3 hours after the last word of recovery.

        An attentive desk also hears what is learnt days later: nothing is due in between, so time jumps there. With
        nobody at the desk nobody would publish it, and those facts are left out.
        """
        recovered = [fact.at for fact in self.scenario.facts if fact.what == "recovered"]
        last_at = self.scenario.facts[-1].at
        if self.people is None:
            return (recovered[-1] if recovered else last_at) + AFTER_RECOVERED
        if has_more:
            return None
        with self.house.desk.database.read() as records:
            published = published_notices(records, self.incident_id)
        restored = [n.published_at for n in published if n.kind is NoticeKind.RESTORED and n.published_at]
        if restored:
            return max(restored[0] + AFTER_RESTORED, last_at + self.people.reaction + AFTER_LAST_FACT)
        return (recovered[-1] if recovered else last_at) + AFTER_RECOVERED


def _is_update(timer: Timer) -> bool:
    return (timer.deadline_key or "").startswith("next_update")
