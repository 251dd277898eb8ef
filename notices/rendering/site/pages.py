"""Which files a change touches, and what stands in them: site-relative path → bytes, the same for the same state."""

from collections.abc import Iterable

from notices.domain.carrier import Brand
from notices.rendering.site import data, paths
from notices.rendering.site.archive import by_month
from notices.rendering.site.environment import site_environment
from notices.rendering.site.model import IncidentHistory, SiteState
from notices.rendering.site.posting import newest_first, posted, worst_status
from notices.rendering.site.size import fit

LANGUAGE = "ja"
ARCHIVED_IN_FULL = 50
RECENT_ON_TOP = 3


def render_site(state: SiteState, touched: frozenset[str] | None = None) -> dict[str, bytes]:
    """The pages that a change of the touched incidents changes; None: the whole site.

    All reports of a touched incident are drawn, not only its newest: a report that was overtaken on its way out has no
    page yet. Brands nobody has had an incident of are always drawn, so that every link has its page from the start.
    """
    changed = [h for h in state.histories if touched is None or h.incident_id in touched]
    hit = {brand_id for history in state.histories for brand_id in history.brand_ids}
    moved = {brand_id for history in changed for brand_id in history.brand_ids}
    files: dict[str, bytes] = {}
    for history in changed:
        files.update(_incident_files(state, history))
    for brand in state.carrier.brands:
        if touched is None or brand.id in moved or brand.id not in hit:
            files[paths.brand_path(brand.id)] = _brand_page(state, brand)
    files.update(_archive_pages(state, changed))
    files[paths.TOP] = _top_page(state)
    files[paths.json_beside(paths.TOP)] = data.top_json(state)
    files["status.json"] = data.status_json(state)
    return files


def _draw(template: str, path: str, state: SiteState, **facts: object) -> str:
    page = site_environment(LANGUAGE).get_template(template)
    return page.render(
        carrier=state.carrier, mode=state.mode.value, path=path, root=paths.root_of(path),
        canonical=paths.url_of(state.carrier, path), **facts,
    )  # fmt: skip


def _top_page(state: SiteState) -> bytes:
    current = posted(state)
    past = [h for h in newest_first(state.histories) if not h.is_current(state.now)][:RECENT_ON_TOP]
    return fit(
        lambda full: _draw(
            "top.html", paths.TOP, state, current=current, past=past, full=full,
            status=worst_status(current), updated_at=state.updated_at,
        ),
        len(current),
    )  # fmt: skip


def _brand_page(state: SiteState, brand: Brand) -> bytes:
    of_brand = [h for h in state.histories if brand.id in h.brand_ids]
    current = [h for h in posted(state) if brand.id in h.brand_ids]
    return fit(
        lambda full: _draw(
            "brand.html", paths.brand_path(brand.id), state, brand=brand, current=current, full=full,
            status=worst_status(current), updated_at=max((h.latest.published_at for h in of_brand), default=None),
        ),
        len(current),
    )  # fmt: skip


def _incident_files(state: SiteState, history: IncidentHistory) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for report in history.reports:
        path = paths.report_path(history.incident_id, report.number)
        files[path] = _draw("report.html", path, state, history=history, report=report).encode()
        files[paths.json_beside(path)] = report.payload.encode()
    path = paths.incident_path(history.incident_id)
    files[path] = fit(
        lambda full: _draw("incident.html", path, state, history=history, full=full), len(history.reports)
    )
    files[paths.json_beside(path)] = data.incident_json(state, history)
    return files


def _archive_pages(state: SiteState, changed: Iterable[IncidentHistory]) -> dict[str, bytes]:
    months = by_month(state.histories)
    moved = by_month(changed)
    files: dict[str, bytes] = {}
    for month in moved:
        path = paths.month_path(month)
        files[path] = _draw("archive_month.html", path, state, month=month, histories=months[month]).encode()
    full = dict(list(months.items())[:1])
    for month, histories in list(months.items())[1:]:
        if sum(map(len, full.values())) + len(histories) > ARCHIVED_IN_FULL:
            break
        full[month] = histories
    files[paths.ARCHIVE] = _draw("archive.html", paths.ARCHIVE, state, months=months, full=full).encode()
    return files
