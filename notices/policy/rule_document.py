"""A rule as its readers see it: what its module's docstring says, taken apart."""

import inspect
import sys
from dataclasses import dataclass

from notices.policy.rule import Rule

_HEADS = ("Bad", "Good", "Clauses")


@dataclass(frozen=True, slots=True)
class RuleDocument:
    """`title`: the first paragraph, `text` the others. `bad`, `good`: notices. `behaviour`: what the check does."""

    title: str
    text: str
    bad: str
    good: str
    behaviour: str


def document_of(rule: Rule) -> RuleDocument:
    """The documentation of a rule. Raises ValueError where its docstring has not the form all of them have."""
    parts: dict[str, list[str]] = {rule.id: []}
    head = rule.id
    for line in inspect.cleandoc(sys.modules[rule.check.__module__].__doc__ or "").splitlines():
        word, colon, rest = line.partition(":")
        if colon and word in (rule.id, *_HEADS):
            head = word
            parts[head] = [rest]
        else:
            parts[head].append(line)
    if missing := [name for name in _HEADS if name not in parts]:
        raise ValueError(f"{rule.check.__module__}: no {', '.join(missing)}")
    paragraphs = "\n".join(parts[rule.id]).strip().split("\n\n")
    return RuleDocument(
        title=_joined(paragraphs[0]),
        text="\n\n".join(map(_joined, paragraphs[1:])),
        bad=_joined("\n".join(parts["Bad"])),
        good=_joined("\n".join(parts["Good"])),
        behaviour=inspect.getdoc(rule.check) or "",
    )


def _joined(text: str) -> str:
    return " ".join(text.split())
