"""Where a finding stands, shown in the width of a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from notices.cli.place import Place, show_place

LONG = "あ" * 30 + "輻輳" + "い" * 30


@pytest.mark.parametrize(
    ("text", "start", "end", "width", "expected"),
    [
        ("a輻輳b", 1, 3, 80, Place(1, 2, "a輻輳b", " ^^^^")),
        ("x\r\ny\rz輻輳", 6, 8, 80, Place(3, 2, "z輻輳", " ^^^^")),
        ("ﾌｸｿｳ", 0, 4, 80, Place(1, 1, "ﾌｸｿｳ", "^^^^")),
        ("か\u3099輻輳", 2, 4, 80, Place(1, 3, "か\u3099輻輳", "  ^^^^")),
        ("輻\n輳", 0, 3, 80, Place(1, 1, "輻", "^^")),
        ("", 0, 0, 80, Place(1, 1, "", "^")),
        (LONG, 30, 32, 20, Place(1, 31, "…ああああ輻輳いいい…", " " * 9 + "^^^^")),
        ("a\u2028b輻", 3, 4, 80, Place(1, 4, "a\u2028b輻", "  ^^")),
        ("a\t輻", 2, 3, 80, Place(1, 3, "a 輻", "  ^^")),
        ("\x1b[31m輻", 5, 6, 80, Place(1, 6, "\ufffd[31m輻", "     ^^")),
        (LONG, 10, 60, 20, Place(1, 11, "…" + "あ" * 9 + "…", " " + "^" * 18)),
        ("あいうか\u3099きくけ輻", 8, 9, 10, Place(1, 9, "…きくけ輻", " " * 7 + "^^")),
    ],
    ids=[
        "wide",
        "line ends",
        "half-width",
        "combining",
        "over a line end",
        "empty",
        "long line",
        "no line end",
        "tab",
        "a terminal's own",
        "wider than the terminal",
        "a mark whose letter is cut off",
    ],
)
def test_marks_stand_below_the_place(text: str, start: int, end: int, width: int, expected: Place) -> None:
    """Whatever the characters' width and the line ends."""
    assert show_place(text, start, end, width) == expected


@given(st.text(alphabet="aあｱ\n\t輻\u3099\x1b", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_the_excerpt_fits_and_holds_the_place(text: str, start: int, length: int) -> None:
    """Never wider than the terminal, marks never beyond the excerpt."""
    start = min(start, len(text))
    place = show_place(text, start, min(start + length, len(text)), 20)
    assert cell_len(place.excerpt) <= 20
    # a place of no width, such as a line end, still gets one mark, behind the text
    assert len(place.marks) <= cell_len(place.excerpt) + 1
