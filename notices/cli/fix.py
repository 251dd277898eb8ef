"""`shuchi check --fix` and `--diff`: what was safe to accept, as it is shown."""

import difflib

from notices.cli.findings import one_line
from notices.glossary.mending import Mended
from notices.messages import say


def applied_lines(name: str, text: str, mended: Mended) -> list[str]:
    """Each accepted proposal with its place in the text as it was."""
    from notices.cli.place import line_and_column

    lines = []
    for finding in mended.applied:
        line, column = line_and_column(text, finding.start)
        matched, proposal = one_line(finding.matched), one_line(finding.proposal or "")
        lines.append(f"{name}:{line}:{column}: {finding.rule} {matched} → {proposal}")
    return lines


def diff_of(name: str, text: str, mended: Mended) -> str:
    """The change as `patch` understands it, "" where nothing changes."""
    before, behind = (_lines(each) for each in (text, mended.text))
    rows = difflib.unified_diff(before, behind, name, name)
    return "".join(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n" for row in rows)


def summary(mended: Mended, *, is_written: bool) -> str:
    """How many were accepted."""
    code = "check.fixed" if is_written else "check.fixable"
    return say(code, count=len(mended.applied), left=len(mended.left))


def _lines(text: str) -> list[str]:
    """Parted at line feeds alone, as `patch` does."""
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + [parts[-1]] * bool(parts[-1])
