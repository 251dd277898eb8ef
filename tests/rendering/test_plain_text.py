"""Text from people becomes one quiet line."""

import pytest
from rendering.samples import GOLDEN

from notices.rendering.plain_text import fold, fold_all


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  設備の故障 ", "設備の故障"),
        ("調べています。\n再起動してください。", "調べています。再起動してください。"),
        ("line one\r\nline two", "line one line two"),
        ("通話\u2028発信", "通話 発信"),
        ("復旧\u202eしました\u2066", "復旧しました"),
        ("a\x00b\x1bc", "abc"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ],
)
def test_line_breaks_and_steering_characters_go(typed: str, folded: str) -> None:
    """Joined emoji stay whole."""
    assert fold(typed) == folded


@pytest.mark.parametrize("name", GOLDEN)
def test_facts_are_left_as_they_are(name: str) -> None:
    """A notice without such characters is unchanged, enums, times and areas included."""
    assert fold_all(GOLDEN[name]) == GOLDEN[name]
