"""Clauses: every demand is answered by something that exists, or says openly why not yet."""

from datetime import date
from pathlib import Path

import pytest

from channels.registry import SPECS
from notices.domain.errors import ConfigurationError
from notices.policy.clause import Clause, Confidence, load_clauses, read_clauses
from notices.policy.deadlines import CLAUSES as DEADLINE_CLAUSES
from notices.policy.duties import DUTY_CLAUSES
from notices.policy.kinds import load_kinds
from notices.policy.rules import RULES

HOUSE = Path(__file__).resolve().parents[2]
SOUND = {
    "id": '"A-1"',
    "demand": '"知らせる。"',
    "demand_en": '"Tell."',
    "source": '"S001"',
    "confidence": '"high"',
    "valid_from": "2023-04-01",
    "answered_by": '"rule:C2"',
}


def _exists(answer: str) -> bool:
    kind, _, name = answer.partition(":")
    match kind:
        case "rule":
            return name in {rule.id for rule in RULES}
        case "deadline":
            return name in DEADLINE_CLAUSES | DUTY_CLAUSES
        case "channel":
            return name in SPECS
        case "rendering" | "desk":
            room = HOUSE / "notices" / kind
            return (room / f"{name}.py").is_file() or (room / name / "__init__.py").is_file()
    return False


@pytest.mark.parametrize("clause", load_clauses(), ids=lambda clause: clause.id)
def test_answer_exists(clause: Clause) -> None:
    """No clause claims an answer that the house does not have."""
    assert [answer for answer in clause.answered_by if not _exists(answer)] == []


@pytest.mark.parametrize("clause", load_clauses(), ids=lambda clause: clause.id)
def test_rule_that_answers_a_clause_cites_it(clause: Clause) -> None:
    """Clause and rule name each other."""
    cited_by = {f"rule:{rule.id}" for rule in RULES if clause.id in rule.clause_ids}
    assert {answer for answer in clause.answered_by if answer.startswith("rule:")} == cited_by


def test_deadlines_and_kinds_cite_known_clauses() -> None:
    """A clause id that nobody wrote down is a slip of the pen."""
    cited = {*DEADLINE_CLAUSES.values(), *DUTY_CLAUSES.values()} | {
        clause for row in load_kinds().values() for clause in row.clauses
    }
    assert cited - {clause.id for clause in load_clauses()} == set()


def test_summarys_six_points_are_all_there() -> None:
    """Each of the six points of the ministry's summary has a clause graded as an official summary."""
    points = {
        c.id.split("-")[1] for c in load_clauses() if c.id.startswith("S001-") and c.confidence is Confidence.HIGH
    }
    assert points == {"1", "2", "3", "4", "5", "6"}


@pytest.mark.parametrize("path", sorted((HOUSE / "notices/policy/clauses").glob("*.toml")), ids=lambda path: path.stem)
def test_every_file_says_that_it_claims_no_conformity(path: Path) -> None:
    """The guideline's text could not be read, and whoever opens a file learns it first."""
    header = path.read_text(encoding="utf-8").split("[[clause]]", maxsplit=1)[0]
    assert "no clause-level conformity is claimed" in header.lower()


@pytest.mark.parametrize(
    ("day", "is_valid"),
    [
        (date(2023, 3, 31), False),
        (date(2023, 4, 1), True),
        (date(2024, 3, 31), True),
        (date(2024, 4, 1), False),
    ],
)
def test_clause_is_in_force_from_its_first_to_its_last_day(tmp_path: Path, day: date, is_valid: bool) -> None:
    """Both ends count."""
    (clause,) = _read(tmp_path, SOUND | {"valid_to": "2024-03-31"})
    assert clause.is_valid_on(day) is is_valid


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"demand": None}, "policy_field_missing", "demand"),
        ({"demand": '" "'}, "policy_field_wrong", "demand"),
        ({"valid_from": None}, "policy_field_missing", "valid_from"),
        ({"valid_from": '"2023-04-01"'}, "policy_field_wrong", "valid_from"),
        ({"valid_to": "2023-04-01T00:00:00Z"}, "policy_field_wrong", "valid_to"),
        ({"confidence": '"sure"'}, "policy_field_wrong", "confidence"),
        ({"answered_by": '"C2"'}, "policy_field_wrong", "answered_by"),
        ({"answered_by": '["rule:"]'}, "policy_field_wrong", "answered_by"),
        ({"answered_by": "3"}, "policy_field_wrong", "answered_by"),
        ({"answerd_by": '"rule:C2"'}, "policy_field_unknown", "answerd_by"),
        ({"answered_by": None, "planned": '"後で"'}, "policy_field_missing", "planned_en"),
    ],
)
def test_mistake_is_named_by_file_clause_and_field(
    tmp_path: Path, changes: dict[str, str | None], code: str, field: str
) -> None:
    """Whoever wrote it finds the place at once."""
    with pytest.raises(ConfigurationError) as caught:
        _read(tmp_path, SOUND | changes)
    details = caught.value.details
    assert (caught.value.code, details["file"], details["entry"], details["field"]) == (code, "a.toml", "A-1", field)


@pytest.mark.parametrize("changes", [{"answered_by": None}, {"planned": '"後で"', "planned_en": '"later"'}])
def test_clause_has_exactly_one_of_answer_and_plan(tmp_path: Path, changes: dict[str, str | None]) -> None:
    """Neither would hide a gap, both would deny it."""
    with pytest.raises(ConfigurationError, match=r"clause_answer\(file=a.toml, clause=A-1\)"):
        _read(tmp_path, SOUND | changes)


@pytest.mark.parametrize("second_file", ["a.toml", "b.toml"])
def test_id_is_used_once(tmp_path: Path, second_file: str) -> None:
    """Within a file and across files."""
    _write(tmp_path, "a.toml", SOUND)
    _write(tmp_path, second_file, SOUND)
    with pytest.raises(ConfigurationError, match=f"policy_entry_twice\\(file={second_file}, entry=A-1\\)"):
        read_clauses(tmp_path)


def test_clause_without_id_is_named_by_its_place(tmp_path: Path) -> None:
    """The first table of the file."""
    with pytest.raises(ConfigurationError, match=r"entry=clause\[1\], field=id"):
        _read(tmp_path, SOUND | {"id": None})


def test_broken_toml_is_named_by_file(tmp_path: Path) -> None:
    """With the parser's own reason."""
    (tmp_path / "a.toml").write_text("[[clause]\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"policy_file_unreadable\(file=a.toml, reason="):
        read_clauses(tmp_path)


def _read(folder: Path, fields: dict[str, str | None]) -> tuple[Clause, ...]:
    _write(folder, "a.toml", fields)
    return read_clauses(folder)


def _write(folder: Path, name: str, fields: dict[str, str | None]) -> None:
    lines = [f"{field} = {value}" for field, value in fields.items() if value is not None]
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\n".join(["[[clause]]", *lines, ""]))
