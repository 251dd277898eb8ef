"""What lists of the public site say of an incident, from its published reports."""

from notices.desk.incident_state import content_of, is_over, published_notices
from notices.desk.ports import Records
from notices.domain.notice import Notice
from notices.domain.posting import Posting, public_status
from notices.policy.deadlines import ENDING
from notices.rendering.site.archive import month_of


def posting_of(records: Records, incident_id: str) -> Posting:
    """As it stands after its newest report. Raises ValueError while nothing of it is published."""
    notices = published_notices(records, incident_id)
    times = [notice.published_at for notice in notices if notice.published_at is not None]
    contents = [content_of(notice) for notice in notices]
    newest = notices[-1]
    return Posting(
        incident_id=incident_id,
        newest_id=newest.id,
        number=contents[-1].number,
        report_count=len(notices),
        status=public_status(contents),
        brand_ids=tuple(sorted({brand for c in contents for impact in c.impacts for brand in impact.brand_ids})),
        first_published_at=times[0],
        last_published_at=times[-1],
        ended_at=_ending(notices).published_at if is_over(newest) else None,
        month=month_of(times[0]),
    )


def _ending(notices: list[Notice]) -> Notice:
    return next((notice for notice in reversed(notices) if notice.kind in ENDING), notices[-1])
