"""The archive's shape: incidents under the month (Japan time) in which they were first told of."""

from collections.abc import Iterable

from notices.rendering.formats import format_iso
from notices.rendering.site.model import IncidentHistory
from notices.rendering.site.posting import newest_first


def by_month(histories: Iterable[IncidentHistory]) -> dict[str, list[IncidentHistory]]:
    """Month as "2018-12" → its incidents; newest month and newest incident first."""
    months: dict[str, list[IncidentHistory]] = {}
    for history in newest_first(histories):
        months.setdefault(_month(history), []).append(history)
    return dict(sorted(months.items(), reverse=True))


def _month(history: IncidentHistory) -> str:
    return format_iso(history.first.published_at)[: len("2018-12")]
