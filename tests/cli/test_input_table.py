"""The table of inputs at the command line: written by `init`, checked with the profile beside it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Shuchi = Callable[..., Any]


def test_init_writes_a_table_that_is_sound(shuchi: Shuchi, tmp_path: Path) -> None:
    """Beside the profile it belongs to."""
    shuchi("init", str(tmp_path))
    ran = shuchi("check", str(tmp_path / "inputs.toml"))
    assert (ran.status, "carrier.toml" in ran.out) == (0, True)


def test_init_leaves_an_own_table_as_it_is(shuchi: Shuchi, tmp_path: Path) -> None:
    """Never overwritten, like the profile."""
    (tmp_path / "inputs.toml").write_text("# own\n", encoding="utf-8")
    ran = shuchi("init", str(tmp_path))
    assert (ran.status, (tmp_path / "inputs.toml").read_text(encoding="utf-8")) == (0, "# own\n")


def test_check_names_every_mistake_by_line_and_field(shuchi: Shuchi, tmp_path: Path) -> None:
    """An unknown service and an unknown area, told at once."""
    shuchi("init", str(tmp_path))
    table = tmp_path / "inputs.toml"
    text = (
        table.read_text(encoding="utf-8").replace('service = "voice"', 'service = "vioce"', 1).replace("全国", "全土")
    )
    table.write_text(text, encoding="utf-8")
    ran = shuchi("check", str(table))
    found = [line for line in ran.err.splitlines() if "rows[" in line]
    assert (ran.status, len(found)) == (2, 2)
    assert "rows[2].service" in found[0]
    assert "rows[3].areas[1]" in found[1]
