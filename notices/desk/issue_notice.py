"""What the clock publishes by itself under a standing approval: typed facts alone (T6, T7, T12)."""

from dataclasses import replace
from datetime import datetime

from notices.desk.approve_notice import give_back, has_broken_promise
from notices.desk.desk import Desk
from notices.desk.incident_state import full_incident, on_its_way, speakable_at, vouched_events
from notices.desk.ports import Records
from notices.desk.preview_notice import build
from notices.desk.publish_notice import put_out
from notices.domain.errors import FindingsBlock, ForbiddenMove, NotPermitted
from notices.domain.impact import ImpactStatus
from notices.domain.notice import Notice, NoticeStatus
from notices.domain.notice_content import NoticeKind, Wording
from notices.policy.channel_plan import plan_channels
from notices.policy.checker import blocking
from notices.policy.timers import approval_for

CLOCK = "clock"


def issue_notice(desk: Desk, records: Records, incident_id: str, kind: NoticeKind, now: datetime) -> Notice:
    """Build, approve under the standing approval and publish, inside the caller's transaction.

    A person's draft stays as it is and takes the next number. One approved already is simply published. One that waits
    for approval goes back to its author, text kept (T12). Raises NotPermitted when no standing approval covers it now,
    ForbiddenMove when a first report would have no harm to tell because none may be made public (P1), FindingsBlock
    when even the plain facts would break a rule: then a person must decide.
    """
    incident = full_incident(records, incident_id)
    waiting = on_its_way(records, incident_id)
    if waiting is not None and waiting.status is NoticeStatus.APPROVED and not has_broken_promise(waiting, now):
        return put_out(desk, records, waiting, CLOCK, now)
    approval = approval_for(desk.carrier, kind, incident, now)
    if approval is None:
        raise NotPermitted("no_standing_approval", kind=kind.value, incident=incident_id)
    if incident.impacts and all(impact.status is ImpactStatus.RETRACTED for impact in incident.impacts):
        raise ForbiddenMove("nothing_left_to_tell", incident=incident_id)
    if kind is NoticeKind.FIRST and speakable_at(vouched_events(records, incident_id)) is None:
        raise ForbiddenMove("nothing_public", incident=incident_id)
    if waiting is not None:
        give_back(records, waiting, CLOCK, "clock_had_to_publish", now)
    draft = Notice(
        id=desk.new_id(), incident_id=incident_id, kind=kind, status=NoticeStatus.DRAFT, author_id=CLOCK,
        created_at=now, wording=Wording(),
    )  # fmt: skip
    preview = build(desk, records, draft, now, is_automatic=True)
    # a text too long for one way out must not keep the report from the others: that way out is left to a person
    refused = blocking(preview.findings)
    too_long = {finding.where for finding in refused if finding.where in desk.channels}
    still = [finding for finding in refused if finding.where not in too_long]
    if still:
        raise FindingsBlock("findings_block", still, count=len(still))
    # a translation that is not fit to go out was left out of the preview; a person is told
    written = {rendition.language for rendition in preview.renditions}
    missing = {renderer.language for renderer in desk.renderers} - written
    planned = plan_channels(kind, preview.content.has_news, approval.channels, desk.channels)
    notice = replace(
        draft,
        status=NoticeStatus.APPROVED,
        number=preview.content.number,
        content=preview.content,
        digest=preview.digest,
        next_update_at=preview.content.next_update_at,
        submitted_at=now,
        approved_by=f"standing:{approval.id}",
        approved_at=now,
        channels=tuple(channel for channel in planned if channel not in too_long),
    )
    records.notices.add(notice)
    records.notices.freeze(notice.id, preview.renditions, preview.findings)
    for language in sorted(missing):
        details = {"number": str(notice.number), "language": language, "incident": incident_id}
        records.alarms.add(desk.new_id(), incident_id, "language_left_out", details, now)
    for channel in sorted(too_long.intersection(planned)):
        details = {"number": str(notice.number), "channel": channel}
        records.alarms.add(desk.new_id(), incident_id, "channel_left_out", details | {"incident": incident_id}, now)
    left_out = len(records.incidents.events(incident_id)) - len(vouched_events(records, incident_id))
    if left_out:
        details = {"incident": incident_id, "number": str(notice.number), "count": str(left_out)}
        records.alarms.add(desk.new_id(), incident_id, "facts_left_out", details, now)
    detail = {"incident": incident_id, "number": notice.number, "approval": approval.id, "digest": notice.digest}
    records.audit.append(now, CLOCK, "issue_notice", notice.id, detail)
    return put_out(desk, records, notice, CLOCK, now)
