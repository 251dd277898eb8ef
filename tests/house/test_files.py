"""Nothing in the project ties it to one machine or one package index; every dependency is pinned by its hash."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OWN = ("channels", "docs", "glossary", "notices", "requirements", "scheduler", "scripts", "templates", "tests", ".ci")
# spelt in pieces, so that this file is not found by itself
INDEX = re.compile("|".join(["py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.(?:org|com)", "--index" + "-url"]))
MACHINE = re.compile(
    "(?<![A-Za-z0-9._-])/(?:" + "|".join(["wo" + "rk/", "ho" + "me/", "ro" + "ot/", "Us" + "ers/"]) + ")"
)
PIN = re.compile(r"[a-z0-9][a-z0-9._-]*(?:\[[a-z0-9,._-]+\])?==[^\s;]+(?: ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def texts() -> dict[str, str]:
    """Every file of the project by its path; all of them are text."""
    paths = [path for path in ROOT.iterdir() if path.is_file()]
    paths += [path for folder in OWN for path in (ROOT / folder).rglob("*") if path.is_file()]
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for path in sorted(paths)
        if "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("pattern", [INDEX, MACHINE], ids=["an index address", "a path of one machine"])
def test_no_file_holds(pattern: re.Pattern[str]) -> None:
    """What works here only would fail on the next machine."""
    found = {path: pattern.findall(text) for path, text in texts().items() if pattern.search(text)}
    assert found == {}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_dependency_has_its_hashes(lock: Path) -> None:
    """A line is a pin, one of its hashes, or a comment: no address, no option, no pin without a hash."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    other = [ln for ln in lines if not (PIN.fullmatch(ln) or HASH.fullmatch(ln) or ln.lstrip().startswith("#"))]
    bare = [
        ln for ln, below in zip(lines, [*lines[1:], ""], strict=True) if PIN.fullmatch(ln) and "--hash" not in below
    ]
    assert (other, bare) == ([], [])
    assert sum(bool(PIN.fullmatch(line)) for line in lines) > 0


def test_there_are_locks() -> None:
    """For running and for developing."""
    assert {"shuchi.lock", "dev.lock"} <= {path.name for path in LOCKS}
