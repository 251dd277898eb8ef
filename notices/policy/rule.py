"""What a rule is, and all it may look at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from notices.domain.channel_spec import Measure
from notices.domain.finding import Finding, Severity
from notices.domain.incident_event import Mode
from notices.domain.notice_content import NoticeContent, NoticeKind, Wording
from notices.domain.rendition import MASTER_LANGUAGE, Form

FindTerms = Callable[[str], list[Finding]]
FindTimes = Callable[[str, datetime], list[datetime]]


@dataclass(frozen=True, slots=True)
class RuleInput:
    """One notice about to be frozen, in one language. Words of the language arrive as data, so that rules know none.

    `texts`: every rendition by form. `measures`: the length of its text to each channel that has a limit, by channel.
    `previous`: what the last published report said; `published`: all of them, oldest first. `labels` of the kinds
    (`disaster_labels` stand in for them in a disaster), `marks` and `item_labels` are as printed; the renderer has
    them. `find_hard` finds what is hard to read in a text (W5), `times_in` the times of day it speaks of, as moments
    after the one given. `prefectures`: names by code. `failed_parts`: values of `NetworkPart` that were said to have
    failed, `open_alternatives`: ids of means that were said to be open (A2).
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
    language: str = MASTER_LANGUAGE
    published: tuple[NoticeContent, ...] = ()
    find_hard: FindTerms = lambda _text: []
    times_in: FindTimes = lambda _text, _since: []
    prefectures: Mapping[str, str] = field(default_factory=dict)
    failed_parts: frozenset[str] = frozenset()
    open_alternatives: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """One check. `clause_ids` name the demands it answers; its module's docstring shows a bad and a good notice.

    `is_for_every_language`: asked of the other languages' texts too. `is_overridable`: a named person may let what it
    blocks stand, for a reason (W3); what would be untrue, unmarked or unsendable, nobody may. `severities`: of its
    findings, the gravest first.
    """

    id: str
    clause_ids: tuple[str, ...]
    check: Callable[[RuleInput], Iterable[Finding]]
    is_for_every_language: bool = False
    is_overridable: bool = False
    severities: tuple[Severity, ...] = (Severity.BLOCK,)
