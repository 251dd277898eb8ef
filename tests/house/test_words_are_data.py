"""Words stand in templates, glossary and catalogues; a Japanese text inside code is in the wrong room."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("notices", "channels", "scheduler")
JAPANESE = re.compile("[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f\u3010\u3011]")


def japanese_in(source: str) -> list[int]:
    """The lines of Japanese texts that are not docstrings; comments are no texts, nor are ranges written with \\u."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and JAPANESE.search(node.value)
        and JAPANESE.search(ast.get_source_segment(source, node) or "")
    ]


def test_docstrings_and_comments_may_be_japanese() -> None:
    """The check itself tells a sentence in code from one beside it."""
    source = '"""障害"""\nx = "復旧"  # 復旧\ndef f():\n    """復旧"""\n    return f"{x}しました\\u3041"\n'
    assert japanese_in(source) == [2, 5]


def test_no_japanese_text_in_code() -> None:
    """Every word the public or a user reads can be changed without touching code."""
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for folder in CODE
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line in japanese_in(path.read_text(encoding="utf-8"))
    ]
    assert found == []
