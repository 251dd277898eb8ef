"""C1: the title begins with the label of its kind, right after the mark of a drill or replay.

What is added after recovery bears the label of recovery: it must not read as a new outage.

Bad:  「モバイル通信サービスについて（第1報）」
Good: 「【障害発生】モバイル通信サービスがご利用できない状況について（第1報）」
Clauses: ASCII-2-label (medium), OURS-labels (low).
"""

from collections.abc import Iterator

from notices.domain.finding import Finding, Severity
from notices.domain.incident_event import IncidentKind
from notices.domain.rendition import Form
from notices.policy.rule import Rule, RuleInput


def check(given: RuleInput) -> Iterator[Finding]:
    """A title without its label, or with another kind's, is refused."""
    kind = given.content.labelled_kind
    label = given.labels[kind]
    if given.content.incident_kind is IncidentKind.DISASTER:
        label = given.disaster_labels.get(kind, label)
    title = given.texts.get(Form.TITLE, "")
    if not title.removeprefix(given.marks.get(given.content.mode, "")).lstrip().startswith(label):
        yield Finding("C1", Severity.BLOCK, proposal=label, where=Form.TITLE, message="finding.c1_label_missing")


RULE = Rule("C1", ("ASCII-2-label", "OURS-labels"), check, is_for_every_language=True)
