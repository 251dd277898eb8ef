"""One demand of a guideline (条項), where it comes from, how sure that is, and what in the house answers it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from notices.domain.errors import ConfigurationError
from notices.policy.data_file import Entry, read_entries

CLAUSES_DIR = Path(__file__).resolve().parent / "clauses"

_FIELDS = frozenset(
    {
        "id",
        "demand",
        "demand_en",
        "source",
        "confidence",
        "valid_from",
        "valid_to",
        "answered_by",
        "planned",
        "planned_en",
    }
)


class Confidence(StrEnum):
    """`high`: official summary or primary text. `medium`: press or draft stage. `low`: our own inference."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class AnswerKind(StrEnum):
    """In which room the answer stands; after the colon comes its name there ("rule:C2", "desk:issue_notice")."""

    RULE = "rule"
    DEADLINE = "deadline"
    CHANNEL = "channel"
    RENDERING = "rendering"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Clause:
    """A demand in our own words. Either `answered_by` names what answers it, or `planned` says why nothing does yet.

    `guideline`: the file it stands in. `valid_to` None: still in force. No clause claims conformity with its source.
    """

    id: str
    guideline: str
    demand: str
    demand_en: str
    source: str
    confidence: Confidence
    valid_from: date
    valid_to: date | None = None
    answered_by: tuple[str, ...] = ()
    planned: str = ""
    planned_en: str = ""

    def is_valid_on(self, day: date) -> bool:
        """Whether the demand was in force on that day (both ends included)."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@cache
def load_clauses() -> tuple[Clause, ...]:
    """Every clause of every guideline, file by file as written. Raises ConfigurationError, see read_clauses."""
    return read_clauses(CLAUSES_DIR)


def read_clauses(folder: Path) -> tuple[Clause, ...]:
    """The clauses of every .toml file of a folder.

    Raises ConfigurationError naming file, clause and field for a mistake, an id used twice, or a clause that has not
    exactly one of `answered_by` and `planned`.
    """
    clauses: dict[str, Clause] = {}
    for path in sorted(folder.glob("*.toml")):
        for entry in read_entries(path, "clause", "id", _FIELDS):
            if entry.name in clauses:
                raise ConfigurationError("policy_entry_twice", file=path.name, entry=entry.name)
            clauses[entry.name] = _clause(entry, path.stem)
    return tuple(clauses.values())


def _clause(entry: Entry, guideline: str) -> Clause:
    valid_from = entry.day("valid_from")
    if valid_from is None:
        raise ConfigurationError("policy_field_missing", file=entry.file, entry=entry.name, field="valid_from")
    answers = entry.texts("answered_by")
    for answer in answers:
        kind, _, name = answer.partition(":")
        if kind not in set(AnswerKind) or not name:
            raise entry.wrong("answered_by")
    is_planned = "planned" in entry.values
    if bool(answers) == is_planned:
        raise ConfigurationError("clause_answer", file=entry.file, clause=entry.name)
    return Clause(
        id=entry.name,
        guideline=guideline,
        demand=entry.text("demand"),
        demand_en=entry.text("demand_en"),
        source=entry.text("source"),
        confidence=entry.choice("confidence", Confidence),
        valid_from=valid_from,
        valid_to=entry.day("valid_to"),
        answered_by=answers,
        planned=entry.text("planned") if is_planned else "",
        planned_en=entry.text("planned_en") if is_planned else "",
    )
