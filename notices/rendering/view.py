"""What the templates ask beyond the plain facts: which impacts a sentence is about, and how they group."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from notices.areas.overlap import is_apart
from notices.areas.simplify import simplify
from notices.areas.table import load_areas
from notices.domain.impact import NATIONWIDE, Area, Effect, EmergencyStatus, ImpactStatus
from notices.domain.incident_event import IncidentKind
from notices.domain.notice_content import (
    Change,
    Development,
    DevelopmentKind,
    NoticeContent,
    NoticeKind,
    Stage,
    StatedImpact,
)
from notices.rendering.cleared import Cleared, cleared_areas, only_clears
from notices.rendering.leads import Lead, lead_of
from notices.rendering.words import Words

CANCELLED = "cancelled"
NONE_CONFIRMED = "none_confirmed"
PREFECTURE_DIGITS = 2
MOST_APART = 2
"""Of so many groups of services in different places each is named with its own; of more, a sentence names no group."""

Impacts = Sequence[StatedImpact]
Key = TypeVar("Key")
_GRAVEST_FIRST = (Effect.UNUSABLE, Effect.DATA_LOST, Effect.PARTLY_UNUSABLE, Effect.HARD_TO_USE, Effect.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Reach:
    """All areas of some impacts together. `is_mixed`: not the same for each; `is_partly_unknown`: some unknown.

    Where it is mixed, `areas` are those of no single service: only `places` may be named.
    """

    areas: tuple[Area, ...]
    is_mixed: bool
    is_partly_unknown: bool

    @property
    def places(self) -> tuple[Area, ...]:
        """The places that all of it lies in, whether hit in whole or in part; to be named without saying which."""
        return simplify((Area(area.code) for area in self.areas), load_areas())

    @property
    def is_nationwide(self) -> bool:
        """Whether some of it is everywhere."""
        return NATIONWIDE in self.places

    @property
    def is_in_one_place(self) -> bool:
        """Whether every service is hit within the same prefecture or municipality, and nowhere else."""
        return len(self.places) == 1 and not self.is_nationwide and not self.is_partly_unknown


class NoticeView:
    """`phase` is the notice's stage, or "cancelled": it decides tense and wording everywhere."""

    def __init__(self, notice: NoticeContent) -> None:
        self.notice = notice
        self.is_over = Stage.RESTORED is notice.stage or notice.kind is NoticeKind.RESTORED
        self.phase = Stage.RESTORED.value if self.is_over else notice.stage.value
        if notice.kind is NoticeKind.CANCELLATION:
            self.phase = CANCELLED
        self.active = self._with(ImpactStatus.ACTIVE)
        self.reported = self._with(ImpactStatus.RECOVERY_REPORTED)
        self.restored = self._with(ImpactStatus.RESTORED)
        self.retracted = self._with(ImpactStatus.RETRACTED)
        self._lead = lead_of(notice) if notice.developments else Lead()

    @property
    def told(self) -> Sequence[Development]:
        """The news that gets a sentence of its own in the lead, the weightiest first (C8)."""
        return self._lead.told

    @property
    def also(self) -> Sequence[DevelopmentKind]:
        """The rest of the news, which the lead only names."""
        return self._lead.named

    @property
    def is_state_news(self) -> bool:
        """Whether the sentence on the state is the weightiest news, and so comes before the other."""
        turned = any(each.kind is DevelopmentKind.RECOVERY_REPORTED for each in self.notice.developments)
        is_turned = turned and self.phase == Stage.RECOVERY_REPORTED.value
        return is_turned or self.notice.kind is NoticeKind.RESTORED

    @property
    def remaining(self) -> Impacts:
        """What is hit, without the services that the news has just told of; may be empty."""
        kinds = (DevelopmentKind.SERVICE_HIT, DevelopmentKind.HIT_AGAIN, DevelopmentKind.EFFECT_CHANGED)
        named = [impact for development in self.told if development.kind in kinds for impact in development.impacts]
        return [impact for impact in self.hit if impact not in named]

    @property
    def is_going_on(self) -> bool:
        """Whether there is harm that nobody has said may be over."""
        return self.phase in (Stage.ONGOING.value, Stage.PARTLY_RESTORED.value, Stage.RESTRICTED.value)

    @property
    def told_numbers(self) -> Sequence[str]:
        """The emergency numbers (by their key) that the news has just named as hit."""
        return [n for d in self.told if d.kind is DevelopmentKind.EMERGENCY_AFFECTED for n in d.numbers]

    def tells(self, kind: str) -> bool:
        """Whether the lead has told of it in a sentence of its own."""
        return any(development.kind == kind for development in self.told)

    def open_areas(self, alternative: str) -> tuple[Area, ...]:
        """Where an opened means is open; empty where that is not limited, or it needs no opening."""
        return dict(self.notice.alternative_areas).get(alternative, ())

    def by_prefecture(self, areas: tuple[Area, ...] | None) -> list[tuple[Area, ...] | None]:
        """One line per prefecture whose municipalities are named, and one before them for whole prefectures."""
        codes = areas or ()
        detailed = {_prefecture(area) for area in codes if len(area.code) > PREFECTURE_DIGITS}
        groups = dict(_grouped(codes, lambda area: _prefecture(area) if _prefecture(area) in detailed else ""))
        return [tuple(groups[key]) for key in sorted(groups)] if detailed else [areas]

    @property
    def hit(self) -> Impacts:
        """What the main sentence is about: the present harm, or once it is over all that was hit."""
        if self.phase == CANCELLED:
            return _gravest_first(self.notice.impacts)
        if self.is_over or self.phase == Stage.RECOVERY_REPORTED:
            return _gravest_first(self.notice.stated_impacts)
        return self.active or self.reported

    @property
    def concerned(self) -> Impacts:
        """Whose areas are listed: what is hit now or not yet judged to be over; afterwards all that was hit."""
        return self.hit if self.is_over or self.phase == CANCELLED else [*self.active, *self.reported]

    @property
    def has_lost_data(self) -> bool:
        """Lost data stays lost: what users should do matters even after recovery (C9)."""
        return any(impact.effect is Effect.DATA_LOST for impact in self.notice.stated_impacts)

    @property
    def newly_retracted(self) -> Impacts:
        """What this follow-up is the first to say was never hit; a correction says it as a correction (C7)."""
        is_news = self.notice.kind is NoticeKind.UPDATE and "impacts" in self.notice.news
        return self.retracted if is_news else []

    @property
    def emergency_words(self) -> str:
        """The table of words for the state of emergency calls: never present harm once it may be over (T7)."""
        over = {Stage.RECOVERY_REPORTED.value: "emergency_reported", Stage.RESTORED.value: "emergency_over"}
        return over.get(self.phase, "emergency")

    @property
    def emergency_by_status(self) -> list[tuple[EmergencyStatus, list[str]]]:
        """The numbers (by their key) that stand alike, in the order 110, 118, 119."""
        calls = self.notice.emergency_calls
        numbers = {"police": calls.police, "coast_guard": calls.coast_guard, "fire": calls.fire}
        return _grouped(numbers, lambda number: numbers[number])

    def by_effect(self, impacts: Impacts) -> list[tuple[Effect, list[StatedImpact]]]:
        """Impacts with the same effect together, the gravest first."""
        return _grouped(_gravest_first(impacts), lambda impact: impact.effect)

    def by_area(self, impacts: Impacts) -> list[tuple[tuple[Area, ...] | None, list[StatedImpact]]]:
        """Impacts with the same areas together."""
        return _grouped(impacts, _areas)

    def apart(self, impacts: Impacts) -> list[tuple[tuple[Area, ...] | None, list[StatedImpact]]]:
        """Groups by area where those differ and are few enough to be named each with its own; else nothing."""
        groups = self.by_area(impacts)
        return groups if 1 < len(groups) <= MOST_APART else []

    def cleared(self, change: Change) -> Cleared:
        """Areas that a correction takes back, with the services that are still hit elsewhere (C7)."""
        return cleared_areas(change.before.impacts, change.after.impacts, load_areas())

    def only_clears(self, change: Change) -> bool:
        """Whether what it takes back is all that a correction changes about the services."""
        return only_clears(change.before.impacts, change.after.impacts, load_areas())

    def is_free(self, areas: Sequence[Area]) -> bool:
        """Whether no service at all is hit there: a cleared area then needs no service beside it."""
        hit = [impact.areas for impact in self.notice.stated_impacts]
        known = [area for stated in hit for area in stated or ()]
        return all(hit) and all(is_apart(area, known, load_areas()) for area in areas)

    def reach(self, impacts: Impacts) -> Reach:
        """Where these impacts are, taken together."""
        sets = {_areas(impact) for impact in impacts}
        known = {area for areas in sets if areas for area in areas}
        is_partly_unknown = None in sets and bool(known) and NATIONWIDE not in known
        return Reach(tuple(sorted(known)), is_mixed=len(sets) > 1, is_partly_unknown=is_partly_unknown)

    def effects(self, impacts: Impacts) -> list[Effect]:
        """The effects a summary names: what says nothing more beside the others is left out."""
        effects = [effect for effect, _ in self.by_effect(impacts)]
        return [effect for effect in effects if effect is not Effect.UNKNOWN or effects == [Effect.UNKNOWN]]

    def others(self, impacts: Impacts, most: int) -> int:
        """How many services are not among the first so many impacts."""
        shown = {impact.service_id for impact in impacts[:most]}
        return len({impact.service_id for impact in impacts} - shown)

    def without(self, before: Impacts, after: Impacts) -> list[StatedImpact]:
        """Services stated before and no longer (C7)."""
        kept = {impact.service_id for impact in after}
        return [impact for impact in before if impact.service_id not in kept]

    def _with(self, status: ImpactStatus) -> list[StatedImpact]:
        return _gravest_first(impact for impact in self.notice.impacts if impact.status is status)


