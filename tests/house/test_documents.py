"""What the documents tell people to type and to open exists."""

import re
from itertools import takewhile
from pathlib import Path

import pytest

from notices.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "README.ja.md", "CONTRIBUTING.md")
TYPED = re.compile(r"`(?:\.venv/bin/)?shuchi ([^`]+)`")
LINK = re.compile(r"\]\(([^)#]+)\)")
IN_TICKS = re.compile(r"`([^`\n]+)`")
NO_PATH = re.compile(r"[<>*{}…\"'=]|\.\.\.|^https?:|^/")
ROOMS = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}


def text_of(document: str) -> str:
    """The whole document."""
    return (ROOT / document).read_text(encoding="utf-8")


def paths_in(text: str) -> set[str]:
    """Every word between ticks that begins with a file or folder of the project and goes on below it."""
    words = [word.rstrip(".,;:)") for ticked in IN_TICKS.findall(text) for word in ticked.split()]
    return {word for word in words if "/" in word and not NO_PATH.search(word) and word.split("/")[0] in ROOMS}


def is_typable(words: list[str], capsys: pytest.CaptureFixture[str]) -> bool:
    """Whether shuchi knows the command and lists all its options."""
    path = list(takewhile(re.compile("[a-z]+").fullmatch, words))
    with pytest.raises(SystemExit) as left:
        main([*path, "--help"])
    shown = capsys.readouterr().out
    return left.value.code in (0, None) and all(word in shown for word in words if word.startswith("--"))


@pytest.mark.parametrize("document", ["README.md", "README.ja.md"])
def test_every_command_of_the_documents_can_be_typed(document: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is a command of shuchi, and each option one of its own."""
    typed = [line.split() for line in TYPED.findall(text_of(document))]

    assert len(typed) >= 5
    assert [words for words in typed if not is_typable(words, capsys)] == []


def test_what_cannot_be_typed_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    """The check itself tells a command from a slip of the pen."""
    slips = ["repaly x.json", "db upgade", "check FILE --jsn", "db upgrade"]
    assert [line for line in slips if is_typable(line.split(), capsys)] == ["db upgrade"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_of_the_documents_exists(document: str) -> None:
    """A path that moved is found here before a newcomer misses it; a folder without a file is none in git."""
    text = text_of(document)
    named = paths_in(text) | {link for link in LINK.findall(text) if not NO_PATH.search(link)}
    missing = [path for path in named if not (ROOT / path).is_file() and not any((ROOT / path).rglob("*"))]
    assert len(named) >= 3
    assert sorted(missing) == []


def commands_of(document: str) -> list[str]:
    """What its blocks tell people to type, without the remarks behind `#`."""
    blocks = [block for block in text_of(document).split("```")[1::2] if "scripts/" in block]
    lines = [re.split(r"(?:^|\s+)#\s", line)[0].rstrip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def test_both_readmes_tell_people_to_type_the_same() -> None:
    """A command mended in one language is mended in the other."""
    english = commands_of("README.md")
    assert len(english) >= 10
    assert commands_of("README.ja.md") == english
