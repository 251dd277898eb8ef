"""Whether areas have land in common."""

from collections.abc import Sequence

from notices.areas.table import AreaTable
from notices.domain.impact import NATIONWIDE, Area


def is_apart(area: Area, others: Sequence[Area], table: AreaTable) -> bool:
    """Whether none of the others lies in the area, or the area in one of them."""
    around = {area.code, NATIONWIDE.code, *table.ancestors_of(area.code)}
    return not any(other.code in around or area.code in table.ancestors_of(other.code) for other in others)
