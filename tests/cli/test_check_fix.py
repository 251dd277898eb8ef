"""`shuchi check --fix` and `--diff`: what is safe is written, the rest is left, and nothing else changes."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Shuchi = Callable[..., Any]

TEXT = "\ufeff【発生】お知らせ\r\n\t夜から輻輳しています。\r\n「輻輳」とほぼ回復。"
MENDED = TEXT.replace("輻輳して", "通信が集中して")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A text with a byte order mark, Windows line ends and no line end at its end."""
    path = tmp_path / "text.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_what_is_safe_is_written_and_the_rest_is_left(shuchi: Shuchi, file: Path) -> None:
    """Encoding, line ends and mode stay; what was changed and what blocks still are told; no other file is left."""
    file.chmod(0o640)
    ran = shuchi("check", str(file), "--fix")
    assert file.read_bytes() == MENDED.encode()
    assert (file.stat().st_mode & 0o777, list(file.parent.iterdir())) == (0o640, [file])
    assert f"{file}:2:5: W2 輻輳 → 通信が集中" in ran.out
    assert "1件を直しました" in ran.out
    assert (ran.status, ":3:2: W2" in ran.out) == (1, True)


def test_a_text_with_nothing_to_mend_is_not_touched(shuchi: Shuchi, file: Path) -> None:
    """Not even written again."""
    file.write_text("復旧しました。", encoding="utf-8")
    before = file.stat()
    ran = shuchi("check", str(file), "--fix")
    assert (ran.status, file.stat().st_ino, file.stat().st_mtime_ns) == (0, before.st_ino, before.st_mtime_ns)


def test_status_is_0_where_nothing_blocks_any_more(shuchi: Shuchi, file: Path) -> None:
    """A link stays a link to the mended file."""
    file.write_text("夜から輻輳しています。", encoding="utf-8")
    link = file.with_name("link.txt")
    link.symlink_to(file)
    ran = shuchi("check", str(link), "--fix")
    assert (ran.status, link.is_symlink(), file.read_text(encoding="utf-8")) == (
        0,
        True,
        "夜から通信が集中しています。",
    )


def test_diff_writes_nothing_and_patch_understands_it(shuchi: Shuchi, file: Path) -> None:
    """Alone on standard output; the report goes beside it."""
    ran = shuchi("check", str(file), "--diff")
    assert (ran.status, file.read_bytes()) == (1, TEXT.encode())
    assert "--fix で1件を直せます" in ran.err
    patch = ["patch", "--binary", "--posix", str(file)]
    subprocess.run(patch, input=ran.out.encode(), check=True, capture_output=True)
    assert file.read_bytes() == MENDED.encode()


def test_standard_input_comes_back_mended(shuchi: Shuchi) -> None:
    """The text alone on standard output, the report beside it."""
    ran = shuchi("check", "-", "--fix", stdin=TEXT.encode())
    assert (ran.out, ran.status, "1件を直しました" in ran.err) == (MENDED, 1, True)


def test_programs_get_what_was_accepted_and_what_is_left(shuchi: Shuchi) -> None:
    """And the text, where it came from standard input."""
    document = json.loads(shuchi("check", "-", "--fix", "--json", stdin=TEXT.encode()).out)
    assert document["text"] == MENDED
    assert [(row["matched"], row["line"], row["is_safe"]) for row in document["applied"]] == [("輻輳", 2, True)]
    assert [(row["matched"], row["line"], row["is_safe"]) for row in document["findings"]] == [
        ("輻輳", 3, False),
        ("ほぼ回復", 3, False),
    ]


def test_settings_are_not_mended(shuchi: Shuchi, tmp_path: Path) -> None:
    """A profile is for a person."""
    ran = shuchi("check", str(tmp_path / "carrier.toml"), "--fix")
    assert (ran.status, "設定のファイル" in ran.err) == (2, True)


def test_a_folder_that_cannot_be_written_is_one_sentence(shuchi: Shuchi) -> None:
    """What could not be written, why, and what to do."""
    ran = shuchi("glossary", "export", "--prh", "/nowhere/at/all/prh.yml")
    assert (ran.status, ran.out, "/nowhere/at/all/prh.yml に書けません" in ran.err) == (2, "", True)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("ja", "あ" * 70 + "。", "長すぎる文 1"),
        ("ja-easy", "あ" * 45 + "。", "目安 40文字"),
        ("en", "word " * 30 + "end.", "最長 31語"),
    ],
)
def test_readability_is_reported_and_blocks_nothing(shuchi: Shuchi, language: str, text: str, words: str) -> None:
    """In the measure of the text's language."""
    ran = shuchi("check", "-", "--language", language, stdin=text.encode())
    assert (ran.status, words in ran.out, "W5" in ran.out) == (0, True, True)
