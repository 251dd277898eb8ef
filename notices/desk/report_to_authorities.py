"""Telling the authorities (T3): the report is frozen, and the duty to bring it to them is written with it (S3)."""

from dataclasses import dataclass
from datetime import datetime

from notices.desk.authority_facts import authority_facts, facts_of_notice
from notices.desk.check_account import check_account
from notices.desk.check_text import check_text
from notices.desk.desk import Desk
from notices.desk.incident_state import content_of, full_incident, is_over, published_notices
from notices.desk.ports import Dispatch, Records
from notices.desk.sync_clock import sync_clock
from notices.domain.authority import AuthorityReport, AuthorityReportKind
from notices.domain.errors import ForbiddenMove, InputError
from notices.domain.impact import Area, EmergencyCalls, ImpactStatus
from notices.domain.notice import Notice
from notices.domain.notice_content import NoticeKind
from notices.rendering.authority_reports import AuthorityFacts, write_report

GOING_ON = (ImpactStatus.ACTIVE, ImpactStatus.RECOVERY_REPORTED)
ALWAYS_PASSED_ON = frozenset({NoticeKind.RESTORED, NoticeKind.CORRECTION, NoticeKind.CANCELLATION})


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report as it would read. `notice_number`: the public report that it passes on, None for the ministry's."""

    number: int
    title: str
    text: str
    notice_number: int | None = None


def preview_report(
    desk: Desk, records: Records, incident_id: str, kind: AuthorityReportKind, now: datetime, remarks: str = "",
    *, is_automatic: bool = False,
) -> ReportText:  # fmt: skip
    """What the next report would say. Raises InputError, ForbiddenMove as `send_report` does."""
    full_incident(records, incident_id)
    if remarks:
        check_text("remarks", remarks)
        if kind is AuthorityReportKind.EMERGENCY_BODIES:
            raise InputError("remarks_not_told")
    facts = authority_facts(desk, records, incident_id, kind, now, remarks, is_automatic=is_automatic)
    return _text(facts)


def send_report(
    desk: Desk, incident_id: str, kind: AuthorityReportKind, author_id: str, now: datetime, remarks: str = ""
) -> AuthorityReport:
    """A person reports what is known now. Raises InputError for an incident or account that is none, ForbiddenMove
    where the profile names nobody to tell, or nothing may be told yet.
    """
    check_account(author_id)
    with desk.database.write() as records:
        text = preview_report(desk, records, incident_id, kind, now, remarks)
        if not desk.carrier.authorities_of(kind.roles):
            raise ForbiddenMove("no_authority", kind=kind.value)
        report = put_out_report(desk, records, incident_id, kind, text, author_id, now, text.notice_number)
        sync_clock(desk, records, incident_id, now)
    desk.wake()
    return report


def put_out_report(
    desk: Desk, records: Records, incident_id: str, kind: AuthorityReportKind, text: ReportText, author_id: str,
    now: datetime, notice_number: int | None = None,
) -> AuthorityReport:  # fmt: skip
    """The report itself, inside a transaction (the clock and a publication need it too)."""
    report = AuthorityReport(
        id=desk.new_id(), incident_id=incident_id, kind=kind, number=text.number, title=text.title, text=text.text,
        author_id=author_id, sent_at=now, notice_number=notice_number,
    )  # fmt: skip
    records.authority_reports.add(report)
    spec = desk.specs.get(kind.channel)
    if spec is not None:
        records.deliveries.add_dispatch(
            Dispatch(
                id=desk.new_id(), notice_id=None, report_id=report.id, incident_id=incident_id, channel=kind.channel,
                number=report.number, priority=int(spec.priority), created_at=now,
            )
        )  # fmt: skip
    detail = {"kind": kind.value, "number": report.number, "by_mail": spec is not None}
    records.audit.append(now, author_id, "send_report", incident_id, detail)
    return report


def pass_on(desk: Desk, records: Records, notice: Notice, actor_id: str, now: datetime) -> None:
    """Tell the emergency bodies of a report just published: the first, and later ones that change what they act on.

    The text is the public one, so the approval of the notice covers it.
    """
    kind = AuthorityReportKind.EMERGENCY_BODIES
    if not desk.carrier.authorities_of(kind.roles):
        return
    latest = records.authority_reports.latest(notice.incident_id, kind)
    if notice.kind not in ALWAYS_PASSED_ON and not _is_news(records, notice, latest):
        return
    number = latest.number + 1 if latest is not None else 1
    text = _text(facts_of_notice(desk, notice, number))
    put_out_report(desk, records, notice.incident_id, kind, text, actor_id, now, text.notice_number)
    if latest is not None:
        _ask_to_call(desk, records, notice.incident_id, number, now)


def _ask_to_call(desk: Desk, records: Records, incident_id: str, number: int, now: datetime) -> None:
    """Sheets stand for the first word; whoever has no mail hears of what follows only if a person calls again."""
    roles = AuthorityReportKind.EMERGENCY_BODIES.roles
    names = [authority.name for authority in desk.carrier.authorities_of(roles) if not authority.mail]
    if names:
        details = {"incident": incident_id, "number": str(number), "names": ", ".join(names)}
        records.alarms.add(desk.new_id(), incident_id, "call_again", details, now)


def _is_news(records: Records, notice: Notice, latest: AuthorityReport | None) -> bool:
    if latest is None:  # the first; what was over before anybody stood in the profile is left alone
        return notice.number == 1 or not is_over(notice)
    told = next((n for n in published_notices(records, notice.incident_id) if n.number == latest.notice_number), None)
    return told is None or _acted_on(told) != _acted_on(notice)


def _acted_on(notice: Notice) -> tuple[EmergencyCalls, bool, frozenset[Area] | None]:
    """What decides at the other end: which numbers fail, whether it goes on, and where (None: not known)."""
    content = content_of(notice)
    hit = [impact.areas for impact in content.impacts if impact.status in GOING_ON]
    known = [areas for areas in hit if areas is not None]
    where = frozenset(area for areas in known for area in areas) if len(known) == len(hit) else None
    return content.emergency_calls, is_over(notice), where


def _text(facts: AuthorityFacts) -> ReportText:
    is_passed_on = facts.kind is AuthorityReportKind.EMERGENCY_BODIES
    return ReportText(facts.number, *write_report(facts), facts.content.number if is_passed_on else None)
