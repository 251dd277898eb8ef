"""What an authority would be told now, from the facts its sharing scope lets it see (P1, T3). Nothing is kept."""

from datetime import datetime

from notices.desk.compose import Brief, compose
from notices.desk.desk import Desk
from notices.desk.duty_state import judgements_of
from notices.desk.incident_state import as_published, content_of, incident_for, published_notices
from notices.desk.ports import Records
from notices.domain.authority import AuthorityReportKind
from notices.domain.errors import ForbiddenMove
from notices.domain.incident import Incident
from notices.domain.notice import Notice
from notices.domain.notice_content import NoticeKind
from notices.domain.sharing_scope import SharingScope
from notices.messages import say
from notices.policy.severity import Note, Weight
from notices.policy.severity_words import tell_ministry
from notices.rendering.authority_reports import AuthorityFacts, PublicReport
from notices.rendering.formats import format_datetime

LANGUAGE = "ja"
TOLD_NOTES = frozenset({Note.ONSET_UNCERTAIN, Note.PARTLY_UNKNOWN, Note.AT_MOST, Note.USERS_NOT_ADDED})


def authority_facts(
    desk: Desk, records: Records, incident_id: str, kind: AuthorityReportKind, now: datetime, remarks: str = "",
    *, is_automatic: bool = False,
) -> AuthorityFacts:  # fmt: skip
    """The facts of the next report. Raises ForbiddenMove for emergency bodies while no public report is out."""
    latest = records.authority_reports.latest(incident_id, kind)
    number = latest.number + 1 if latest is not None else 1
    if kind is AuthorityReportKind.EMERGENCY_BODIES:
        notices = published_notices(records, incident_id)
        if not notices:
            raise ForbiddenMove("nothing_published_yet", incident=incident_id)
        return facts_of_notice(desk, notices[-1], number, remarks)
    view = incident_for(records, incident_id, SharingScope.MINISTRY, is_automatic=is_automatic)
    return _quick_report(desk, records, view, number, now, remarks)


def facts_of_notice(desk: Desk, notice: Notice, number: int, remarks: str = "") -> AuthorityFacts:
    """What the emergency bodies are told: exactly what the public was, shortened to what they act on."""
    return AuthorityFacts(
        kind=AuthorityReportKind.EMERGENCY_BODIES, number=number, content=content_of(notice),
        reported_at=notice.published_at or content_of(notice).as_of, reporter=desk.carrier.report_contact,
        remarks=remarks,
    )  # fmt: skip


def _quick_report(
    desk: Desk, records: Records, view: Incident, number: int, now: datetime, remarks: str
) -> AuthorityFacts:
    notices = published_notices(records, view.id)
    published = as_published(records, view.id, notices)
    titles = {notice.number: desk.renderer.title(content_of(notice)) for notice in notices}
    # what was called off must not be reported as going on
    brief = Brief(NoticeKind.CANCELLATION if view.is_withdrawn else NoticeKind.FIRST, number, as_of=now)
    return AuthorityFacts(
        kind=AuthorityReportKind.QUICK_REPORT,
        number=number,
        content=compose(view, brief, desk.carrier),
        reported_at=now,
        reporter=desk.carrier.report_contact,
        equipment=tuple(dict.fromkeys(suspicion.text for suspicion in view.suspicions)),
        causes=tuple(dict.fromkeys(cause.text for cause in view.causes)),
        measures=tuple(dict.fromkeys(step.text for step in view.progress)),
        outlooks=tuple(outlook.text for outlook in view.outlooks[-1:] if outlook.text),
        public_reports=tuple(
            PublicReport(each.number, titles[each.number], each.published_at, each.on_web_at) for each in published
        ),
        partner_names=tuple(partner.name for partner in desk.carrier.partners),
        severity=_severity_sentences(desk, view, now),
        remarks=remarks,
    )


def _severity_sentences(desk: Desk, view: Incident, now: datetime) -> tuple[str, ...]:
    """Whether it is a serious accident or will be one (D1), as the ministry is told: by the criteria in force alone.

    What asks our own people to look (doubtful categories, recommended values, most notes) stays in the house.
    """
    lines: list[str] = []
    for judgement in judgements_of(desk, view, now):
        if judgement.weight is Weight.DECIDE:
            lines.append(tell_ministry(judgement, say, format_datetime, LANGUAGE))
            notes = [note for note in judgement.notes if note in TOLD_NOTES]
            lines += [say(f"authority.severity.note.{note}", LANGUAGE) for note in notes]
    return tuple(dict.fromkeys(lines))
