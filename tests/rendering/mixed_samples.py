"""One incident whose services are hit in different places: two prefectures, and a part of one city only."""

from dataclasses import replace

from rendering.sample_parts import DATA, FIRST, HOME_PHONE, NOT_AFFECTED, VOICE, at

from notices.domain.impact import NATIONWIDE, Area, Effect, EmergencyCalls, EmergencyStatus, ImpactStatus, UserCount
from notices.domain.incident_event import CauseCategory
from notices.domain.notice_content import (
    Change,
    Development,
    DevelopmentKind,
    NoticeKind,
    Side,
    Stage,
    StatedRecovery,
)

TOYAMA, ISHIKAWA, WAJIMA = Area("16"), Area("17"), Area("17204", is_part=True)
VOICE_BEFORE = replace(VOICE, areas=(TOYAMA, WAJIMA))
VOICE_NOW = replace(VOICE, areas=(WAJIMA,))
SLOW_DATA = replace(DATA, effect=Effect.HARD_TO_USE, areas=(ISHIKAWA,))
CALLS = EmergencyCalls(EmergencyStatus.AFFECTED, EmergencyStatus.AFFECTED, EmergencyStatus.AFFECTED)

MIXED_FIRST = replace(
    FIRST,
    impacts=(VOICE_BEFORE, SLOW_DATA),
    users=UserCount(40_000, is_approximate=True),
    emergency_calls=CALLS,
)
MIXED_UPDATE = replace(
    MIXED_FIRST,
    kind=NoticeKind.UPDATE,
    number=2,
    as_of=at(6, 14, 30),
    progress="輪島市に、作業員が着きました。",
    next_update_at=at(6, 15, 30),
    is_automatic=False,
    news=("impacts", "progress"),
    developments=(
        Development(DevelopmentKind.AREA_WIDENED, impacts=(VOICE_BEFORE,), areas=(TOYAMA,)),
        Development(DevelopmentKind.PROGRESS),
    ),
)
MIXED_CORRECTION = replace(
    MIXED_UPDATE,
    kind=NoticeKind.CORRECTION,
    number=3,
    as_of=at(6, 15, 10),
    impacts=(VOICE_NOW, SLOW_DATA),
    users=UserCount(9_000, is_approximate=True),
    progress="",
    next_update_at=at(6, 16, 10),
    news=("impacts",),
    corrects_number=2,
    changes=(
        Change("impacts", Side(impacts=(VOICE_BEFORE, SLOW_DATA)), Side(impacts=(VOICE_NOW, SLOW_DATA))),
        Change(
            "users",
            Side(users=UserCount(40_000, is_approximate=True)),
            Side(users=UserCount(9_000, is_approximate=True)),
        ),
    ),
    developments=(Development(DevelopmentKind.AREA_NARROWED, impacts=(VOICE_NOW,), areas=(TOYAMA,)),),
)
MIXED_RESTORED = replace(
    MIXED_CORRECTION,
    kind=NoticeKind.RESTORED,
    number=4,
    as_of=at(6, 17, 20),
    stage=Stage.RESTORED,
    impacts=tuple(replace(i, status=ImpactStatus.RESTORED) for i in (VOICE_NOW, SLOW_DATA)),
    emergency_calls=CALLS.restored(),
    recovery=StatedRecovery(at(6, 17, 5), "正常に利用できることを確認", "ネットワーク運用センター長"),
    next_update_at=None,
    news=("recovery",),
    corrects_number=None,
    changes=(),
    developments=(Development(DevelopmentKind.RESTORED),),
)
MIXED_CAUSE = replace(
    MIXED_RESTORED,
    kind=NoticeKind.CAUSE,
    number=5,
    as_of=at(12, 16, 45),
    cause_category=CauseCategory.CABLE,
    cause="中継の光ケーブルが切れました。",
    prevention="光ケーブルの経路を増やします。",
    news=("cause",),
    developments=(Development(DevelopmentKind.CAUSE_STATED),),
)
# three places, one of them the whole country
MIXED_MUCH = replace(
    MIXED_FIRST,
    impacts=(VOICE_BEFORE, replace(SLOW_DATA, areas=(NATIONWIDE,)), replace(HOME_PHONE, areas=(ISHIKAWA,))),
    emergency_calls=NOT_AFFECTED,
    emergency_alternatives=(),
)
# alike in what is hit, not in where
MIXED_PLACES = replace(MIXED_FIRST, impacts=(VOICE_BEFORE, replace(DATA, areas=(ISHIKAWA,))))

MIXED = {
    "first-mixed": MIXED_FIRST,
    "first-mixed-places": MIXED_PLACES,
    "first-mixed-much": MIXED_MUCH,
    "update-mixed": MIXED_UPDATE,
    "correction-mixed": MIXED_CORRECTION,
    "restored-mixed": MIXED_RESTORED,
    "cause-mixed": MIXED_CAUSE,
}
"""By the name of their golden files."""
