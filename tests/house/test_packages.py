"""Every package answers the three questions of whoever opens it: what lives here, what may it import, where to add."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = sorted(
    path.parent for room in ("notices", "channels", "scheduler") for path in (ROOT / room).rglob("__init__.py")
)
WHERE_TO_ADD = re.compile(r"\badd\b|\bnew\b|belongs to|gets a", re.IGNORECASE)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_package_says_what_it_is_for(package: Path) -> None:
    """In its docstring, before any code."""
    doc = ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8"))) or ""
    first, _, rest = doc.partition("\n\n")
    answers = {
        "what lives here": len(first) > 20,
        "what it may import": "import" in rest.lower(),
        "where to add": WHERE_TO_ADD.search(rest) is not None,
    }
    assert [question for question, is_answered in answers.items() if not is_answered] == []


def test_every_folder_of_code_is_a_package() -> None:
    """A folder without `__init__.py` is left out of the checks; Alembic's own are scripts, not packages."""
    folders = {path.parent for room in ("notices", "channels", "scheduler") for path in (ROOT / room).rglob("*.py")}
    stray = {folder.relative_to(ROOT) for folder in folders if folder not in PACKAGES}
    assert {path for path in stray if Path("notices/storage/migrations") not in (path, path.parent)} == set()
