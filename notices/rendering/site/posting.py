"""What is posted on the top page now, and in which order (掲載, T9)."""

from collections.abc import Iterable

from notices.domain.notice_content import Stage
from notices.rendering.site.model import IncidentHistory, SiteState

_WORST_FIRST = (
    Stage.ONGOING.value,
    Stage.PARTLY_RESTORED.value,
    Stage.RESTRICTED.value,
    Stage.RECOVERY_REPORTED.value,
    Stage.RESTORED.value,
    "cancelled",
)


def newest_first(histories: Iterable[IncidentHistory]) -> list[IncidentHistory]:
    """By last publication; the id settles a tie, so that the bytes never depend on the order given."""
    return sorted(histories, key=lambda history: (history.latest.published_at, history.incident_id), reverse=True)


def posted(state: SiteState) -> list[IncidentHistory]:
    """The current incidents: what is not over stands before what is, newest first in each."""
    current = newest_first(history for history in state.histories if history.is_current(state.now))
    return sorted(current, key=lambda history: history.is_over)


def worst_status(histories: Iterable[IncidentHistory]) -> str:
    """The status that heads a page listing several incidents; "clear" when there is none."""
    return min((history.status for history in histories), key=_WORST_FIRST.index, default="clear")