def label_of(notice: NoticeContent, words: Words) -> str:
    """The label at the head of the title (C1); a disaster has its own for what is going on."""
    kind = notice.labelled_kind
    if notice.incident_kind is IncidentKind.DISASTER and kind in words["disaster_kinds"]:
        return str(words["disaster_kinds"][kind])
    return str(words["kinds"][kind])


def name_services(impacts: Impacts, most: int | None, words: Words, *, is_brief: bool = False) -> str:
    """At most so many services by name and the number of the others; 0: their number alone; None: all of them.

    `is_brief`: by their short names, and neighbours that share the part up to a bracket share it in print too.
    """
    terms = words["terms"]
    named = (impact.short_name if is_brief and impact.short_name else impact.service_name for impact in impacts)
    names = list(dict.fromkeys(named))
    if not names:
        return str(terms["unknown"])
    if most == 0:
        return str(terms["services_only"].format(count=len(names)))
    shown = names if most is None else names[:most]
    more = terms["more_services"].format(count=len(names) - len(shown)) if len(names) > len(shown) else ""
    if is_brief:
        shown = _with_shared_stems(shown, str(terms["stem_end"]), str(terms["tight_list"]))
    return f"{terms['list'].join(shown)}{more}"


def _with_shared_stems(names: list[str], stem_end: str, joint: str) -> list[str]:
    joined: list[str] = []
    last_stem = ""
    for name in names:
        stem, _, tail = name.rpartition(stem_end)
        if joined and stem and tail and stem == last_stem:
            joined[-1] += joint + tail
        else:
            joined.append(name)
        last_stem = stem if tail else ""
    return joined


