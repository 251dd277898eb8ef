"""Runs the benchmarks one after the other and prints one table: name, value, unit, goal, met."""

import json
import os
import platform
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent.parent
KEPT = HERE.parent / ".shuchi" / "bench.json"
LONGEST_SECONDS = 300
MET = {True: "yes", False: "NO", None: ""}


def machine() -> dict[str, Any]:
    """What the numbers depend on."""
    return {
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": f"{platform.system()} {platform.machine()}",
    }


def run(script: Path, *, is_shown: bool) -> dict[str, Any]:
    """What it measured, or why it could not."""
    begun = time.perf_counter()
    try:
        # out of a pipe and in a process of its own: nothing of one benchmark warms up another
        done = subprocess.run(
            [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, timeout=LONGEST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return {"name": script.stem, "failed": f"not done after {LONGEST_SECONDS} s", "results": []}
    lines = done.stdout.splitlines()
    if is_shown:
        print("\n".join(lines[:-1] if done.returncode == 0 else lines))
    if done.returncode != 0 or not lines:
        return {"name": script.stem, "failed": f"exit status {done.returncode}", "results": []}
    return {**json.loads(lines[-1]), "seconds": round(time.perf_counter() - begun, 1)}


def table_of(measured: list[dict[str, Any]]) -> Table:
    """One row for each result."""
    table = Table("benchmark", "what", "value", "unit", "goal", "met")
    for each in measured:
        for result in each["results"]:
            goal = "" if result["goal"] is None else f"{result['goal']:g}"
            value = f"{result['value']:,.0f}" if result["value"] >= 100 else f"{result['value']:.3g}"
            table.add_row(each["name"], result["what"], value, result["unit"], goal, MET[result["is_met"]])
        if "failed" in each:
            table.add_row(each["name"], each["failed"], "", "", "", MET[False])
        table.add_section()
    return table


def main(names: list[str]) -> int:
    """0 when all ran, whether or not they met their goals; 1 when one broke; 2 for a name there is none of."""
    scripts = {path.stem: path for path in sorted(HERE.glob("*.py"))}
    unknown = [name for name in names if name not in scripts]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are: {', '.join(scripts)}", file=sys.stderr)
        return 2
    facts, measured = machine(), []
    print(", ".join(f"{name} {value}" for name, value in facts.items()))
    for name in names or scripts:
        print(f"{name} ...", file=sys.stderr)
        measured.append(run(scripts[name], is_shown=bool(names)))
    # a terminal's width counts only where there is one: nothing is cut in a file
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table_of(measured))
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps({"machine": facts, "benchmarks": measured}, ensure_ascii=False, indent=1) + "\n")
    return 1 if any("failed" in each for each in measured) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
