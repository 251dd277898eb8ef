"""C3: what is said of services, areas and users fits together, within a report and with the one before it.

Bad:  「影響地域: 全国、東京都」「影響地域: 調査中」 after a report that named 東京都, 「全国で」 beside 「東京都」
Good: 「影響地域: 東京都」「データ通信: 利用できない（全国）／音声通話: 利用しづらい（東京都）」
Clauses: S001-2-areas (high), S001-2-services (high), S000-2015-what-users-feel (high).
"""

from collections.abc import Iterable, Iterator, Sequence

from notices.domain.finding import Finding, Severity
from notices.domain.impact import NATIONWIDE, Area, Effect
from notices.domain.notice_content import NoticeContent, NoticeKind, StatedImpact
from notices.policy.phrases import load_phrases, sentences
from notices.policy.rule import Rule, RuleInput

PREFECTURE_DIGITS = 2
# of one service in one place only one of these can be so; lost data comes beside them
_EXCLUSIVE = frozenset({Effect.UNUSABLE, Effect.HARD_TO_USE, Effect.PARTLY_UNUSABLE})


def check(given: RuleInput) -> Iterator[Finding]:
    """A part that outnumbers the whole is untrue and refused; everything else a person looks at again."""
    if given.content.kind is NoticeKind.CANCELLATION:
        return
    impacts = given.content.stated_impacts
    yield from _areas(impacts)
    yield from _effects(impacts)
    yield from _users(given.content)
    if given.previous is not None and given.content.kind is not NoticeKind.CORRECTION:
        yield from _areas_lost(given.previous, given.content)
    yield from _words(given)


def _areas(impacts: Iterable[StatedImpact]) -> Iterator[Finding]:
    for impact in impacts:
        for area in impact.areas or ():
            around = next((o for o in impact.areas or () if o != area and not o.is_part and _lies_in(area, o)), None)
            if around is not None:
                yield _finding(
                    "finding.c3_area_within_area", "areas", impact.service_name, f"{area.code} < {around.code}"
                )


def _effects(impacts: Sequence[StatedImpact]) -> Iterator[Finding]:
    for position, one in enumerate(impacts):
        for other in impacts[position + 1 :]:
            if one.service_id != other.service_id or not _overlap(one.areas, other.areas):
                continue
            if one.effect is other.effect:
                yield _finding("finding.c3_service_twice", "services", one.service_name)
            elif {one.effect, other.effect} <= _EXCLUSIVE and one.status is other.status:
                yield _finding("finding.c3_effects_contradict", "services", one.service_name)


def _users(content: NoticeContent) -> Iterator[Finding]:
    whole = content.users
    for impact in content.stated_impacts:
        part = impact.users
        if whole is not None and part is not None and part.unit == whole.unit and part.value > whole.value:
            numbers = f"{part.value} > {whole.value}"
            yield Finding(
                "C3", Severity.BLOCK, impact.service_name, where="services", message="finding.c3_users_exceed_whole",
                note=numbers,
            )  # fmt: skip


def _areas_lost(previous: NoticeContent, content: NoticeContent) -> Iterator[Finding]:
    named = {impact.service_id for impact in previous.stated_impacts if impact.areas}
    for impact in content.present_impacts:
        if impact.areas is None and impact.service_id in named:
            yield _finding("finding.c3_areas_unknown_again", "areas", impact.service_name)


def _words(given: RuleInput) -> Iterator[Finding]:
    """A whole country or a prefecture in words that no report, this one included, states as hit."""
    said = [i for content in (*given.published, given.content) for i in content.stated_impacts]
    areas = {area.code for impact in said for area in impact.areas or ()}
    if not areas or NATIONWIDE.code in areas or any(impact.areas is None for impact in said):
        return
    known = {code[:PREFECTURE_DIGITS] for code in areas}
    phrases = load_phrases()
    for item in ("situation", "residual"):
        for sentence in sentences(getattr(given.wording, item)):
            if phrases["negated"].search(sentence):
                continue
            match = phrases["nationwide"].search(sentence)
            if match is not None:
                yield _finding("finding.c3_nationwide_in_words", item, match.group())
            for code, name in given.prefectures.items():
                if code not in known and name in sentence:
                    yield _finding("finding.c3_prefecture_in_words", item, name)


def _overlap(one: tuple[Area, ...] | None, other: tuple[Area, ...] | None) -> bool:
    if one is None or other is None:
        return True
    return any(
        a.code == b.code or _lies_in(a, b) or _lies_in(b, a) for a in one for b in other if not (a.is_part or b.is_part)
    )


def _lies_in(area: Area, around: Area) -> bool:
    if around.code == NATIONWIDE.code:
        return area.code != NATIONWIDE.code
    return len(around.code) == PREFECTURE_DIGITS < len(area.code) and area.code.startswith(around.code)


def _finding(message: str, where: str, matched: str, note: str | None = None) -> Finding:
    return Finding("C3", Severity.WARN, matched, where=where, message=message, note=note)


RULE = Rule(
    "C3",
    ("S001-2-areas", "S001-2-services", "S000-2015-what-users-feel"),
    check,
    severities=(Severity.BLOCK, Severity.WARN),
)
