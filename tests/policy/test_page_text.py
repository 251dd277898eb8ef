"""Reading a rendered page as its readers see it."""

import pytest

from notices.policy.page_text import lines_of, visible_text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<dl><dt>原因</dt><dd>調査中</dd></dl>", {"原因": "調査中"}),
        ("<dl><div><dt> 原因 </dt>\n<dd> 調査中\n</dd></div></dl>", {"原因": "調査中"}),
        ("<dl><dt>窓口</dt><dd>電話</dd><dd>メール</dd></dl>", {"窓口": "電話 メール"}),
        ("<dl><dt>原因</dt><dd>A &lt;b&gt; &amp; C</dd></dl>", {"原因": "A <b> & C"}),
        (
            "<dl><dt>状況</dt><dd>全国<dl><dt>通話</dt><dd>不可</dd></dl></dd></dl>",
            {"通話": "不可", "状況": "全国通話不可"},
        ),
        ("<dl><dt>原因</dt><dd></dd></dl>", {"原因": ""}),
        ("<p>原因: 調査中</p>", {}),
        ("", {}),
    ],
)
def test_lines(html: str, expected: dict[str, str]) -> None:
    """Values by label, with nested lists, wrappers and entities."""
    assert lines_of(html) == expected


def test_visible_text_begins_with_the_first_visible_character() -> None:
    """Neither markup nor white space nor comments count."""
    assert visible_text('<article id="report-1">\n<!-- x --><h2>【訓練】障害</h2>') == "【訓練】障害"


def test_paragraphs_do_not_run_into_each_other() -> None:
    """Whoever counts the length of sentences reads each paragraph by itself."""
    assert visible_text("<p>あさひ通信</p>\n<p>つながりません。</p>") == "あさひ通信\n\nつながりません。"
