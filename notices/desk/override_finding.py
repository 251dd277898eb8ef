"""A named person lets one blocking finding stand, for a reason that is on record (W3)."""

from dataclasses import replace
from datetime import datetime

from notices.desk.check_account import check_account
from notices.desk.check_text import check_text
from notices.desk.desk import Desk
from notices.desk.draft_notice import get_notice, with_writer
from notices.desk.preview_notice import build
from notices.domain.errors import ForbiddenMove, InputError
from notices.domain.finding import Override, Severity
from notices.domain.notice import EDITABLE, Notice
from notices.policy.checker import is_overridable


def override_finding(
    desk: Desk, notice_id: str, rule: str, where: str, matched: str, reason: str, actor_id: str, now: datetime
) -> Notice:
    """Let the blocking finding of this rule, at this place and over this wording, stand in this draft.

    Raises InputError without a usable reason or when the draft has no such finding, ForbiddenMove for a notice that is
    frozen and for a rule that nobody may override: what would be untrue, unmarked or unsendable.
    """
    check_account(actor_id)
    if not any(map(str.isalnum, reason)):  # neither blanks nor what nobody sees is a reason
        raise InputError("reason_missing", notice=notice_id)
    check_text("reason", reason)
    override = Override(rule, where, matched, reason, actor_id, now)
    with desk.database.write() as records:
        notice = get_notice(records, notice_id)
        if notice.status not in EDITABLE:
            raise ForbiddenMove("notice_frozen", notice=notice_id, status=notice.status.value)
        found = [f for f in build(desk, records, notice, now).findings if override.covers(f)]
        standing = [finding for finding in found if finding.severity is Severity.BLOCK]
        if not standing:
            raise InputError("no_such_finding", rule=rule, where=where, matched=matched)
        if not all(is_overridable(finding) for finding in standing):
            raise ForbiddenMove("not_overridable", rule=rule)
        others = tuple(o for o in notice.overrides if (o.rule, o.where, o.matched) != (rule, where, matched))
        # S1: who answers for a word has a hand in the text, and another person approves it
        writers = with_writer(notice, actor_id)
        saved = records.notices.save(replace(notice, overrides=(*others, override), writer_ids=writers))
        detail = {"rule": rule, "where": where, "matched": matched, "reason": reason}
        records.audit.append(now, actor_id, "override_finding", notice_id, detail)
    return saved
