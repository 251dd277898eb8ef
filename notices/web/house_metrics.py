"""What an operator is paged by, read at each scrape; `docs/metrics.md` explains every name."""

import logging
import platform
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product
from threading import Lock

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from channels.registry import SPECS
from notices.bootstrap import House
from notices.clock import Clock
from notices.desk.hold_clock import EVERYWHERE
from notices.desk.incident_state import full_incident
from notices.domain.deadline import DeadlineState
from notices.domain.delivery import DeliveryStatus
from notices.domain.incident import IncidentStatus
from notices.domain.notice_content import NoticeKind
from notices.storage.database import Records
from notices.web.health import Health, beat_age_seconds

log = logging.getLogger(__name__)


class HouseMetrics(Collector):
    """Remembers what never changes any more, so that a scrape reads only what is new; the first one reads all."""

    def __init__(self, house: House, health: Health, clock: Clock, version: str) -> None:
        self._house = house
        self._health = health
        self._clock = clock
        self._version = version
        self._one_at_a_time = Lock()
        self._statuses: dict[str, tuple[int, IncidentStatus]] = {}
        self._at_rest: Counter[tuple[str, str]] = Counter()
        self._last_receipt = 0
        self._published: Counter[tuple[str, bool]] = Counter()
        self._last_entry = 0
        self._missed: dict[str, int] = {}

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand: registering must not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Every family; without the database those of the process alone, so that the scrape itself never fails."""
        yield from self._of_process()
        families: list[Metric] = []
        try:
            with self._one_at_a_time, self._house.database.read() as records:
                families += self._of_incidents(records)
                families += self._of_deadlines(records)
                families += self._of_deliveries(records)
                families += self._of_reports(records)
        except (DBAPIError, NoConnection) as error:
            log.warning("the database refused: %s", type(error).__name__)
            families.clear()
        is_up = bool(families) and self._house.heartbeat.troubles.of("database") is None
        yield _gauge("shuchi_database_up", "1 while the database can be read and written to.", is_up)
        yield from families

    def _of_process(self) -> Iterator[Metric]:
        build = {"version": self._version, "python": platform.python_version(), "mode": self._house.desk.mode.value}
        yield InfoMetricFamily("shuchi_build", "What runs here.", build)
        now, age = self._clock.now(), beat_age_seconds(self._house, self._clock)
        yield _gauge("shuchi_heartbeat_age_seconds", "Since the clock last did what was due; +Inf before that.", age)
        up = GaugeMetricFamily("shuchi_door_up", "1 when a way out answered its last probe.", labels=("channel",))
        probed = GaugeMetricFamily("shuchi_door_probe_age_seconds", "Since that probe.", labels=("channel",))
        for channel, state in sorted(self._health.doors.items()):
            up.add_metric((channel,), state.is_up)
            probed.add_metric((channel,), (now - state.checked_at).total_seconds())
        yield from (up, probed)

    def _of_incidents(self, records: Records) -> Iterator[Metric]:
        for incident_id, events in records.tallies.event_counts().items():
            if self._statuses.get(incident_id, (0,))[0] != events:
                self._statuses[incident_id] = events, full_incident(records, incident_id).status
        found = Counter(status for _, status in self._statuses.values())
        incidents = GaugeMetricFamily("shuchi_incidents", "Incidents by where they stand.", labels=("status",))
        for status in IncidentStatus:
            incidents.add_metric((status.value,), found[status])
        yield incidents

    def _of_deadlines(self, records: Records) -> Iterator[Metric]:
        now = self._clock.now()
        deadlines = GaugeMetricFamily("shuchi_deadlines", "Deadlines by state.", labels=("what", "state"))
        next_due = GaugeMetricFamily(
            "shuchi_next_deadline_seconds", "Until the next pending deadline is due.", labels=("what",)
        )
        for tally in records.tallies.deadlines():
            deadlines.add_metric((tally.what, tally.state), tally.count)
            if tally.state == DeadlineState.PENDING:
                next_due.add_metric((tally.what,), (tally.earliest_at - now).total_seconds())
            # from 0 on, or the first miss would be no increase
            self._missed.setdefault(tally.what, 0)
            if tally.state == DeadlineState.MISSED:
                # a corrected onset may take one back (T10), which a counter must not follow
                self._missed[tally.what] = max(tally.count, self._missed.get(tally.what, 0))
        missed = CounterMetricFamily("shuchi_deadlines_missed", "Deadlines missed so far.", labels=("what",))
        for what, count in sorted(self._missed.items()):
            missed.add_metric((what,), count)
        is_held = EVERYWHERE in records.deadlines.held_keys(EVERYWHERE)
        held = _gauge("shuchi_automatic_publication_held", "1 while the clock publishes nothing by itself.", is_held)
        yield from (deadlines, next_due, missed, held)

    def _of_deliveries(self, records: Records) -> Iterator[Metric]:
        new, self._last_receipt = records.tallies.deliveries_at_rest(self._last_receipt)
        self._at_rest += new
        deliveries = GaugeMetricFamily("shuchi_deliveries", "Deliveries by status.", labels=("channel", "status"))
        at_work, waiting = records.tallies.deliveries_at_work(sorted(SPECS))
        found = self._at_rest + at_work
        for channel, status in sorted({*product(self._house.doors, DeliveryStatus), *found}):
            deliveries.add_metric((channel, status), found[channel, status])
        oldest = GaugeMetricFamily(
            "shuchi_oldest_unsettled_delivery_age_seconds",
            "Since publication of the oldest report that has not reached everyone; 0 when all have.",
            labels=("channel",),
        )
        now = self._clock.now()
        for channel in sorted({*self._house.doors, *waiting}):
            oldest.add_metric((channel,), (now - waiting.get(channel, now)).total_seconds())
        yield from (deliveries, oldest)

    def _of_reports(self, records: Records) -> Iterator[Metric]:
        new, self._last_entry = records.tallies.published(self._last_entry)
        self._published += new
        reports = CounterMetricFamily("shuchi_reports_published", "Reports published.", labels=("kind", "by"))
        for kind, is_automatic in product(NoticeKind, (False, True)):
            count = self._published[kind.value, is_automatic]
            reports.add_metric((kind.value, "clock" if is_automatic else "person"), count)
        unsent = records.tallies.alarms_unsent()
        yield from (reports, _gauge("shuchi_alarms_unsent", "Alarms that no route has taken yet.", unsent))


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(name, meaning, value)
