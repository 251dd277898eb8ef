"""`shuchi` as a whole: help, versions, errors in one sentence, and the small commands."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from notices.cli.clauses import PIPED_WIDTH
from notices.cli.main import COMMANDS
from notices.policy.clause import load_clauses
from notices.profile import load_carrier

Shuchi = Callable[..., Any]


def test_help_names_every_command_in_the_users_language(shuchi: Shuchi, monkeypatch: pytest.MonkeyPatch) -> None:
    """Headings and explanations come from the catalogues."""
    japanese = shuchi("--help").out
    monkeypatch.setenv("SHUCHI_LANGUAGE", "en")
    english = shuchi("--help").out
    assert [name for name in COMMANDS if f"\n  {name} " not in japanese or f"\n  {name} " not in english] == []
    assert ("使い方: shuchi" in japanese, "Usage: shuchi" in english) == (True, True)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(shuchi: Shuchi, command: str) -> None:
    """Nothing of click's English or of a bare code is left in the Japanese help."""
    ran = shuchi(command, "--help")
    left_over = [word for word in ("Show this", "Usage", "Options", ".help", "option.") if word in ran.out]
    assert (ran.status, left_over) == (0, [])


@pytest.mark.parametrize("group", ["", "notice"])
def test_no_summary_is_cut_short(shuchi: Shuchi, monkeypatch: pytest.MonkeyPatch, group: str) -> None:
    """Every command is told by its whole first sentence, in English too."""
    monkeypatch.setenv("SHUCHI_LANGUAGE", "en")
    assert "..." not in shuchi(*group.split(), "--help").out.replace("COMMAND [ARGS]...", "")


