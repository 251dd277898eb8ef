"""What a notice would say right now: content, texts and findings, nothing kept."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from notices.areas.area_row import AreaKind
from notices.desk.compose import Brief, compose
from notices.desk.desk import Desk
from notices.desk.incident_state import content_of, full_incident, incident_for, published_notices
from notices.desk.ports import Records
from notices.desk.translations import written_and_checked
from notices.domain.channel_spec import Measure
from notices.domain.finding import Finding
from notices.domain.incident import Incident
from notices.domain.notice import Notice
from notices.domain.notice_content import NoticeContent, NoticeKind, Wording
from notices.domain.rendition import Form, Rendition
from notices.domain.sharing_scope import SharingScope
from notices.glossary.readability import find_hard
from notices.policy.checker import check_notice
from notices.policy.deadlines import promise
from notices.policy.failed_parts import stated_parts
from notices.policy.rule import RuleInput
from notices.policy.spoken_times import times_in
from notices.rendering.formats import JAPAN
from notices.rendering.renderer import Renderer

NO_PROMISE = frozenset({NoticeKind.RESTORED, NoticeKind.CAUSE, NoticeKind.CANCELLATION})


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that submission would freeze."""

    content: NoticeContent
    renditions: tuple[Rendition, ...]
    findings: tuple[Finding, ...]

    @property
    def digest(self) -> str:
        """One fingerprint over all texts (S1)."""
        return digest_of(self.renditions)


def digest_of(renditions: Sequence[Rendition]) -> str:
    """SHA-256 over every text with its form and language, in a fixed order."""
    covered = sorted((r.form.value, r.language, r.text) for r in renditions)
    return hashlib.sha256(json.dumps(covered, ensure_ascii=False).encode()).hexdigest()


def preview_notice(desk: Desk, notice: Notice, now: datetime) -> Preview:
    """What this draft would become if it were submitted now."""
    with desk.database.read() as records:
        return build(desk, records, notice, now)


def build(desk: Desk, records: Records, notice: Notice, now: datetime, *, is_automatic: bool = False) -> Preview:
    """Compose, render and check inside a transaction. A clock-issued notice brings no wording of its own (T12)."""
    incident = full_incident(records, notice.incident_id)
    published = published_notices(records, notice.incident_id)
    previous = content_of(published[-1]) if published else None
    corrected = next((content_of(n) for n in published if n.number == notice.corrects_number), None)
    promised = None if notice.kind in NO_PROMISE else promise(incident, desk.carrier.clock, now)
    brief = Brief(
        kind=notice.kind,
        number=next_number(published),
        as_of=now,
        next_update_at=promised,
        wording=Wording() if is_automatic else notice.wording,
        previous=previous,
        corrected=corrected,
        is_automatic=is_automatic,
    )
    view = incident_for(records, notice.incident_id, SharingScope.PUBLIC, is_automatic=is_automatic)
    content = compose(view, brief, desk.carrier)
    said = tuple(content_of(notice) for notice in published)

    def check(renderer: Renderer, renditions: Sequence[Rendition]) -> list[Finding]:
        return check_notice(_rule_input(desk, renderer, renditions, content, brief, said, view))

    renditions, findings = written_and_checked(desk.renderers, content, check)
    return Preview(content, renditions, tuple(findings))


def _rule_input(
    desk: Desk, renderer: Renderer, renditions: Sequence[Rendition], content: NoticeContent, brief: Brief,
    published: tuple[NoticeContent, ...], incident: Incident,
) -> RuleInput:  # fmt: skip
    texts = {rendition.form: rendition.text for rendition in renditions if rendition.language == renderer.language}
    return RuleInput(
        content=content,
        wording=brief.wording,
        texts=texts,
        measures=_measures(desk, texts),
        previous=brief.previous,
        is_automatic=brief.is_automatic,
        find_terms=desk.glossary.find,
        labels=renderer.labels,
        disaster_labels=renderer.disaster_labels,
        marks=renderer.marks,
        item_labels=renderer.item_labels,
        language=renderer.language,
        published=published,
        find_hard=partial(find_hard, language=renderer.language),
        times_in=partial(times_in, zone=JAPAN),
        prefectures={area.code: area.name for area in desk.areas if area.kind is AreaKind.PREFECTURE},
        failed_parts=stated_parts(incident),
        open_alternatives=frozenset(opened.alternative_id for opened in incident.opened_alternatives),
    )


def next_number(published: Sequence[Notice]) -> int:
    """The last published number plus one: numbers have no gaps."""
    return (published[-1].number or 0) + 1 if published else 1


def _measures(desk: Desk, texts: Mapping[Form, str]) -> Mapping[str, Measure]:
    return {
        name: spec.measure(texts[spec.form])
        for name, spec in desk.specs.items()
        if spec.measure is not None and spec.form is not None and spec.form in texts
    }
