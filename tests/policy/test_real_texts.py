"""The rules on the texts that the renderer really writes: a sound notice must not be held up by its own templates."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from notices.domain.finding import Severity
from notices.domain.incident_event import IncidentKind, Mode
from notices.domain.notice_content import NoticeKind
from notices.glossary.readability import find_hard
from notices.policy.checker import check_notice
from notices.policy.rules import RuleInput
from notices.rendering.renderer import Renderer

RECOVERY = {"basis": "全国の監視で正常を確認", "judged_by": "ネットワーク運用部門"}
CHANGE = {"item": "cause", "before": {"text": "停電"}, "after": {"text": "通信設備の故障"}}
OVER = {"stage": "restored", "impacts": [{"status": "restored"}], "next_update_at": "none"}
BY_KIND: dict[NoticeKind, dict[str, Any]] = {
    NoticeKind.FIRST: {},
    NoticeKind.UPDATE: {"number": 2},
    NoticeKind.RESTORED: OVER,
    NoticeKind.CORRECTION: {"number": 2, "corrects_number": 1, "changes": [CHANGE]},
    NoticeKind.CAUSE: OVER | {"number": 4, "cause": "通信設備の故障", "prevention": "設備を二重にします。"},
    NoticeKind.CANCELLATION: {"number": 2, "next_update_at": "none", "impacts": [{"status": "retracted"}]},
}


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    """The Japanese texts as shipped."""
    return Renderer("ja")


@pytest.mark.parametrize(
    ("kind", "mode", "incident_kind"),
    list(product(NoticeKind, Mode, (IncidentKind.OUTAGE, IncidentKind.DISASTER))),
)
def test_nothing_blocks_a_sound_notice(
    kind: NoticeKind,
    mode: Mode,
    incident_kind: IncidentKind,
    renderer: Renderer,
    given: Callable[[Mapping[str, Any]], RuleInput],
) -> None:
    """Labels, lines and marks of the templates are those that the rules ask for."""
    fields = BY_KIND[kind] | {"kind": kind, "mode": mode, "incident_kind": incident_kind}
    if "stage" in fields:
        fields["recovery"] = RECOVERY | {"recovered_at": given({}).content.as_of}
    real = _real(given({"content": fields}), renderer)
    assert [finding for finding in check_notice(real) if finding.severity is Severity.BLOCK] == []


FACT_OF_OCCURRENCE = [
    pytest.param({"impacts": [{"areas": "none"}], "is_onset_known": False}, id="only that a service is hit"),
    pytest.param({"incident_kind": "third_party", "impacts": [{"areas": "none"}]}, id="elsewhere, nothing else known"),
    pytest.param({"impacts": [{"effect": "unknown", "areas": "none"}]}, id="not even what users feel"),
    pytest.param(
        {"impacts": [{"areas": [{"code": "00"}, {"code": "13"}]}, {"effect": "hard_to_use"}]}, id="facts that overlap"
    ),
    pytest.param(
        {"emergency_calls": {"police": "not_affected"}, "impacts": [{"has_emergency_calls": True}]},
        id="calls that may contradict",
    ),
    pytest.param({"alternatives": ["none_confirmed"], "outlook": {"kind": "undetermined"}}, id="nothing to offer"),
    pytest.param(
        {"incident_kind": "disaster", "kind": "update", "number": 9, "has_news": False}, id="a disaster past its days"
    ),
]


@pytest.mark.parametrize("is_automatic", [True, False])
@pytest.mark.parametrize("fields", FACT_OF_OCCURRENCE)
def test_nothing_blocks_the_bare_fact_of_occurrence(
    fields: dict[str, Any], renderer: Renderer, is_automatic: bool, given: Callable[[Mapping[str, Any]], RuleInput]
) -> None:
    """C10, and T6: whatever little is known, or doubtful, may be told at three in the morning."""
    case = {"content": fields | {"is_automatic": is_automatic}, "is_automatic": is_automatic}
    if fields.get("number", 1) > 1:
        case["previous"] = {}
    real = _real(given(case), renderer)
    assert [finding for finding in check_notice(real) if finding.severity is Severity.BLOCK] == []


def _real(rule_input: RuleInput, renderer: Renderer) -> RuleInput:
    return replace(
        rule_input,
        texts={rendition.form: rendition.text for rendition in renderer.render(rule_input.content)},
        labels=renderer.labels,
        disaster_labels=renderer.disaster_labels,
        marks=renderer.marks,
        item_labels=renderer.item_labels,
        find_hard=find_hard,
    )
