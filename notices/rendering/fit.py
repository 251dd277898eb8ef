"""How much a short text says: the most detailed variant that fits its channel. No sentence is ever cut (O3)."""

from collections.abc import Callable
from dataclasses import dataclass

from notices.domain.channel_spec import Measure

AIMED_SEGMENTS = 2
"""Short messages are billed by segments: two are aimed for (O4), but names are not given up for one less."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One variant. `services` and `areas`: how many are named; 0 services: their number alone; 0 areas: none once over.

    `is_full`: with sentences of context (when it began, that there is no news, what a correction takes back).
    `has_actions`: with what users should do; otherwise the page is named for it. `is_least`: the tersest wording.
    """

    services: int
    areas: int
    is_full: bool = True
    has_actions: bool = True
    is_least: bool = False


# What is dropped, in this order: areas and services beyond the first few, the context, the areas of what is over, what
# users should do (the page is named for it), longer wording, the names. Never: label, number, times, emergency calls,
# next update, address.
DETAILS = (
    Detail(services=6, areas=5),
    Detail(services=4, areas=3),
    Detail(services=2, areas=2),
    Detail(services=1, areas=2),
    Detail(services=2, areas=2, is_full=False),
    Detail(services=1, areas=0, is_full=False),
    Detail(services=1, areas=0, is_full=False, has_actions=False),
    Detail(services=1, areas=0, is_full=False, has_actions=False, is_least=True),
    Detail(services=0, areas=0, is_full=False),
    Detail(services=0, areas=0, is_full=False, has_actions=False),
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
    return detail.services > 0 and not detail.is_least
