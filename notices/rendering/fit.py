"""How much a short text says: the most detailed variant that fits its channel. No sentence is ever cut (O3)."""

from collections.abc import Callable
from dataclasses import dataclass

from notices.domain.channel_spec import Measure

AIMED_SEGMENTS = 2
"""Short messages are billed by segments: two are aimed for (O4), but names are not given up for one less."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One variant. `services` and `areas`: how many are named; 0 services: their number alone; 0 areas: none once over.

    `is_full`: with sentences of context (when it began, the news by name, the outlook, what else a correction takes
    back). `is_least`: the tersest wording. `has_actions`: with what users should do; else the page is named for it.
    """

    services: int
    areas: int
    is_full: bool = True
    has_actions: bool = True
    is_least: bool = False


# What is dropped, in this order (docs/short-texts.md): services and areas beyond the first few; long wording with news
# by its name alone; the areas of each service where they differ (the places they all lie in stay); the rest of the
# context; what users should do (the page is named for it) with the effects of a correction and the emergency numbers
# still being looked into where others are hit; the areas of what is over, and whom a correction clears; the second
# service; and at the very last the names. Never: label, number, time, emergency numbers that are hit, next update,
# address.
DETAILS = (
    Detail(services=6, areas=5),
    Detail(services=4, areas=3),
    Detail(services=2, areas=2),
    Detail(services=2, areas=2, is_least=True),
    Detail(services=2, areas=2, is_full=False),
    Detail(services=2, areas=2, is_full=False, is_least=True),
    Detail(services=2, areas=2, is_full=False, has_actions=False, is_least=True),
    Detail(services=2, areas=0, is_full=False, has_actions=False, is_least=True),
    Detail(services=1, areas=0, is_full=False, has_actions=False, is_least=True),
    Detail(services=0, areas=0, is_full=False, has_actions=False, is_least=True),
)


def fit(write: Callable[[Detail], str], measure: Callable[[str], Measure] | None) -> str:
    """The first text that fits; the one with the least detail when none does, which the checker then reports."""
    if measure is None:
        return write(DETAILS[0])
    measured: list[tuple[Detail, str, Measure]] = []
    for detail in DETAILS:
        text = write(detail)
        measured.append((detail, text, measure(text)))
        if _names(detail) and not measured[-1][2].is_too_long and measured[-1][2].segments <= AIMED_SEGMENTS:
            break  # what says less cannot be chosen any more, and writing it costs most of a notice's time
    named = [length.segments for detail, _, length in measured if _names(detail)]
    segments = max(AIMED_SEGMENTS, min(named))
    fitting = (text for _, text, length in measured if not length.is_too_long and length.segments <= segments)
    return next(fitting, measured[-1][1])


def _names(detail: Detail) -> bool:
    return detail.services > 0
