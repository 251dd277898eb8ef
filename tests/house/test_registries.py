"""What is listed stands in its folder, and what stands in a folder is listed: nothing is forgotten half way."""

import tomllib
from pathlib import Path

import pytest

from channels.registry import DOORS
from notices.domain.impact import USER_UNITS
from notices.domain.incident_event import CHECKED_BY
from notices.domain.notice_content import NoticeKind
from notices.domain.rendition import MASTER_LANGUAGE, PUBLIC_FORMS, Form
from notices.messages import LANGUAGES
from notices.policy.clause import load_clauses
from notices.policy.deadlines import CLAUSES as DEADLINE_CLAUSES
from notices.policy.duties import DUTY_CLAUSES
from notices.policy.rules import RULES
from notices.rendering.renderer import FILES

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
WORDINGS = sorted(path.name for path in TEMPLATES.iterdir() if path.is_dir())
NO_KIND = {"_parts", "site", "authorities"}


def folders_of(place: Path) -> set[str]:
    """The folders of a place that hold anything of ours."""
    return {path.name for path in place.iterdir() if path.is_dir() and path.name != "__pycache__"}


def test_every_channel_folder_has_its_line_and_every_line_its_folder() -> None:
    """A door that nobody opens, or a line that leads nowhere; reports to authorities go by the door of mail."""
    named = {door.spec.name for door in DOORS if door.spec.form is not None}
    assert named == folders_of(ROOT / "channels")


@pytest.mark.parametrize("name", sorted(folders_of(ROOT / "channels")))
def test_every_channel_has_its_five_files_and_its_tests(name: str) -> None:
    """Whoever copies the nearest folder copies all of it."""
    needed = {"__init__.py", "channel.py", "spec.py", "codes.py", "README.md"}
    assert needed - {path.name for path in (ROOT / "channels" / name).iterdir()} == set()
    assert any((ROOT / "tests" / "channels" / name).glob("test_*.py"))


def test_every_rule_stands_in_a_file_and_every_file_is_a_rule() -> None:
    """And each has its cases beside the tests."""
    files = {path.stem for path in (ROOT / "notices/policy/rules").glob("*.py")} - {"__init__"}
    cases = {path.stem for path in (ROOT / "tests/policy/cases").glob("*.toml")}
    assert (len(RULES), cases) == (len(files), files)


@pytest.mark.parametrize("language", WORDINGS)
def test_every_kind_has_its_templates_and_every_folder_its_kind(language: str) -> None:
    """In the master's language every form that has a template, in every other what the public sees."""
    folders = folders_of(TEMPLATES / language) - NO_KIND
    assert folders == {kind.value for kind in NoticeKind}
    forms = FILES if language == MASTER_LANGUAGE else PUBLIC_FORMS
    missing = [f"{kind}/{FILES[form]}" for kind in folders for form in forms]
    assert [path for path in missing if not (TEMPLATES / language / path).is_file()] == []


def test_kinds_of_the_table_are_those_of_the_house() -> None:
    """One row each in `kinds.toml`."""
    rows = tomllib.loads((ROOT / "notices/policy/kinds.toml").read_text(encoding="utf-8"))["kind"]
    assert sorted(row["kind"] for row in rows) == sorted(kind.value for kind in NoticeKind)


def test_every_form_is_written_by_a_template_or_is_the_payload() -> None:
    """A form without a way to be written would fail in the middle of an outage."""
    assert set(Form) - set(FILES) == {Form.PAYLOAD}


def test_deadlines_and_clauses_name_each_other() -> None:
    """A deadline without its clause hides the duty; a clause whose deadline is another's claims too much."""
    deadlines = DEADLINE_CLAUSES | DUTY_CLAUSES
    named = set(deadlines.items())
    answered = {
        (answer.partition(":")[2], clause.id)
        for clause in load_clauses()
        for answer in clause.answered_by
        if answer.startswith("deadline:")
    }
    assert named - answered == set()
    assert {name for name, _ in answered} == set(deadlines)


@pytest.mark.parametrize("language", WORDINGS)
@pytest.mark.parametrize(("table", "values"), [("checked_by", CHECKED_BY), ("units", USER_UNITS)])
def test_what_may_be_recorded_can_be_said(language: str, table: str, values: tuple[str, ...]) -> None:
    """A value that is let in without a word for it would stop every later report."""
    words = tomllib.loads((TEMPLATES / language / "words.toml").read_text(encoding="utf-8"))
    assert sorted(words[table]) == sorted(values)


def test_the_house_speaks_the_languages_it_has_catalogues_for() -> None:
    """A folder of catalogues that nobody reads, or a language without one."""
    assert folders_of(ROOT / "notices/locale") == set(LANGUAGES)
