"""What was told as unknown and is still owed (C4)."""

from collections.abc import Callable
from typing import Any

import pytest

from notices.policy.open_items import open_items
from notices.policy.rules import RuleInput

KNOWN: dict[str, Any] = {
    "cause": "通信設備の故障",
    "users": {"value": 35000},
    "emergency_calls": {"police": "affected", "coast_guard": "affected", "fire": "affected"},
    "outlook": {"kind": "estimate", "text": "18時ごろ", "basis": "部品が届くため"},
}
OVER = {"kind": "restored", "stage": "restored", "impacts": [{"status": "restored"}]}


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        pytest.param([], {}, id="nothing published, nothing owed"),
        pytest.param([{}], {"cause": 1, "users": 1, "emergency_calls": 1, "outlook": 1}, id="a first report"),
        pytest.param([KNOWN], {}, id="everything known"),
        pytest.param([{}, KNOWN], {}, id="closed by the next report"),
        pytest.param([KNOWN | {"is_onset_known": False}], {"onset": 1}, id="the onset"),
        pytest.param([KNOWN | {"cause": "", "cause_category": "power"}], {}, id="a category is a cause told"),
        pytest.param([{}, {}, KNOWN | {"cause": ""}], {"cause": 1}, id="open since the first of the run"),
        pytest.param([{}, KNOWN, KNOWN | {"cause": ""}], {"cause": 3}, id="open again since it became unknown again"),
        pytest.param([KNOWN | {"impacts": [{"areas": "none"}]}], {"areas": 1}, id="one service without its areas"),
        pytest.param([KNOWN | {"impacts": []}], {"areas": 1}, id="nothing known to be hit"),
        pytest.param([{}, OVER], {"cause": 1, "users": 1}, id="recovery makes outlook and calls pointless"),
        pytest.param([KNOWN, KNOWN | {"kind": "cause"}], {"prevention": 2}, id="measures not decided with the cause"),
        pytest.param(
            [KNOWN | {"kind": "cause"}, KNOWN | {"kind": "update"}], {"prevention": 1}, id="nor by the report after it"
        ),
        pytest.param(
            [KNOWN | {"kind": "cause"}, KNOWN | {"kind": "cause", "prevention": "二重にします。"}],
            {},
            id="measures told",
        ),
        pytest.param([{}, {"kind": "cancellation"}], {}, id="a cancellation owes nothing"),
    ],
)
def test_items_are_open_from_the_report_that_told_them_as_unknown(
    published: list[dict[str, Any]], expected: dict[str, int], given: Callable[..., RuleInput]
) -> None:
    """Each with that report's number, until a report closes it."""
    contents = [given({"content": {"number": n} | fields}).content for n, fields in enumerate(published, 1)]
    assert {item.item: item.since_number for item in open_items(contents)} == expected
