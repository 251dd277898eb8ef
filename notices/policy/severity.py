"""Judges whether an incident is a serious accident (重大な事故), and foresees when it will be one (D1).

Pure: criteria and categories are data (`thresholds/`, `service_classes.toml`), sentences stand in `severity_words.py`.
What the facts cannot tell is said as a note and never guessed. Counted are the harm's whole time, from the incident's
onset until a person judged it over (word of recovery alone ends nothing), and the largest number of users of one
service of the category: numbers of several services may count the same people twice and are not added.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from notices.domain.carrier import Carrier
from notices.domain.impact import Effect, ImpactStatus, ServiceImpact, UserCount
from notices.domain.incident import Incident
from notices.domain.incident_event import IncidentKind
from notices.policy.clause import Confidence
from notices.policy.service_classes import ClassOf, classify
from notices.policy.thresholds import CountUnit, Period, PeriodStatus, Row, ServiceClass, load_periods


class Verdict(StrEnum):
    """`will_be_met`: by its duration alone, if the outage goes on. `users_unknown`: cannot be judged."""

    MET = "met"
    WILL_BE_MET = "will_be_met"
    USERS_UNKNOWN = "users_unknown"
    NOT_MET = "not_met"


class Weight(StrEnum):
    """What a judgement is worth: it decides, or it only asks a person to look."""

    DECIDE = "decide"
    WARN = "warn"


class Note(StrEnum):
    """What a person must know beside the verdict; the rows add their own (`counting`, `condition`)."""

    RECOMMENDED = "recommended"
    CLASS_DOUBTFUL = "class_doubtful"
    MAY_BE_AMENDED = "may_be_amended"
    ONSET_UNCERTAIN = "onset_uncertain"
    AT_MOST = "at_most"
    PARTLY_UNKNOWN = "partly_unknown"
    USERS_NOT_ADDED = "users_not_added"
    DISASTER_REGIME = "disaster_regime"


@dataclass(frozen=True, slots=True)
class Reach:
    """A row of the criteria and when its duration is over; with enough users it is met from then on."""

    row: Row
    at: datetime


@dataclass(frozen=True, slots=True)
class Judgement:
    """One category of services under one period's criteria.

    `reaches`, earliest first: the rows met or to be met; with `users_unknown` those that enough users would meet.
    `users`: the largest count of one service, None while none is known. `elapsed`: until judged over, else until now.
    """

    service_class: ServiceClass
    period: Period
    verdict: Verdict
    weight: Weight
    service_ids: tuple[str, ...]
    users: UserCount | None
    elapsed: timedelta
    is_running: bool
    reaches: tuple[Reach, ...]
    notes: tuple[str, ...]

    @property
    def at(self) -> datetime | None:
        """Since when it is met, or from when it will be (or with enough users would be)."""
        return self.reaches[0].at if self.reaches else None

    @property
    def clause(self) -> str:
        """The row that is met first ("judai-2019/emergency_voice-1h"), else the period alone."""
        return self.reaches[0].row.clause if self.reaches else self.period.id

    @property
    def confidence(self) -> Confidence:
        """How sure the figures are that it rests on."""
        return self.reaches[0].row.confidence if self.reaches else self.period.confidence


def judge(
    incident: Incident, carrier: Carrier, now: datetime, japan_day: Callable[[datetime], date]
) -> tuple[Judgement, ...]:
    """Every category hit, under every period valid on the day of the onset in Japan; what decides comes first.

    None for an incident that was withdrawn or hits nothing. A service hit later counts from the incident's onset too.
    """
    impacts = tuple(impact for impact in incident.impacts if impact.status is not ImpactStatus.RETRACTED)
    if incident.is_withdrawn or not impacts:
        return ()
    classes = classify(carrier.services, impacts)
    day = japan_day(incident.onset.at)
    periods = [period for period in load_periods() if period.is_valid_on(day)]
    notes = _incident_notes(incident, carrier)
    changing = [Note.MAY_BE_AMENDED] if any(p.status is PeriodStatus.UNCONFIRMED for p in periods) else []
    judgements = []
    for period in periods:
        for answer in dict.fromkeys(answer for answers in classes.values() for answer in answers):
            hit = [i for i in impacts if answer in classes[i.service_id]]
            if not answer.is_certain:
                hit = [i for i in hit if not _is_settled(answer, classes[i.service_id], period)]
            if hit and period.rows_for(answer.service_class):
                more = [Note.RECOMMENDED] if period.status is PeriodStatus.RECOMMENDED else changing
                judgements.append(_judgement(incident, period, answer, hit, [*more, *notes], now))
    return tuple(sorted(judgements, key=lambda judgement: judgement.weight is Weight.WARN))


def foresee(judgements: Iterable[Judgement]) -> Judgement | None:
    """The one that will be met first if the outage goes on; only a warning where none that decides is to come."""
    coming = [judgement for judgement in judgements if judgement.verdict is Verdict.WILL_BE_MET]
    return min(coming, key=lambda j: (j.weight is Weight.WARN, j.reaches[0].at), default=None)


def _judgement(
    incident: Incident, period: Period, answer: ClassOf, hit: Sequence[ServiceImpact], notes: list[Note], now: datetime
) -> Judgement:
    onset_at, is_running = incident.onset.at, incident.judgement is None
    end = now if incident.judgement is None else incident.judgement.recovered_at
    elapsed = max(end - onset_at, timedelta())
    rows = period.rows_for(answer.service_class)
    lasting = [row for row in rows if is_running or elapsed >= row.duration]
    reached = _reaches([row for row in lasting if _is_reached(row, hit)], onset_at)
    still_open = _reaches([row for row in lasting if not _is_reached(row, hit) and _is_open(row, hit)], onset_at)
    if reached:
        verdict = Verdict.MET if elapsed >= reached[0].row.duration else Verdict.WILL_BE_MET
    else:
        verdict = Verdict.USERS_UNKNOWN if still_open else Verdict.NOT_MET
    largest = max((i.users for i in hit if i.users), key=lambda users: users.value, default=None)
    if reached and still_open and still_open[0].at < reached[0].at:
        notes = [*notes, Note.PARTLY_UNKNOWN]
    if reached and largest and largest.is_at_most:
        notes = [*notes, Note.AT_MOST]
    if any(not _is_reached(row, hit) and _is_reached_by_sum(row, hit) for row in lasting):
        notes = [*notes, Note.USERS_NOT_ADDED]
    if not answer.is_certain:
        notes = [Note.CLASS_DOUBTFUL, *notes]
    said = [code for row in rows for code in (row.condition if reached else (*row.counting, *row.condition))]
    is_warning = not answer.is_certain or period.status is PeriodStatus.RECOMMENDED
    return Judgement(
        service_class=answer.service_class, period=period, verdict=verdict,
        weight=Weight.WARN if is_warning else Weight.DECIDE,
        service_ids=tuple(dict.fromkeys(i.service_id for i in hit)), users=largest, elapsed=elapsed,
        is_running=is_running, reaches=reached or still_open, notes=tuple(dict.fromkeys([*notes, *said])),
    )  # fmt: skip


def _counted(row: Row, hit: Sequence[ServiceImpact]) -> list[ServiceImpact]:
    """The impacts a row counts: degraded quality as well, unless the row names its effects."""
    return [i for i in hit if (i.effect in row.effects if row.effects else i.effect is not Effect.UNKNOWN)]


def _is_reached(row: Row, hit: Sequence[ServiceImpact]) -> bool:
    counted = _counted(row, hit)
    if row.users is None:
        return bool(counted)
    return max((i.users.value for i in counted if i.users), default=0) >= row.users


def _is_reached_by_sum(row: Row, hit: Sequence[ServiceImpact]) -> bool:
    largest: dict[str, int] = {}
    for impact in _counted(row, hit):
        value = impact.users.value if impact.users else 0
        largest[impact.service_id] = max(value, largest.get(impact.service_id, 0))
    return row.users is not None and sum(largest.values()) >= row.users


def _is_open(row: Row, hit: Sequence[ServiceImpact]) -> bool:
    """Whether something not yet known could still reach the row: an effect, a number, or contracts told as people."""
    if any(i.effect is Effect.UNKNOWN for i in hit):
        return True
    counts = [i.users for i in _counted(row, hit)]
    return row.users is not None and any(
        users is None or (row.unit is CountUnit.CONTRACTS and users.unit == CountUnit.USERS) for users in counts
    )


def _reaches(rows: Iterable[Row], onset_at: datetime) -> tuple[Reach, ...]:
    return tuple(sorted((Reach(row, onset_at + row.duration) for row in rows), key=lambda reach: reach.at))


def _is_settled(doubtful: ClassOf, answers: Iterable[ClassOf], period: Period) -> bool:
    """Whether a certain category of the service has the very same rows, so that the doubt changes nothing."""
    rows = period.rows_for(doubtful.service_class)
    return any(answer.is_certain and period.rows_for(answer.service_class) == rows for answer in answers)


def _incident_notes(incident: Incident, carrier: Carrier) -> list[Note]:
    notes = []
    if not incident.onset.is_known or incident.onset.is_approximate:
        notes.append(Note.ONSET_UNCERTAIN)
    if incident.kind is IncidentKind.DISASTER and carrier.is_designated_public_institution:
        notes.append(Note.DISASTER_REGIME)
    return notes
