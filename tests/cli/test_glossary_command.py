"""`shuchi glossary`: the words, listed, shown and exported."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notices.glossary import load_glossary

Shuchi = Callable[..., Any]
ENTRIES = load_glossary().entries


def test_a_pipe_gets_one_line_an_entry(shuchi: Shuchi) -> None:
    """Headings first, columns parted by tabs."""
    headings, *lines = shuchi("glossary", "list").out.splitlines()
    assert headings.split("\t") == ["言葉", "読み", "種類", "重さ", "出どころ", "言い換え", "出典"]
    assert [line.split("\t")[0] for line in lines] == [entry.term for entry in ENTRIES]
    assert {line.count("\t") for line in lines} == {6}


def test_programs_get_every_field(shuchi: Shuchi) -> None:
    """With the source's full name."""
    first = json.loads(shuchi("glossary", "list", "--json").out)["entries"][0]
    assert {name: first[name] for name in ("term", "rule", "plain", "status", "source")} == {
        "term": "輻輳", "rule": "W2", "plain": "通信の集中", "status": "ministry", "source": "S001",
    }  # fmt: skip
    assert first["source_text"]


@pytest.mark.parametrize("word", ["輻輳", "ふくそう", "ﾌｸｿｳ"])
def test_a_word_is_shown_however_it_is_written(shuchi: Shuchi, word: str) -> None:
    """With its wording, where that comes from, and its proof."""
    out = shuchi("glossary", "show", word).out
    assert [part in out for part in ("輻輳（ふくそう）", "言い換え: 通信の集中", "S001", "輻輳海域 (=)")] == [True] * 4


def test_an_unknown_word_is_one_sentence(shuchi: Shuchi) -> None:
    """With what to do next."""
    ran = shuchi("glossary", "show", "ありません")
    assert (ran.status, ran.out, "shuchi glossary list" in ran.err) == (2, "", True)


def test_the_export_goes_to_a_file_or_to_standard_output(shuchi: Shuchi, tmp_path: Path) -> None:
    """The same either way, and never without the format."""
    file = tmp_path / "prh.yml"
    ran = shuchi("glossary", "export", "--prh", str(file))
    written = file.read_text(encoding="utf-8")
    assert (ran.status, written[:1], "\nversion: 1\nrules:\n  - expected: " in written) == (0, "#", True)
    assert shuchi("glossary", "export", "--prh").out == written
    assert shuchi("glossary", "export").status == 2
