"""The carrier's table of inputs: which alert or ticket means which harm. The first row that fits an input decides.

Read from `inputs.toml`, where `inputs_example.toml` beside this file explains every setting. An unknown service or area
is a mistake of the file, told when it is read, never when the alert comes.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from fnmatch import fnmatchcase

from notices.domain.errors import InputError
from notices.domain.impact import Area, Effect, EmergencyCalls, UserCount
from notices.domain.incident_event import ImpactChanged, IncidentKind
from notices.domain.sharing_scope import SharingScope
from notices.domain.signal import Claim, Signal, SignalSource

MOST_TEXT = 200
MOST_AREAS = 100
"""Of one alert; whoever lists more places in a label had better name the prefectures."""

AreaParser = Callable[[str], Area]
"""Reads the name of an area, as a notice would print it, or its code (12217). Raises InputError."""


@dataclass(frozen=True, slots=True)
class Match:
    """One condition: a value of the field looks like the pattern (`*` any characters, `?` one; letter case counts)."""

    field: str
    pattern: str

    def fits(self, signal: Signal) -> bool:
        """Whether any value of the field does."""
        return any(fnmatchcase(value, self.pattern) for value in signal.fields.get(self.field, ()))


@dataclass(frozen=True, slots=True)
class InputRow:
    """One row. Without `effect` it claims no harm to users; `is_ignored`: what fits is left alone.

    `hold_seconds`: how long an end must last before it is told. `onset_seconds`: how long the harm had lasted when the
    monitoring fired; None: not known, so nothing is said about the onset.
    """

    id: str
    matches: tuple[Match, ...]
    sources: tuple[SignalSource, ...] = tuple(SignalSource)
    is_ignored: bool = False
    service_id: str = ""
    effect: Effect | None = None
    areas: tuple[Area, ...] = ()
    areas_from: str = ""
    users: UserCount | None = None
    emergency_calls: EmergencyCalls | None = None
    equipment_from: str = ""
    kind: IncidentKind = IncidentKind.OUTAGE
    scope: SharingScope = SharingScope.PUBLIC
    group: str = ""
    group_by: tuple[str, ...] = ()
    hold_seconds: int = 120
    onset_seconds: int | None = None

    def fits(self, signal: Signal) -> bool:
        """Whether all of its conditions hold."""
        return signal.source in self.sources and all(match.fits(signal) for match in self.matches)

    def hides(self, other: "InputRow") -> bool:
        """Whether whatever fits the other row fits this one, too."""
        return set(self.matches) <= set(other.matches) and set(other.sources) <= set(self.sources)

    def group_key(self, signal: Signal) -> str:
        """Equal for signals that belong to one incident."""
        values = [[value[:MOST_TEXT] for value in signal.fields.get(name, ())] for name in self.group_by]
        return json.dumps([self.group or self.id, *values])  # in ASCII: a value may hold half a character

    def claim(self, signal: Signal, parse_area: AreaParser) -> Claim:
        """What the carrier says by this row. A value that cannot be used is left out: the alert itself must count."""
        started_at = signal.started_at or signal.as_of
        impact = None
        if self.effect is not None:
            areas = (*self.areas, *_areas_in(signal.fields.get(self.areas_from, ()), parse_area))
            impact = ImpactChanged(
                self.service_id, self.effect, _each_once(areas) or None, self.users, self.emergency_calls
            )
        is_onset_known = impact is not None and self.onset_seconds is not None
        return Claim(
            row_id=self.id,
            kind=self.kind,
            scope=self.scope,
            hold_seconds=self.hold_seconds,
            started_at=started_at,
            impact=impact,
            equipment=_shown(signal.fields.get(self.equipment_from, ())),
            onset_at=started_at - timedelta(seconds=self.onset_seconds or 0) if is_onset_known else None,
        )


@dataclass(frozen=True, slots=True)
class InputTable:
    """All rows in their order."""

    rows: tuple[InputRow, ...] = ()

    def row_for(self, signal: Signal) -> InputRow | None:
        """The first row that fits, None where none does or the one that does says to leave it alone."""
        row = next((row for row in self.rows if row.fits(signal)), None)
        return None if row is None or row.is_ignored else row


def _areas_in(values: tuple[str, ...], parse_area: AreaParser) -> list[Area]:
    names = [name.strip() for value in values for name in value.replace("\u3001", ",").split(",")]
    areas = []
    for name in [name for name in names if name][:MOST_AREAS]:
        try:
            areas.append(parse_area(name[:MOST_TEXT]))
        except InputError:
            continue
    return areas


def _each_once(areas: tuple[Area, ...]) -> tuple[Area, ...]:
    """Sorted; the whole of an area takes the place of its part."""
    whole = {area.code for area in areas if not area.is_part}
    return tuple(sorted({replace(area, is_part=area.code not in whole) for area in areas}))


def _shown(values: tuple[str, ...]) -> str:
    text = ", ".join(values)
    return "".join(character for character in text if character.isprintable())[:MOST_TEXT].strip()
