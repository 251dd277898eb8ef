"""Follow-ups with each kind of news that the story of the other samples does not bring."""

from dataclasses import replace

from rendering.sample_parts import AFFECTED, DATA, FIRST, HOME_PHONE, NOT_AFFECTED, UPDATE, VOICE, at

from notices.domain.impact import Area, Effect, EmergencyCalls, EmergencyStatus, ImpactStatus, UserCount
from notices.domain.incident_event import CauseCategory, OutlookKind
from notices.domain.notice_content import Development, NoticeContent, Stage, StatedOutlook
from notices.domain.notice_content import DevelopmentKind as Kind

QUIET = replace(
    UPDATE, situation="", progress="", cause="", cause_category=None, outlook=FIRST.outlook, impacts=(VOICE, DATA)
)
OSAKA, HYOGO, KYOTO = Area("27", is_part=True), Area("28", is_part=True), Area("26")
WIDER = tuple(replace(service, areas=(KYOTO, OSAKA, HYOGO)) for service in (VOICE, DATA))
NARROWER = tuple(replace(service, areas=(OSAKA,)) for service in (VOICE, DATA))
REPORTED = replace(DATA, status=ImpactStatus.RECOVERY_REPORTED)
SOME_CALLS = EmergencyCalls(EmergencyStatus.AFFECTED, EmergencyStatus.NOT_AFFECTED, EmergencyStatus.AFFECTED)


def told(content: NoticeContent, *developments: Development, **facts: object) -> NoticeContent:
    """The follow-up with that news."""
    return replace(content, developments=developments, news=("impacts",), **facts)  # type: ignore[arg-type]


NEWS = {
    "update-area-widened": told(QUIET, Development(Kind.AREA_WIDENED, impacts=WIDER, areas=(KYOTO,)), impacts=WIDER),
    "update-area-narrowed": told(
        QUIET, Development(Kind.AREA_NARROWED, impacts=NARROWER, areas=(HYOGO,)), impacts=NARROWER
    ),
    "update-area-found": told(QUIET, Development(Kind.AREA_FOUND, impacts=NARROWER, areas=(OSAKA,)), impacts=NARROWER),
    "update-area-changed": told(
        QUIET, Development(Kind.AREA_CHANGED, impacts=WIDER, areas=(KYOTO, OSAKA, HYOGO)), impacts=WIDER
    ),
    "update-partly-reported": told(
        QUIET,
        Development(Kind.RECOVERY_REPORTED, impacts=(REPORTED,)),
        impacts=(VOICE, REPORTED),
        stage=Stage.PARTLY_RESTORED,
    ),
    "update-hit-again": told(
        QUIET,
        Development(Kind.HIT_AGAIN, impacts=(DATA,)),
        Development(Kind.EFFECT_CHANGED, impacts=(replace(VOICE, effect=Effect.HARD_TO_USE),)),
        impacts=(replace(VOICE, effect=Effect.HARD_TO_USE), DATA),
    ),
    "update-emergency": told(
        QUIET,
        Development(Kind.EMERGENCY_AFFECTED, numbers=("police", "fire")),
        Development(Kind.EMERGENCY_FREE, numbers=("coast_guard",)),
        emergency_calls=SOME_CALLS,
    ),
    "update-emergency-free": told(
        QUIET,
        Development(Kind.EMERGENCY_FREE, numbers=("police", "coast_guard", "fire")),
        emergency_calls=NOT_AFFECTED,
        emergency_alternatives=(),
    ),
    "update-restriction-lifted": told(
        QUIET,
        Development(Kind.RESTRICTION_LIFTED),
        Development(Kind.ACTIONS_ADVISED),
        user_actions=("携帯電話の電源を切り、もう一度入れてください。",),
    ),
    "update-cause-classified": told(
        QUIET,
        Development(Kind.CAUSE_STATED),
        Development(Kind.OUTLOOK_STATED),
        Development(Kind.USERS_CHANGED),
        cause_category=CauseCategory.CABLE,
        outlook=StatedOutlook(OutlookKind.TARGET, "21時", "ケーブルをつなぎ直す作業の予定"),
        users=UserCount(2_000_000, "lines", is_approximate=True, is_at_most=True),
    ),
    "update-alternatives": told(
        QUIET,
        Development(Kind.ALTERNATIVES_ADDED, alternatives=("roaming_emergency",)),
        Development(Kind.ALTERNATIVES_ENDED, alternatives=("public_wifi",)),
        alternatives=("payphone", "other_mobile"),
        emergency_alternatives=("payphone", "roaming_emergency", "ask_nearby", "go_in_person"),
        alternative_areas=(("roaming_emergency", (Area("13"), Area("14"))),),
    ),
    "update-onset": told(
        QUIET,
        Development(Kind.ONSET_CHANGED),
        onset_at=at(6, 13, 30),
        is_onset_corrected=True,
        onset_before=at(6, 13, 39),
    ),
    "update-much": told(
        UPDATE,
        Development(Kind.SERVICE_HIT, impacts=(HOME_PHONE,)),
        Development(Kind.EMERGENCY_AFFECTED, numbers=("police", "coast_guard", "fire")),
        Development(Kind.CAUSE_STATED),
        Development(Kind.OUTLOOK_SLIPPED),
        Development(Kind.USERS_CHANGED),
        Development(Kind.PROGRESS),
        emergency_calls=AFFECTED,
    ),
}
"""By the name of their golden files."""
