"""What a rule is, and all it may look at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from notices.domain.channel_spec import Measure
from notices.domain.finding import Finding
from notices.domain.incident_event import Mode
from notices.domain.notice_content import NoticeContent, NoticeKind, Wording
from notices.domain.rendition import Form

FindTerms = Callable[[str], list[Finding]]


@dataclass(frozen=True, slots=True)
class RuleInput:
    """One notice about to be frozen. Words of the language arrive as data, so that rules know none.

    `texts`: every rendition by form. `measures`: the length of its text to each channel that has a limit, by channel.
    `previous`: what the last published report said. `labels` of the kinds (`disaster_labels` stand in for them in a
    disaster), `marks` and `item_labels` are as printed; the renderer has them.
    """

    content: NoticeContent
    wording: Wording
    texts: Mapping[Form, str]
    measures: Mapping[str, Measure]
    previous: NoticeContent | None
    is_automatic: bool
    find_terms: FindTerms
    labels: Mapping[NoticeKind, str]
    disaster_labels: Mapping[NoticeKind, str]
    marks: Mapping[Mode, str]
    item_labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One check. `clause_ids` name the demands it answers; its module's docstring shows a bad and a good notice."""

    id: str
    clause_ids: tuple[str, ...]
    check: Callable[[RuleInput], Iterable[Finding]]
