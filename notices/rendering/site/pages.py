"""The site's lists: top, brands, archive and the data beside them.

Site-relative path → bytes, the same for the same state.
"""

from notices.domain.carrier import Brand
from notices.rendering.site import data, paths
from notices.rendering.site.archive import MonthPage, months_in_full, newest_page
from notices.rendering.site.draw import draw
from notices.rendering.site.model import SiteState
from notices.rendering.site.posting import newest_first, posted, worst_status
from notices.rendering.site.size import fit

RECENT_ON_TOP = 3


def render_lists(state: SiteState) -> dict[str, bytes]:
    """Top page, archive, and the brands and months that changed.

    Brands nobody has had an incident of are always drawn, so that every link has its page from the start.
    """
    files: dict[str, bytes] = {}
    for brand in state.carrier.brands:
        if brand.id in state.changed_brands or brand.id not in state.brands_updated_at:
            files[paths.brand_path(brand.id)] = _brand_page(state, brand)
    for page in sorted(state.changed_pages):
        files[_path_of(state, page)] = _month_page(state, page)
    files[paths.ARCHIVE] = _archive_page(state)
    files[paths.TOP] = _top_page(state)
    files[paths.json_beside(paths.TOP)] = data.top_json(state)
    files["status.json"] = data.status_json(state)
    return files


def _draw(template: str, path: str, state: SiteState, **facts: object) -> str:
    return draw(template, path, state.carrier, state.mode, **facts)  # type: ignore[arg-type]  # never a language


def _top_page(state: SiteState) -> bytes:
    current = posted(state.current)
    return fit(
        lambda full: _draw(
            "top.html", paths.TOP, state, current=current, past=newest_first(state.past)[:RECENT_ON_TOP], full=full,
            status=worst_status(current), updated_at=state.updated_at,
        ),
        len(current),
    )  # fmt: skip


def _brand_page(state: SiteState, brand: Brand) -> bytes:
    current = posted(incident for incident in state.current if brand.id in incident.posting.brand_ids)
    return fit(
        lambda full: _draw(
            "brand.html", paths.brand_path(brand.id), state, brand=brand, current=current, full=full,
            status=worst_status(current), updated_at=state.brands_updated_at.get(brand.id),
        ),
        len(current),
    )  # fmt: skip


def _path_of(state: SiteState, page: MonthPage) -> str:
    is_newest = page == newest_page(page.month, state.months[page.month])
    return paths.month_path(page.month, None if is_newest else page.number)


def _month_page(state: SiteState, page: MonthPage) -> bytes:
    newest = newest_page(page.month, state.months[page.month])
    older = [MonthPage(page.month, number) for number in range(newest.number - 1, 0, -1)] if page == newest else []
    return _draw(
        "archive_month.html", _path_of(state, page), state, month=page.month, page=page, newest=newest, older=older,
        postings=newest_first(state.lines[page]),
    ).encode()  # fmt: skip


def _archive_page(state: SiteState) -> bytes:
    full = {
        month: newest_first(state.lines[newest_page(month, state.months[month])])
        for month in months_in_full(state.months)
    }
    return _draw("archive.html", paths.ARCHIVE, state, months=state.months, full=full).encode()
