"""Builds what a rule looks at from a few lines of data: a sound first report, changed where a case says so."""

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from notices.domain.channel_spec import Measure
from notices.domain.finding import Finding, Severity
from notices.domain.impact import Area, Effect, EmergencyCalls, ImpactStatus
from notices.domain.incident_event import IncidentKind, Mode
from notices.domain.notice_content import Contact, NoticeContent, NoticeKind, Stage, StatedImpact, Wording
from notices.domain.rendition import Form
from notices.policy.rules import RuleInput
from notices.policy.spoken_times import times_in
from notices.rendering.formats import JAPAN

LABELS = {
    NoticeKind.FIRST: "【障害発生】",
    NoticeKind.UPDATE: "【障害発生】",
    NoticeKind.RESTORED: "【復旧】",
    NoticeKind.CORRECTION: "【訂正】",
    NoticeKind.CAUSE: "【原因】",
    NoticeKind.CANCELLATION: "【取消】",
}
DISASTER_LABELS = {NoticeKind.FIRST: "【災害影響】", NoticeKind.UPDATE: "【災害影響】"}
MARKS = {Mode.NORMAL: "", Mode.DRILL: "【訓練】", Mode.REPLAY: "【再現】"}
LINES = {
    "onset": ("発生日時", "2018年12月6日(木) 13時39分頃"),
    "areas": ("影響地域", "全国"),
    "services": ("影響サービス", "モバイル通信"),
    "situation": ("状況", "利用できない"),
    "emergency_calls": ("緊急通報（110・118・119）への影響", "調査中"),
    "cause": ("原因", "調査中"),
    "outlook": ("復旧見通し", "未定"),
    "alternatives": ("代替手段とその使い方", "公衆電話"),
    "contacts": ("お問い合わせ先", "0120-000-000"),
    "as_of": ("情報の時点", "2018年12月6日(木) 14時00分"),
    "next_update": ("次回更新予定", "2018年12月6日(木) 15時00分"),
    "apology": ("お詫び", "ご迷惑をおかけし、お詫び申し上げます。"),
}
IMPACT = StatedImpact(
    service_id="mobile",
    service_name="モバイル通信",
    brand_ids=("main",),
    effect=Effect.UNUSABLE,
    areas=(Area("00"),),
    users=None,
    status=ImpactStatus.ACTIVE,
)
CONTENT = NoticeContent(
    incident_id="2018-001",
    kind=NoticeKind.FIRST,
    number=1,
    mode=Mode.NORMAL,
    incident_kind=IncidentKind.OUTAGE,
    carrier_name="あさひ通信",
    as_of=datetime(2018, 12, 6, 5, 0, tzinfo=UTC),
    onset_at=datetime(2018, 12, 6, 4, 39, tzinfo=UTC),
    is_onset_known=True,
    is_onset_approximate=True,
    stage=Stage.ONGOING,
    impacts=(IMPACT,),
    users=None,
    emergency_calls=EmergencyCalls(),
    page_url="https://example.jp/incidents/2018-001/",
    alternatives=("payphone",),
    contacts=(Contact("お客さま窓口", "0120-000-000"),),
    official_accounts=("https://social.example/@asahi",),
    next_update_at=datetime(2018, 12, 6, 6, 0, tzinfo=UTC),
)


@pytest.fixture(scope="session")
def given() -> Callable[..., RuleInput]:
    """Builds a RuleInput from the fields of a case, see `tests/policy/cases/README.md`."""
    return build_input


def build_input(case: Mapping[str, Any]) -> RuleInput:
    """The sound first report with what the case changes."""
    content = _changed(CONTENT, case.get("content", {}))
    page = "".join(
        f"<dt>{label}</dt><dd>{case.get('page', {}).get(item, value)}</dd>"
        for item, (label, value) in LINES.items()
        if item not in case.get("without", [])
    )
    mark, label = MARKS[content.mode], LABELS[content.kind]
    texts = {
        Form.TITLE: f"{mark}{label}モバイル通信がご利用できない状況について",
        Form.PAGE: f'<article class="report">\n<h2>{mark}{label}モバイル通信</h2><dl>{page}</dl></article>',
        Form.ENTRY: f'<p>{mark}{label}モバイル通信 <a href="{content.page_url}">公式ページ</a></p>',
        Form.POST: f"{mark}{label}第1報 {content.page_url}",
        Form.SMS: f"{mark}{label}第1報 {content.page_url}",
        Form.MAIL: f"{mark}{label}第1報\n{content.page_url}",
        Form.PAYLOAD: '{"number": 1}',
    }
    return RuleInput(
        content=content,
        wording=_changed(Wording(), case.get("wording", {})),
        texts=texts | {Form(form): text for form, text in case.get("texts", {}).items()},
        measures={channel: Measure(**measure) for channel, measure in case.get("measures", {}).items()},
        previous=_changed(CONTENT, case["previous"]) if "previous" in case else None,
        is_automatic=case.get("is_automatic", False),
        find_terms=_finder(case.get("terms", [])),
        labels=LABELS,
        disaster_labels=DISASTER_LABELS,
        marks=MARKS,
        item_labels={item: label for item, (label, _) in LINES.items()},
        language=case.get("language", "ja"),
        published=tuple(_changed(CONTENT, said) for said in case.get("published", [])),
        find_hard=_hard_finder(case.get("hard", [])),
        times_in=partial(times_in, zone=JAPAN),
        prefectures={"11": "埼玉県", "12": "千葉県", "13": "東京都"},
        failed_parts=frozenset(case.get("failed_parts", [])),
        open_alternatives=frozenset(case.get("open_alternatives", [])),
    )


def _finder(terms: list[dict[str, str]]) -> Callable[[str], list[Finding]]:
    def find(text: str) -> list[Finding]:
        return [
            Finding(
                rule=term["rule"],
                severity=Severity(term["severity"]),
                matched=term["term"],
                start=text.index(term["term"]),
                end=text.index(term["term"]) + len(term["term"]),
                message="finding.term",
            )
            for term in terms
            if term["term"] in text
        ]

    return find


def _hard_finder(hard: list[str]) -> Callable[[str], list[Finding]]:
    def find(text: str) -> list[Finding]:
        return [
            Finding("W5", Severity.INFO, words, text.index(words), message="finding.hard")
            for words in hard
            if words in text
        ]

    return find


def _changed(base: Any, changes: Mapping[str, Any]) -> Any:
    hints = get_type_hints(type(base))
    return dataclasses.replace(base, **{name: _typed(value, hints[name]) for name, value in changes.items()})


def _typed(value: Any, hint: Any) -> Any:
    """TOML's plain value as the type that the domain wants there."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not types.NoneType)
    if value == "none":
        return None
    if get_origin(hint) is tuple:
        return tuple(_typed(part, get_args(hint)[0]) for part in value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if hint is StatedImpact:
        return _changed(IMPACT, value)
    if dataclasses.is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(**{name: _typed(part, hints[name]) for name, part in value.items()})
    return value
