"""What is new since the report before, the weightiest first."""

from dataclasses import replace

import pytest
from rendering.sample_parts import AFFECTED, NOT_AFFECTED, at, impact
from rendering.samples import FIRST, RESTORED, UPDATE

from notices.areas.table import load_areas
from notices.desk.developments import developments_since
from notices.domain.impact import Area, Effect, ImpactStatus, UserCount
from notices.domain.incident_event import OutlookKind
from notices.domain.notice_content import NoticeContent, StatedOutlook

TABLE = load_areas()
OSAKA, HYOGO, KASHIWA, CHIBA = Area("27"), Area("28"), Area("12217"), Area("12")
PART_OF_CHIBA = Area("12", is_part=True)
VOICE = impact("voice", "音声通話", Effect.UNUSABLE, areas=(OSAKA,))
DATA = impact("data", "データ通信", Effect.UNUSABLE, areas=(OSAKA,))
BEFORE = replace(
    FIRST, impacts=(VOICE,), residual="", cause="", cause_category=None, user_actions=(), alternatives=("payphone",),
    emergency_alternatives=(),
    outlook=StatedOutlook(OutlookKind.UNDETERMINED),
)  # fmt: skip
CALLS_FREE = replace(BEFORE, emergency_calls=NOT_AFFECTED)
UNTIL_NINE = StatedOutlook(OutlookKind.ESTIMATE, "9時頃", "部品が届く")
UNTIL_TEN = StatedOutlook(OutlookKind.ESTIMATE, "10時頃", "部品が届く", earlier=("9時頃",))


def told(before: NoticeContent, after: NoticeContent) -> list[str]:
    """The kinds in their order, with the services concerned."""
    return [
        f"{d.kind} {' '.join(i.service_id for i in d.impacts)}".strip()
        for d in developments_since(before, after, TABLE)
    ]


