"""Lines set for a reader: no wider than the terminal, not parted where Japanese never is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from notices.cli.client.wrapped import wrap


@pytest.mark.parametrize(
    ("line", "width", "parts"),
    [
        ("", 20, []),
        ("　　", 20, []),
        ("音声通話", 20, ["音声通話"]),
        ("　通話がつながりません", 10, ["　通話がつ", "　ながりま", "　せん"]),
        ("通話です、はい", 8, ["通話で", "す、はい"]),
        ("緊急（110）です", 8, ["緊急", "（110）", "です"]),
        ("番号は03-0000-0110です", 14, ["番号は", "03-0000-0110で", "す"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("in plain words", 8, ["in plain", "words"]),
    ],
)
def test_a_line_is_parted_as_japanese_is_set(line, width, parts):
    """Indent kept, marks with their words, numbers whole; what is longer than a line is cut."""
    assert wrap(line, width) == parts


@given(st.text(alphabet="あ漢、。（）「」・ーabc019-. 　", max_size=60), st.integers(4, 40))
def test_nothing_is_lost_and_nothing_is_wider(line, width):
    """Whatever the text."""
    indent = cell_len(line) - cell_len(line.lstrip())
    parts = wrap(line, width + indent)
    assert "".join("".join(parts).split()) == "".join(line.split())
    assert all(cell_len(part) <= width + indent for part in parts)
