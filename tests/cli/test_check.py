"""`shuchi check`: findings with their places, for people and for programs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Shuchi = Callable[..., Any]

CONGESTED = "輻輳が発生"
BLOCKED_LINE = "トラヒックの集中です。\r\n\t設備の輻輳が起きました。\r\n"


def test_json_is_exactly_what_was_promised(shuchi: Shuchi) -> None:
    """The findings with their places, and the report on readability beside them."""
    document = json.loads(shuchi("check", "-", "--json", stdin=f"障害。\n{CONGESTED}".encode()).out)
    assert document["findings"] == [
        {
            "rule": "W2", "severity": "block", "matched": "輻輳", "start": 4, "end": 6, "line": 2, "column": 1,
            "proposal": "通信の集中", "note": None, "is_safe": True,
            "message": "「輻輳」は利用者に伝わりにくい言葉です。「通信の集中」に言い換えてください。",
        }
    ]  # fmt: skip
    assert document["readability"] == {
        "counted": "characters", "most_length": 60, "most_commas": 4, "average": 3.0, "longest": 3, "findings": [],
        "sentences": [
            {"text": "障害。", "start": 0, "end": 3, "length": 3, "commas": 0, "double_negatives": [],
             "unknown_katakana": [], "split_at": None}
        ],
    }  # fmt: skip


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_offsets_are_code_points_of_the_file_itself(shuchi: Shuchi, tmp_path: Path, line_end: str) -> None:
    """Line ends, characters outside the basic plane and half-width kana are counted as they stand."""
    text = f"\ufeff𠮷野{line_end}ﾌｸｿｳのため{line_end}"
    path = tmp_path / "text.txt"
    path.write_bytes(text.encode())
    findings = json.loads(shuchi("check", str(path), "--json").out)["findings"]
    assert [text[found["start"] : found["end"]] for found in findings] == ["ﾌｸｿｳ"]


@pytest.mark.parametrize(
    ("text", "status"), [(CONGESTED, 1), ("通信が集中しています。", 0), ("", 0)], ids=["blocks", "plain", "empty"]
)
def test_status_says_whether_something_blocks(shuchi: Shuchi, text: str, status: int) -> None:
    """A script can stop on it, with and without --json."""
    statuses = {shuchi("check", "-", *options, stdin=text.encode()).status for options in ((), ("--json",))}
    assert statuses == {status}


def test_a_warning_alone_does_not_block(shuchi: Shuchi) -> None:
    """Only a blocking finding makes status 1."""
    ran = shuchi("check", "-", "--json", stdin="サービスは回復しました。".encode())
    severities = [found["severity"] for found in json.loads(ran.out)["findings"]]
    assert (ran.status, severities) == (0, ["warn"])


def test_the_place_is_marked_below_its_line(shuchi: Shuchi, tmp_path: Path) -> None:
    """Line and column count from one; full-width characters take two marks."""
    path = tmp_path / "text.txt"
    path.write_bytes(BLOCKED_LINE.encode())
    lines = shuchi("check", str(path)).out.splitlines()
    at = next(number for number, line in enumerate(lines) if ":2:5: W2" in line)
    assert lines[at + 1 : at + 4] == [
        "     設備の輻輳が起きました。",
        "           ^^^^",
        "    → 通信の集中",
    ]


@pytest.mark.parametrize(
    ("file", "stdin", "words"),
    [
        ("-", "一行目\nあ".encode("cp932"), "標準入力 の1行目は、文字コードがUTF-8ではありません"),
        ("-", "一行目\n".encode() + b"\xff", "標準入力 の2行目は、文字コードがUTF-8ではありません"),
        ("/nowhere/text.txt", b"", "ファイル /nowhere/text.txt がありません"),
        ("/", b"", "/ を読めません"),
    ],
)
def test_unreadable_input_is_one_sentence_and_status_2(shuchi: Shuchi, file: str, stdin: bytes, words: str) -> None:
    """Nothing goes to standard output, no traceback to standard error."""
    ran = shuchi("check", file, "--json", stdin=stdin)
    assert (ran.status, ran.out, len(ran.err.splitlines()), words in ran.err) == (2, "", 1, True)


def test_a_profile_is_checked_whole(shuchi: Shuchi, tmp_path: Path) -> None:
    """What `init` wrote is sound; one wrong word is named with its line."""
    shuchi("init", str(tmp_path))
    file = tmp_path / "carrier.toml"
    sound = shuchi("check", str(file))
    file.write_text(file.read_text(encoding="utf-8").replace('"mobile_voice"', '"voice"'), encoding="utf-8")
    broken = shuchi("check", str(file))

    assert (sound.status, broken.status) == (0, 2)
    assert "services[1].kind" in broken.err