def with_status(status: ImpactStatus) -> NoticeContent:
    """The report with its one service standing so."""
    return replace(BEFORE, impacts=(replace(VOICE, status=status),))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (BEFORE, BEFORE, []),
        (BEFORE, replace(BEFORE, as_of=at(7, 1, 0), number=2), []),
        (BEFORE, replace(BEFORE, impacts=(VOICE, DATA)), ["service_hit data"]),
        (BEFORE, replace(BEFORE, impacts=(replace(VOICE, effect=Effect.HARD_TO_USE),)), ["effect_changed voice"]),
        (BEFORE, with_status(ImpactStatus.RECOVERY_REPORTED), ["recovery_reported voice"]),
        (BEFORE, with_status(ImpactStatus.RESTORED), ["restored voice"]),
        (with_status(ImpactStatus.RECOVERY_REPORTED), BEFORE, ["hit_again voice"]),
        (
            with_status(ImpactStatus.RESTORED),
            replace(BEFORE, impacts=(replace(VOICE, effect=Effect.HARD_TO_USE, areas=(HYOGO,)),)),
            ["hit_again voice"],
        ),
        (BEFORE, with_status(ImpactStatus.RETRACTED), ["never_hit voice"]),
        (with_status(ImpactStatus.RETRACTED), with_status(ImpactStatus.RETRACTED), []),
        (BEFORE, replace(BEFORE, residual="通話を半分に制限"), ["restricted"]),
        (replace(BEFORE, residual="通話を半分に制限"), BEFORE, ["restriction_lifted"]),
        (BEFORE, replace(BEFORE, cause="停電"), ["cause_stated"]),
        (BEFORE, replace(BEFORE, outlook=UNTIL_NINE), ["outlook_stated"]),
        (replace(BEFORE, outlook=UNTIL_NINE), replace(BEFORE, outlook=UNTIL_TEN), ["outlook_slipped"]),
        (BEFORE, replace(BEFORE, user_actions=("再起動してください。",)), ["actions_advised"]),
        (BEFORE, replace(BEFORE, alternatives=("payphone", "public_wifi")), ["alternatives_added"]),
        (BEFORE, replace(BEFORE, alternatives=()), ["alternatives_ended"]),
        (BEFORE, replace(BEFORE, alternatives=("payphone", "none_confirmed")), []),
        (replace(BEFORE, alternatives=("payphone", "of_an_earlier_version")), BEFORE, []),
        (BEFORE, replace(BEFORE, onset_at=at(6, 11, 20)), ["onset_changed"]),
        (BEFORE, replace(BEFORE, users=UserCount(12_900_000)), ["users_changed"]),
        (BEFORE, replace(BEFORE, progress="部品を交換しました。"), ["progress"]),
        (BEFORE, CALLS_FREE, ["emergency_free"]),
        (CALLS_FREE, replace(BEFORE, emergency_calls=AFFECTED), ["emergency_affected"]),
    ],
)  # fmt: skip
def test_each_change_is_told_as_what_it_is(before: NoticeContent, after: NoticeContent, expected: list[str]) -> None:
    """One change is one development, and what did not change is none."""
    assert told(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after", "kind", "areas"),
    [
        ((OSAKA,), (OSAKA, HYOGO), "area_widened", (HYOGO,)),
        ((OSAKA, HYOGO), (OSAKA,), "area_narrowed", (HYOGO,)),
        ((OSAKA,), (HYOGO,), "area_changed", (HYOGO,)),
        ((KASHIWA,), (CHIBA,), "area_widened", (CHIBA,)),
        ((CHIBA,), (KASHIWA,), "area_changed", (KASHIWA,)),
        ((OSAKA,), (Area("00"),), "area_widened", (Area("00"),)),
        (None, (OSAKA,), "area_found", (OSAKA,)),
        ((PART_OF_CHIBA, KASHIWA), (PART_OF_CHIBA,), "area_changed", (PART_OF_CHIBA,)),
        ((Area("00", is_part=True), OSAKA), (Area("00", is_part=True),), "area_changed", (Area("00", is_part=True),)),
    ],
)
def test_areas_that_came_or_went_are_named(
    before: tuple[Area, ...] | None, after: tuple[Area, ...], kind: str, areas: tuple[Area, ...]
) -> None:
    """A prefecture around a municipality is a widening; what may lie in the part that is left has not gone."""
    earlier = replace(BEFORE, impacts=(replace(VOICE, areas=before),))
    later = replace(BEFORE, impacts=(replace(VOICE, areas=after),))
    assert [(d.kind, d.areas) for d in developments_since(earlier, later, TABLE)] == [(kind, areas)]


def test_the_same_land_under_other_codes_is_no_news() -> None:
    """A town beside the whole country says nothing more."""
    earlier = replace(BEFORE, impacts=(replace(VOICE, areas=(Area("00"), KASHIWA)),))
    later = replace(BEFORE, impacts=(replace(VOICE, areas=(Area("00"), OSAKA)),))
    assert developments_since(earlier, later, TABLE) == ()


def test_services_with_the_same_news_are_told_of_together_and_recovery_comes_first() -> None:
    """Whoever reads one line reads the weightiest."""
    before = replace(BEFORE, impacts=(VOICE, DATA))
    both = tuple(replace(i, status=ImpactStatus.RECOVERY_REPORTED) for i in (VOICE, DATA))
    after = replace(before, impacts=both, cause="停電", users=UserCount(12_900_000))
    assert told(before, after) == ["recovery_reported voice data", "cause_stated", "users_changed"]


def test_after_recovery_no_alternative_and_no_emergency_number_is_news() -> None:
    """Nobody needs them any more."""
    before = replace(UPDATE, alternatives=("payphone",), emergency_calls=AFFECTED)
    after = replace(RESTORED, alternatives=(), emergency_calls=NOT_AFFECTED)
    kinds = {d.kind.value for d in developments_since(before, after, TABLE)}
    assert kinds & {"alternatives_ended", "emergency_free"} == set()
