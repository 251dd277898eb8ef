"""A text with everything found in it, and how that is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from notices.cli.findings import finding_lines, finding_row
from notices.cli.fix import applied_lines, summary
from notices.cli.readability import readability_document, readability_lines
from notices.domain.finding import Finding, Severity
from notices.glossary import load_glossary
from notices.glossary.mending import Mended, mend
from notices.glossary.readability import Readability, assess, find_hard
from notices.glossary.readability_rules import load_readability_rules
from notices.messages import say
from notices.policy.checker import blocks, check_text


@dataclass(frozen=True)
class Checked:
    """`name` as the file is shown; `findings` those of the words, without the report on readability."""

    name: str
    text: str
    language: str
    findings: Sequence[Finding]

    @classmethod
    def of(cls, name: str, text: str, language: str) -> "Checked":
        """The text checked; words only in a language that has a glossary."""
        glossary = load_readability_rules(language).glossary
        return cls(name, text, language, check_text(text, load_glossary(glossary).find) if glossary else [])

    @cached_property
    def mending(self) -> Mended:
        """What can be accepted unseen."""
        glossary = load_readability_rules(self.language).glossary
        return mend(self.text, load_glossary(glossary)) if glossary else Mended(self.text, (), ())

    @cached_property
    def readability(self) -> Readability:
        """How hard it is to read."""
        return assess(self.text, self.language)

    @cached_property
    def hard(self) -> list[Finding]:
        """What makes it so."""
        return find_hard(self.text, self.language)

    def mended(self) -> "Checked":
        """The text as it would be with everything safe accepted."""
        return Checked.of(self.name, self.mending.text, self.language)

    def blocks(self) -> bool:
        """Whether it may not be published."""
        return blocks(self.findings)

    def report(self, before: "Checked", *, is_written: bool) -> list[str]:
        """For people: what was changed since `before`, what a person must mend, and how it reads."""
        lines = []
        if before is not self:
            lines = [
                *applied_lines(self.name, before.text, before.mending),
                summary(before.mending, is_written=is_written),
            ]
            lines.append("")
        count = sum(finding.severity is Severity.BLOCK for finding in self.findings)
        lines += finding_lines(self.name, self.text, self.findings)
        lines.append(say("check.summary", count=len(self.findings), blocking=count))
        return [*lines, *readability_lines(self.name, self.text, self.readability, self.hard)]

    def document(self) -> dict[str, object]:
        """For programs."""
        safe = self.mending.applied
        return {
            "findings": [finding_row(self.text, finding, safe) for finding in self.findings],
            "readability": readability_document(self.text, self.readability, self.hard),
        }

    def applied_rows(self) -> list[dict[str, object]]:
        """For programs: what was accepted, with its places in this text."""
        applied = self.mending.applied
        return [finding_row(self.text, finding, applied) for finding in applied]