def alternatives_of(notice: NoticeContent, words: Words) -> list[tuple[str, str]]:
    """The means to print with their sentences. Never empty (A3): without any, the sentence that says so."""
    sentences = words["alternatives"]
    names = notice.alternatives or (NONE_CONFIRMED,)
    has_others = len(names) > 1
    return [
        (name, sentences["none_other_confirmed" if name == NONE_CONFIRMED and has_others else name]) for name in names
    ]


def alternative_name(name: str, words: Words) -> str:
    """A means by its name alone: its sentence up to the mark that ends the name."""
    table = next(words[each] for each in ("alternatives", "emergency_alternatives") if name in words[each])
    return str(table[name]).partition(str(words["terms"]["name_end"]))[0]


def emergency_alternatives_of(notice: NoticeContent, words: Words) -> list[tuple[str, str]]:
    """The means of reaching 110, 118 and 119 to print with their sentences; empty where nothing must be said."""
    sentences = words["emergency_alternatives"]
    return [(name, str(sentences[name])) for name in notice.emergency_alternatives]


def _areas(impact: StatedImpact) -> tuple[Area, ...] | None:
    return tuple(sorted(set(impact.areas))) if impact.areas else None


def _prefecture(area: Area) -> str:
    return area.code[:PREFECTURE_DIGITS]


def _gravest_first(impacts: Iterable[StatedImpact]) -> list[StatedImpact]:
    return sorted(impacts, key=lambda impact: _GRAVEST_FIRST.index(impact.effect))


Item = TypeVar("Item")


def _grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> list[tuple[Key, list[Item]]]:
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return list(groups.items())
