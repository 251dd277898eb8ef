"""What a correction takes back of where services were said to be hit (C7). Pure."""

from collections.abc import Sequence

from notices.areas.overlap import is_apart
from notices.areas.simplify import simplify
from notices.areas.table import AreaTable
from notices.domain.impact import Area
from notices.domain.notice_content import StatedImpact

Impacts = Sequence[StatedImpact]
Cleared = list[tuple[tuple[Area, ...], list[StatedImpact]]]


def cleared_areas(before: Impacts, after: Impacts, table: AreaTable) -> Cleared:
    """Areas where a service that is still hit elsewhere was never hit, with the services; as were stated before.

    An area counts only where nothing of what is stated now lies in it or around it. Nothing where one side is unknown.
    """
    found: dict[tuple[Area, ...], list[StatedImpact]] = {}
    for service_id in dict.fromkeys(impact.service_id for impact in after):
        stated = [impact for impact in before if impact.service_id == service_id]
        old, new = _areas(before, service_id, table), _areas(after, service_id, table)
        gone = tuple(area for area in old or () if new and is_apart(area, new, table))
        if gone:
            found.setdefault(gone, []).append(stated[0])
    return list(found.items())


def only_clears(before: Impacts, after: Impacts, table: AreaTable) -> bool:
    """Whether services and areas taken back are all that differs."""
    kept = {impact.service_id for impact in after}
    if _said([impact for impact in before if impact.service_id in kept]) != _said(after):
        return False
    gone = {impact.service_id: areas for areas, impacts in cleared_areas(before, after, table) for impact in impacts}
    for service_id in kept:
        old, new = _areas(before, service_id, table), _areas(after, service_id, table)
        if old != new and tuple(area for area in old or () if area not in gone.get(service_id, ())) != new:
            return False
    return True


def _areas(impacts: Impacts, service_id: str, table: AreaTable) -> tuple[Area, ...] | None:
    """None where any of it is unknown."""
    stated = [impact.areas for impact in impacts if impact.service_id == service_id]
    if not stated or not all(stated):
        return None
    return simplify((area for areas in stated for area in areas or ()), table)


def _said(impacts: Impacts) -> set[tuple[object, ...]]:
    return {(impact.service_id, impact.effect) for impact in impacts}
