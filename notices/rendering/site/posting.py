"""What is posted on the top page now, and in which order (掲載, T9)."""

from collections.abc import Iterable

from notices.domain.notice_content import Stage
from notices.domain.posting import CANCELLED, Posting
from notices.rendering.site.model import CurrentIncident

_WORST_FIRST = (
    Stage.ONGOING.value,
    Stage.PARTLY_RESTORED.value,
    Stage.RESTRICTED.value,
    Stage.RECOVERY_REPORTED.value,
    Stage.RESTORED.value,
    CANCELLED,
)


def newest_first(postings: Iterable[Posting]) -> list[Posting]:
    """By last publication; the id settles a tie, so that the bytes never depend on the order given."""
    return sorted(postings, key=_newness, reverse=True)


def posted(current: Iterable[CurrentIncident]) -> list[CurrentIncident]:
    """What is not over stands before what is, newest first in each."""
    newest = sorted(current, key=lambda incident: _newness(incident.posting), reverse=True)
    return sorted(newest, key=lambda incident: incident.posting.is_over)


def worst_status(current: Iterable[CurrentIncident]) -> str:
    """The status that heads a page listing several incidents; "clear" when there is none."""
    return min((incident.posting.status for incident in current), key=_WORST_FIRST.index, default="clear")


def _newness(posting: Posting) -> tuple[object, ...]:
    return posting.last_published_at, posting.incident_id
