"""Reads what the public site is made from: no more than the pages that a change touches will show."""

from collections.abc import Mapping
from datetime import datetime

from notices.desk.desk import Desk
from notices.desk.incident_state import content_of, published_notices
from notices.desk.ports import Records
from notices.domain.notice import Notice
from notices.domain.posting import Posting
from notices.domain.rendition import MASTER_LANGUAGE, Form
from notices.rendering.languages import LANGUAGES
from notices.rendering.site.archive import MonthPage, months_in_full, newest_page, pages_of, pages_with
from notices.rendering.site.model import CurrentIncident, IncidentHistory, PublishedReport, SiteState, TranslatedReport
from notices.rendering.site.pages import RECENT_ON_TOP

OTHERS = tuple(language for language in LANGUAGES if language != MASTER_LANGUAGE)


def site_state(desk: Desk, records: Records, incident_id: str | None, now: datetime) -> SiteState:
    """The lists as they stand now, and which of them a change of this incident touches; None: all of them."""
    postings = records.postings
    ended_until = now - desk.carrier.clock.keep_posted
    months = postings.months()
    touched = postings.get(incident_id) if incident_id is not None else None
    if incident_id is None:
        brands, pages = frozenset(brand.id for brand in desk.carrier.brands), frozenset(pages_of(months))
    elif touched is not None:
        brands, pages = frozenset(touched.brand_ids), frozenset(pages_with(touched.month, touched.place))
    else:
        brands, pages = frozenset(), frozenset()
    listed = pages.union(newest_page(month, months[month]) for month in months_in_full(months))
    updated_at = {brand.id: postings.brand_published_at(brand.id) for brand in desk.carrier.brands}
    return SiteState(
        carrier=desk.carrier,
        mode=desk.mode,
        current=tuple(_current(records, posting) for posting in postings.current(ended_until)),
        past=tuple(postings.past(ended_until, RECENT_ON_TOP)),
        updated_at=postings.last_published_at(),
        brands_updated_at={brand: at for brand, at in updated_at.items() if at is not None},
        changed_brands=brands,
        months=months,
        changed_pages=pages,
        lines={page: _lines(records, page) for page in listed},
    )


def history_of(records: Records, incident_id: str) -> IncidentHistory | None:
    """One incident with all its reports, or None while nothing of it is published."""
    posting = records.postings.get(incident_id)
    if posting is None:
        return None
    texts = records.notices.texts_of_incident(incident_id)
    others = {language: records.notices.texts_of_incident(incident_id, language) for language in OTHERS}
    notices = published_notices(records, incident_id)
    return IncidentHistory(posting, tuple(_report(notice, texts[notice.id], others) for notice in notices))


def _lines(records: Records, page: MonthPage) -> tuple[Posting, ...]:
    return tuple(records.postings.of_month(page.month, page.first, page.last))


def _current(records: Records, posting: Posting) -> CurrentIncident:
    notice = records.notices.get(posting.newest_id)
    if notice is None:
        raise ValueError(f"notice {posting.newest_id} is posted and not there")
    others = {
        language: {notice.id: texts} for language in OTHERS if (texts := records.notices.texts(notice.id, language))
    }
    return CurrentIncident(posting, _report(notice, records.notices.texts(notice.id), others))


def _report(
    notice: Notice, texts: Mapping[Form, str], others: Mapping[str, Mapping[str, Mapping[Form, str]]]
) -> PublishedReport:
    if notice.published_at is None:
        raise ValueError(f"notice {notice.id} is not published")
    return PublishedReport(
        content=content_of(notice),
        title=texts[Form.TITLE],
        page=texts[Form.PAGE],
        entry=texts[Form.ENTRY],
        payload=texts[Form.PAYLOAD],
        published_at=notice.published_at,
        translations={
            language: TranslatedReport(told[notice.id][Form.TITLE], told[notice.id][Form.PAGE])
            for language, told in others.items()
            if notice.id in told
        },
    )
