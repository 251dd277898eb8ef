"""What one delivery carries: a published notice, or a report to authorities, as it was frozen."""

from dataclasses import dataclass
from datetime import datetime

from notices.desk.draft_notice import get_notice
from notices.desk.incident_state import content_of
from notices.desk.ports import Records, StoredDelivery
from notices.domain.authority import AuthorityReport
from notices.domain.channel_spec import ChannelSpec
from notices.domain.errors import InputError
from notices.domain.incident_event import Mode
from notices.domain.rendition import Form


@dataclass(frozen=True, slots=True)
class Message:
    """The text for one way out, with what its envelope needs."""

    notice_id: str
    mode: Mode
    title: str
    text: str
    page_url: str
    published_at: datetime
    valid_until: datetime | None = None


def message_of(records: Records, delivery: StoredDelivery, spec: ChannelSpec, mode: Mode, now: datetime) -> Message:
    """The message of a delivery. `mode`: the house's own, which a report's text was marked with."""
    if spec.form is None:
        return _of_report(get_report(records, delivery.report_id or ""), mode)
    notice = get_notice(records, delivery.notice_id or "")
    content = content_of(notice)
    texts = records.notices.texts(notice.id)
    return Message(
        notice_id=notice.id,
        mode=content.mode,
        title=texts[Form.TITLE],
        text=texts[spec.form],
        page_url=content.page_url,
        published_at=notice.published_at or now,
        valid_until=content.next_update_at,
    )


def get_report(records: Records, report_id: str) -> AuthorityReport:
    """The report to authorities of that id. Raises InputError when there is none."""
    report = records.authority_reports.get(report_id)
    if report is None:
        raise InputError("unknown_report", report=report_id)
    return report


def _of_report(report: AuthorityReport, mode: Mode) -> Message:
    return Message(
        notice_id="", mode=mode, title=report.title, text=report.text, page_url="", published_at=report.sent_at
    )