def test_version_is_the_distributions(shuchi: Shuchi) -> None:
    """`shuchi --version`."""
    assert shuchi("--version").out == f"shuchi {version('shuchi')}\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("chek",), "「chek」というコマンドはありません。「shuchi --help」で使い方を確かめてください。"),
        (("check",), "'FILE' がありません。「shuchi check --help」で使い方を確かめてください。"),
        (("check", "-", "--jsn"), "「--jsn」というオプションはありません。「shuchi check --help」"),
        (("check", "a", "b"), "コマンドの書き方が正しくありません"),
        (("replay", "--desk", "nobody", "x"), "'--desk' には absent, attentive のどれかを書いてください。"),
        (("replay", "--reaction-minutes", "-1", "x"), "'--reaction-minutes' の値が正しくありません"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_call_that_is_wrong_is_told_in_one_sentence(
    shuchi: Shuchi, arguments: tuple[str, ...], sentence: str
) -> None:
    """Status 2, what is wrong, where to look."""
    ran = shuchi(*arguments)
    assert (ran.status, ran.out, ran.err.startswith(sentence), ran.err.count("\n")) == (2, "", True, 1)


def test_called_bare_it_shows_its_help(shuchi: Shuchi) -> None:
    """Whoever just types `shuchi` sees what there is."""
    ran = shuchi()
    assert (ran.status, ran.err.startswith("使い方: shuchi")) == (2, True)


def test_init_writes_a_profile_that_can_be_used(shuchi: Shuchi, tmp_path: Path) -> None:
    """The folder is made, the file is whole, and the next step is told."""
    folder = tmp_path / "new" / "carrier"
    ran = shuchi("init", str(folder))
    assert (ran.status, "次に" in ran.out, bool(load_carrier(folder / "carrier.toml").services)) == (0, True, True)


def test_init_never_overwrites(shuchi: Shuchi, tmp_path: Path) -> None:
    """A profile once written is somebody's work."""
    (tmp_path / "carrier.toml").write_text("mine", encoding="utf-8")
    ran = shuchi("init", str(tmp_path))
    assert (ran.status, (tmp_path / "carrier.toml").read_text(encoding="utf-8")) == (2, "mine")
    assert ran.err == (
        f"{tmp_path}/carrier.toml はすでにあるので、書きませんでした。"
        "別のフォルダーを指定するか、先に今のファイルを移してください。\n"
    )


def test_init_into_a_file_is_refused(shuchi: Shuchi, tmp_path: Path) -> None:
    """The sentence names what is in the way."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = shuchi("init", str(tmp_path / "file"))
    assert (ran.status, ran.err) == (2, f"{tmp_path}/file はフォルダーではありません。フォルダーを指定してください。\n")


@pytest.mark.parametrize("is_planned", [False, True])
def test_clauses_lists_all_of_them_openly(shuchi: Shuchi, is_planned: bool) -> None:
    """Piped too, every clause has its line, and no conformity is claimed."""
    ran = shuchi("clauses", *(["--planned"] if is_planned else []))
    wanted = [clause.id for clause in load_clauses() if clause.planned or not is_planned]
    assert wanted
    assert [clause_id for clause_id in wanted if clause_id not in ran.out] == []
    assert max(cell_len(line) for line in ran.out.splitlines()) <= PIPED_WIDTH
    assert "ガイドラインの条項ごとの適合を主張するものではありません" in ran.out


def test_clauses_as_json_say_the_same(shuchi: Shuchi) -> None:
    """Each has either an answer or a plan."""
    rows = json.loads(shuchi("clauses", "--json").out)["clauses"]
    assert [row["id"] for row in rows] == [clause.id for clause in load_clauses()]
    assert [row["id"] for row in rows if bool(row["answered_by"]) == bool(row["planned"])] == []


def test_db_upgrade_makes_the_tables_and_may_be_run_again(
    shuchi: Shuchi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On an empty folder, and once more."""
    path = tmp_path / "new" / "shuchi.sqlite3"
    monkeypatch.setenv("SHUCHI_DATABASE_URL", f"sqlite:///{path}")
    statuses = [shuchi("db", "upgrade").status for _ in range(2)]
    with sqlite3.connect(path) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    database.close()
    assert (statuses, {"notices", "deadlines", "deliveries"} - tables) == ([0, 0], set())


def test_db_hold_stops_the_clock_and_may_be_run_again(
    shuchi: Shuchi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One hold, whoever runs it twice; the way on is told."""
    path = tmp_path / "shuchi.sqlite3"
    monkeypatch.setenv("SHUCHI_DATABASE_URL", f"sqlite:///{path}")
    ran = [shuchi("db", "hold") for _ in range(2)]
    with sqlite3.connect(path) as database:
        holds = database.execute("SELECT actor FROM holds").fetchall()
    database.close()
    assert ([each.status for each in ran], holds) == ([0, 0], [("operator",)])
    assert "shuchi clock release" in ran[0].out


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("nonsense-canary", "SHUCHI_DATABASE_URL"),
        ("unknown://user:canary@host/name", "unknown://user:***@host/name"),
        ("sqlite:////proc/nowhere/shuchi.sqlite3", "/proc/nowhere/shuchi.sqlite3"),
    ],
)
def test_an_unusable_database_is_told_without_its_password(
    shuchi: Shuchi, monkeypatch: pytest.MonkeyPatch, url: str, word: str
) -> None:
    """One sentence, status 2."""
    monkeypatch.setenv("SHUCHI_DATABASE_URL", url)
    ran = shuchi("db", "upgrade")
    assert (ran.status, word in ran.err, "canary" in ran.err, ran.err.count("\n")) == (2, True, False, 1)


@pytest.mark.slow
def test_a_reader_that_leaves_early_sees_no_traceback() -> None:
    """`shuchi clauses | head -1`, as real processes."""
    script = Path(sys.executable).with_name("shuchi")
    with subprocess.Popen(
        f"{script} clauses | head -n 1", shell=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ}
    ) as process:
        out, err = process.communicate()
    assert (out.count(b"\n"), err) == (1, b"")
