"""The archive's shape: incidents under the month (Japan time) in which they were first told of, a long month in pages.

A page holds the incidents of fixed places in the month, so that one that is told of changes its own page alone. The
newest page of a month is the month's address; when it is full it moves to an address with its number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from notices.rendering.formats import format_iso

INCIDENTS_PER_PAGE = 100
ARCHIVED_IN_FULL = 50


@dataclass(frozen=True, slots=True, order=True)
class MonthPage:
    """One page of a month given as "2018-12"; `number` counts from 1, the oldest."""

    month: str
    number: int

    @property
    def first(self) -> int:
        """The place of its oldest incident."""
        return (self.number - 1) * INCIDENTS_PER_PAGE + 1

    @property
    def last(self) -> int:
        """The place of the newest it has room for."""
        return self.number * INCIDENTS_PER_PAGE


def month_of(first_published_at: datetime) -> str:
    """The month under which an incident stands."""
    return format_iso(first_published_at)[: len("2018-12")]


def newest_page(month: str, count: int) -> MonthPage:
    """The page at the month's own address, of a month with so many incidents."""
    return MonthPage(month, (count - 1) // INCIDENTS_PER_PAGE + 1)


def pages_of(months: Mapping[str, int]) -> list[MonthPage]:
    """Every page of the archive."""
    return [MonthPage(m, n) for m, count in months.items() for n in range(1, newest_page(m, count).number + 1)]


def pages_with(month: str, place: int) -> list[MonthPage]:
    """The pages that the incident at this place changes: its own, and the one before, which it pushed aside."""
    own = newest_page(month, place)
    is_pushing = place == own.first and own.number > 1
    return [MonthPage(month, own.number - 1), own] if is_pushing else [own]


def months_in_full(months: Mapping[str, int]) -> list[str]:
    """The months whose incidents the archive's front page lists itself: the newest, and more while they are few."""
    full: list[str] = []
    for month, count in months.items():
        if full and sum(months[shown] for shown in full) + count > ARCHIVED_IN_FULL:
            break
        full.append(month)
    return full
