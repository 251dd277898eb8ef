"""What a rule found in a text, where, and the wording it proposes (指摘)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Severity(StrEnum):
    """`block` refuses submission, `warn` asks a person to look, `info` is for the record."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in one text. `start` and `end` are code points of the text as it was given.

    `matched` is the text's own wording there; `proposal` the plain wording, or None where a person must find one.
    `where` names the item or form the text stands in ("cause", "post"); `message` is a key of the catalogues.
    `language`: of which language's text, the master's unless said otherwise.
    """

    rule: str
    severity: Severity
    matched: str = ""
    start: int = 0
    end: int = 0
    proposal: str | None = None
    where: str = ""
    message: str = ""
    note: str | None = None
    language: str = "ja"


@dataclass(frozen=True, slots=True)
class Override:
    """A named person lets one blocking finding stand, for a reason that is on record (W3).

    It holds for the same rule at the same place over the same wording, and for nothing else.
    """

    rule: str
    where: str
    matched: str
    reason: str
    by: str
    at: datetime

    def covers(self, finding: Finding) -> bool:
        """Whether this finding is the one that was let stand."""
        return (self.rule, self.where, self.matched) == (finding.rule, finding.where, finding.matched)
