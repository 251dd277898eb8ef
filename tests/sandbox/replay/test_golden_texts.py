"""Every replay's first report, each where its stage changes, and its last, as people read them.

`SHUCHI_UPDATE_GOLDEN=1` rewrites the files: read them then.
"""

import os
from pathlib import Path

import pytest
from worlds.replays import NAMES, turning_points

from notices.domain.rendition import Form

FOLDER = Path(__file__).parents[2] / "golden" / "scenarios"
ENDINGS = {
    Form.MAIL: "txt", Form.PAGE: "html", Form.POST: "txt", Form.SMS: "txt", Form.PRESS: "html", Form.AGENT: "html",
}  # fmt: skip

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("outcome", NAMES, indirect=True)
def test_the_reports_at_which_the_story_turns_are_those_of_the_golden_files(outcome):
    """Letter by letter, in each form that is read on its own; nothing else lies in the folder."""
    written = {
        f"{number:02}.{form.value}.{ending}": outcome.texts[number][form] + "\n"
        for number in turning_points(outcome.contents)
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
