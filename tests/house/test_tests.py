"""A test says in a sentence what it holds the house to, and it can fail."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RAISES = {"pytest.raises", "pytest.fail", "pytest.warns"}

Test = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> dict[str, ast.Module]:
    """Every module of tests, parsed."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
    }


def all_tests() -> Iterator[tuple[str, Test]]:
    """Every test function with where it stands."""
    for path, module in modules().items():
        for node in ast.walk(module):
            if isinstance(node, Test) and node.name.startswith("test_"):
                yield f"{path}:{node.name}", node


def can_fail(test: Test) -> bool:
    """Whether it asserts anything, or expects an error; what a helper asserts is the helper's own."""
    return any(
        isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and ast.unparse(node.func) in RAISES)
        for node in ast.walk(test)
    )


def test_every_module_and_every_test_has_its_sentence() -> None:
    """What is tested can be read without reading code."""
    bare = [path for path, module in modules().items() if not ast.get_docstring(module)]
    bare += [
        where for where, test in all_tests() if not (ast.get_docstring(test) or "").strip().endswith((".", "?", "!"))
    ]
    assert bare == []


def test_every_test_can_fail() -> None:
    """A test that cannot fail is a defect."""
    assert [where for where, test in all_tests() if not can_fail(test)] == []
