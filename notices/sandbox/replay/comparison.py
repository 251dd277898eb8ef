"""Sets what shuchi published against the carrier's own record. Pure; minutes throughout."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from notices.sandbox.replay.scenario import CarrierRecord, Scenario

FIRST = ("first", "first_and_recovery")
RECOVERY = ("recovery", "first_and_recovery")


@dataclass(frozen=True, slots=True)
class Told:
    """One report of the replay: when, of what kind, and when it reached the partners."""

    at: datetime
    kind: str
    partners_at: datetime | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of both sides; None where the record does not tell, or there rightly was nothing."""

    what: str
    carrier: float | None
    shuchi: float | None


def compare(scenario: Scenario, told: Sequence[Told], onset: datetime) -> list[Compared]:
    """The four measures every replay prints."""
    record = scenario.published
    recovered = next((fact.at for fact in scenario.facts if fact.what == "recovered"), None)
    theirs_from = scenario.occurred_at
    web = [r for r in record if r.channel == "web"]
    partners = [r for r in record if r.channel == "mvno"]
    restored = next((t.at for t in told if t.kind == "restored"), None)
    return [
        Compared(
            "first_report_delay_minutes",
            _minutes(theirs_from, _first(web, FIRST)),
            _minutes(onset, told[0].at if told else None),
        ),
        Compared(
            "mvno_delay_minutes",
            _minutes(theirs_from, _first(partners, FIRST)),
            _minutes(onset, next((t.partners_at for t in told if t.partners_at is not None), None)),
        ),
        Compared("longest_update_gap_minutes", _carrier_gap(web), _shuchi_gap(told)),
        Compared(
            "restored_delay_minutes",
            _minutes(recovered, _first(web, RECOVERY)),
            _minutes(recovered, restored),
        ),
    ]


def _shuchi_gap(told: Sequence[Told]) -> float | None:
    """From the first report to the restored one, or to the last where none was made; a single report leaves no gap."""
    times: list[datetime] = []
    for report in told:
        times.append(report.at)
        if report.kind == "restored":
            break
    return _longest(times) or 0


def _carrier_gap(web: Sequence[CarrierRecord]) -> float | None:
    """The worst brand's longest silence; a record without brands is one line of reports."""
    brands = sorted({brand for record in web for brand in record.brands})
    lines = [[r for r in web if brand in r.brands] for brand in brands] or [list(web)]
    gaps = [_longest(_until_recovery(line)) for line in lines]
    return max((gap for gap in gaps if gap is not None), default=None)


def _until_recovery(line: Sequence[CarrierRecord]) -> list[datetime]:
    times: list[datetime] = []
    for record in line:
        times.append(record.at)
        if record.kind in RECOVERY:
            break
    return times


def _longest(times: Sequence[datetime]) -> float | None:
    return max((_between(a, b) for a, b in pairwise(times)), default=None)


def _first(records: Sequence[CarrierRecord], kinds: Sequence[str]) -> datetime | None:
    return min((r.at for r in records if r.kind in kinds), default=None)


def _minutes(start: datetime | None, end: datetime | None) -> float | None:
    return None if start is None or end is None else _between(start, end)


def _between(start: datetime, end: datetime) -> float:
    minutes = (end - start).total_seconds() / 60
    return int(minutes) if minutes == int(minutes) else round(minutes, 2)
