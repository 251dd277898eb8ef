"""The three longest reports of every replay as people read them. `SHUCHI_UPDATE_GOLDEN=1` rewrites: read them then."""

import os
from pathlib import Path

import pytest
from worlds.replays import NAMES

from notices.domain.rendition import Form

FOLDER = Path(__file__).parents[2] / "golden" / "scenarios"
ENDINGS = {Form.MAIL: "txt", Form.PAGE: "html", Form.POST: "txt", Form.SMS: "txt"}
MOST = 3

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("outcome", NAMES, indirect=True)
def test_the_three_longest_reports_are_those_of_the_golden_files(outcome):
    """Letter by letter, as mail, page, post and text message; nothing else lies in the folder."""
    by_length = sorted(outcome.texts, key=lambda number: (-len(outcome.texts[number][Form.MAIL]), number))
    written = {
        f"{number:02}.{form.value}.{ending}": outcome.texts[number][form] + "\n"
        for number in by_length[:MOST]
        for form, ending in ENDINGS.items()
    }
    folder = FOLDER / outcome.name
    if os.environ.get("SHUCHI_UPDATE_GOLDEN") == "1":
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, text in written.items():
            (folder / name).write_text(text, encoding="utf-8")

    assert written == {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_every_scenario_has_its_golden_folders():
    """One for each desk; a scenario that is gone takes its folders with it."""
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(NAMES)
