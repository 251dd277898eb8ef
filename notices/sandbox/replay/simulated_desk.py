"""The people of an attentive desk: one drafts at each fact and due time, another approves some minutes later.

They accept every proposed wording and drop a sentence that has none; they judge a recovery by the ground it came with,
or supply one. A text that is no longer true is not approved. What they cannot send they leave to the clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from notices.desk.approve_notice import approve_notice, return_notice
from notices.desk.desk import Desk
from notices.desk.draft_notice import discard_notice, draft_notice
from notices.desk.incident_state import content_of, full_incident, is_over, on_its_way, published_notices
from notices.desk.preview_notice import preview_notice
from notices.desk.publish_notice import publish_notice
from notices.desk.record_event import Reported, record_event
from notices.desk.submit_notice import submit_notice
from notices.domain import incident_event as ev
from notices.domain.errors import FindingsBlock
from notices.domain.impact import Effect, ImpactStatus
from notices.domain.incident_event import Reporter
from notices.domain.notice import Notice, NoticeStatus
from notices.domain.notice_content import NoticeKind, Wording
from notices.domain.sharing_scope import SharingScope
from notices.sandbox.replay.fiction import fiction

WRITER, APPROVER = Reporter("kouhou-1"), Reporter("kouhou-2")
_OVERTAKING = ev.ImpactRetracted | ev.RecoveryReported
_ENDED = frozenset({NoticeKind.RESTORED, NoticeKind.CANCELLATION})


@dataclass
class SimulatedDesk:
    """`refused`: texts that rules blocked, with the rules' ids, for the report."""

    desk: Desk
    reaction: timedelta

    def __post_init__(self) -> None:
        self._wording = Wording()
        self._corrects: int | None = None
        self._is_root_cause = False
        self._waiting: tuple[str, datetime] | None = None
        self._has_more = False
        self.refused: list[str] = []

    def next_at(self) -> datetime | None:
        """When the approver next acts."""
        return self._waiting[1] if self._waiting is not None else None

    def hear(self, incident_id: str, facts: Sequence[Reported], now: datetime) -> None:
        """Facts that just became known; the writer words what the public should know."""
        if any(isinstance(reported.fact, _OVERTAKING) for reported in facts):
            self._call_back(now)
        for reported in facts:
            self._word(incident_id, reported.fact, now)
        self._has_more = True

    def write(self, incident_id: str, now: datetime, *, is_due: bool = False) -> None:
        """Draft and submit the next report, unless one is on its way or there is nothing to say and nothing due."""
        with self.desk.database.read() as records:
            incident = full_incident(records, incident_id)
            published = published_notices(records, incident_id)
            busy = on_its_way(records, incident_id) is not None
        if busy or incident.confirmed_at is None or not (self._has_more or is_due):
            return
        kind = self._kind(published, is_judged=incident.judgement is not None)
        if kind is None:
            return
        self._has_more = False
        if is_due:
            record_event(self.desk, incident_id, [Reported(ev.StateChecked("desk"))], WRITER, now, now)
        corrects = self._corrects if kind is NoticeKind.CORRECTION else None
        draft = draft_notice(self.desk, incident_id, kind, self._wording, WRITER.id, now, corrects_number=corrects)
        if not is_due and not preview_notice(self.desk, draft, now).content.has_news:
            discard_notice(self.desk, draft.id, WRITER.id, now)
            return
        try:
            submitted = submit_notice(self.desk, draft.id, WRITER.id, now)
        except FindingsBlock as error:
            self.refused.append(" ".join(f"{f.rule}:{f.where or f.matched}" for f in error.findings))
            discard_notice(self.desk, draft.id, WRITER.id, now)
            return
        self._waiting = (submitted.id, now + self.reaction)
        self._wording, self._corrects, self._is_root_cause = Wording(), None, False

    def approve(self, now: datetime) -> Notice | None:
        """The second person approves and publishes, unless the clock had to send the text back meanwhile."""
        if self._waiting is None:
            return None
        notice_id, approves_at = self._waiting
        with self.desk.database.read() as records:
            notice = records.notices.get(notice_id)
        is_sent_back = notice is not None and notice.status is NoticeStatus.RETURNED
        if approves_at > now and not is_sent_back:
            return None
        self._waiting = None
        if notice is None or notice.status is not NoticeStatus.SUBMITTED:
            self._take_back(notice, now)
            return None
        approve_notice(self.desk, notice.id, APPROVER.id, notice.digest or "", now)
        return publish_notice(self.desk, notice.id, APPROVER.id, now)

    def _call_back(self, now: datetime) -> None:
        """What waits for approval states harm that was not there, or is over: it goes back to its author."""
        if self._waiting is None:
            return
        notice_id, _ = self._waiting
        self._waiting = None
        with self.desk.database.read() as records:
            notice = records.notices.get(notice_id)
        if notice is not None and notice.status is NoticeStatus.SUBMITTED:
            notice = return_notice(self.desk, notice_id, APPROVER.id, "no_longer_true", now)
        self._take_back(notice, now)

    def _take_back(self, notice: Notice | None, now: datetime) -> None:
        """A returned text is written again with what came since; the draft itself makes way."""
        if notice is None or notice.status is not NoticeStatus.RETURNED:
            return
        self._wording = _merged(notice.wording, self._wording)
        self._corrects = notice.corrects_number or self._corrects
        self._is_root_cause = self._is_root_cause or notice.kind is NoticeKind.CAUSE
        self._has_more = True
        discard_notice(self.desk, notice.id, WRITER.id, now)

    def _kind(self, published: Sequence[Notice], *, is_judged: bool) -> NoticeKind | None:
        has_ended = any(notice.kind in _ENDED for notice in published)
        if is_judged and not (published and is_over(published[-1])):
            return NoticeKind.RESTORED
        if not published:
            return NoticeKind.FIRST
        if self._corrects is not None:
            return NoticeKind.CORRECTION
        if self._is_root_cause and has_ended:
            return NoticeKind.CAUSE
        return NoticeKind.UPDATE

    def _word(self, incident_id: str, fact: ev.AnyFact, now: datetime) -> None:
        plain, phrases, wording = self._plain, fiction()["desk"], self._wording
        match fact:
            case ev.EquipmentSuspected() if text := plain(fact.text):
                phrase = phrases["suspected_part" if fact.is_part else "suspected"]
                self._wording = replace(wording, cause=phrase.format(text=text))
            case ev.ImpactReasonNoted() if text := plain(fact.text):
                service = self.desk.carrier.service(fact.service_id)
                name = service.name if service is not None else ""
                self._wording = replace(wording, note=phrases["because"].format(service=name, text=text))
            case ev.CauseStated() if text := plain(fact.text):
                sentences = text.removesuffix("。").split("。")
                cause = "。".join(s for s in sentences if phrases["under_way"] not in s)
                under_way = "。".join(s for s in sentences if phrases["under_way"] in s)
                progress = phrases["progress"].format(text=under_way) if under_way else wording.progress
                self._wording = replace(wording, cause=cause, progress=progress)
                self._is_root_cause = self._is_root_cause or fact.is_root
            case ev.OutlookStated() if fact.basis or fact.kind is ev.OutlookKind.ESTIMATE:
                text, basis = plain(fact.text), plain(fact.basis or "")
                self._wording = replace(wording, outlook_kind=fact.kind, outlook=text, outlook_basis=basis)
            case ev.ProgressMade():
                residual, text = plain(fact.residual or ""), plain(fact.text)
                progress = phrases["progress"].format(text=text) if text else ""
                self._wording = replace(wording, progress=progress, residual=residual)
            case ev.UserActionAdvised() if text := plain(fact.text):
                self._wording = replace(wording, user_actions=(*wording.user_actions, _request(text)))
            case ev.ImpactRetracted():
                self._corrects = self._last_number(incident_id)
            case ev.RecoveryReported():
                self._judge(incident_id, fact, now)

    def _plain(self, text: str) -> str:
        """In words for the public: the desk's own, then the glossary's."""
        for technical, plain in fiction()["desk"]["rewordings"].items():
            text = text.replace(technical, plain)
        return self.desk.glossary.plain_or_drop(text)

    def _judge(self, incident_id: str, fact: ev.RecoveryReported, now: datetime) -> None:
        """The word of recovery is this desk's judgement; where it came without a ground, the desk supplies one."""
        with self.desk.database.read() as records:
            incident = full_incident(records, incident_id)
        phrases, own = fiction()["desk"], fiction()["carrier"]
        noted = self._plain(incident.recovery_bases[-1]) if incident.recovery_bases else ""
        judged = ev.Restored(fact.recovered_at, noted or phrases["recovery_basis"], own["judge"])
        record_event(self.desk, incident_id, [Reported(judged, SharingScope.PUBLIC)], WRITER, now, now)
        lost = any(i.effect is Effect.DATA_LOST and i.status is not ImpactStatus.RETRACTED for i in incident.impacts)
        if lost and not incident.user_actions and not self._wording.user_actions:
            self._wording = replace(self._wording, user_actions=(phrases["lost_data_action"],))

    def _last_number(self, incident_id: str) -> int | None:
        with self.desk.database.read() as records:
            published = published_notices(records, incident_id)
        return content_of(published[-1]).number if published else None


def _request(text: str) -> str:
    """What users are asked to do, as a whole sentence."""
    ends, text = fiction()["desk"]["requests"], text.removesuffix("。")
    form = next((form for form in ("polite", "verb") if text.endswith(tuple(ends[f"{form}_ends"]))), "noun")
    return str(ends[f"as_{form}"].format(text=text))


def _merged(older: Wording, newer: Wording) -> Wording:
    """The newer words where there are any, else the older."""
    names = ("situation", "cause", "outlook", "outlook_basis", "progress", "residual", "user_actions", "note")
    changed = {name: getattr(newer, name) for name in names if getattr(newer, name)}
    if "outlook" in changed:
        changed["outlook_kind"] = newer.outlook_kind
    return replace(older, **changed)
