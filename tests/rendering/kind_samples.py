"""One first report per kind of incident, and what a disaster says later."""

from dataclasses import replace

from rendering.sample_parts import DATA, FIRST, NOT_AFFECTED, VOICE, at, impact

from notices.domain.impact import Area, Effect, EmergencyCalls, EmergencyStatus
from notices.domain.incident_event import CauseCategory, IncidentKind, OutlookKind
from notices.domain.notice_content import Development, DevelopmentKind, NoticeKind, StatedOutlook

SLOW = tuple(replace(service, effect=Effect.HARD_TO_USE) for service in (VOICE, DATA))

CONGESTION = replace(FIRST, incident_kind=IncidentKind.CONGESTION, impacts=SLOW, users=None)

DEGRADATION = replace(
    FIRST,
    incident_kind=IncidentKind.DEGRADATION,
    impacts=(replace(DATA, effect=Effect.HARD_TO_USE, areas=(Area("13"), Area("14"), Area("11", is_part=True))),),
    users=None,
    emergency_calls=NOT_AFFECTED,
    alternatives=("own_voice_sms", "public_wifi"),
    emergency_alternatives=(),
)

TOWNS = (Area("17204"), Area("17205"), Area("17461", is_part=True), Area("17463", is_part=True),
         Area("15217", is_part=True))  # fmt: skip
QUAKE_CALLS = EmergencyCalls(EmergencyStatus.AFFECTED, EmergencyStatus.UNKNOWN, EmergencyStatus.AFFECTED)
DISASTER = replace(
    FIRST,
    incident_kind=IncidentKind.DISASTER,
    impacts=(
        replace(VOICE, effect=Effect.PARTLY_UNUSABLE, areas=TOWNS),
        replace(DATA, effect=Effect.PARTLY_UNUSABLE, areas=TOWNS),
    ),
    users=None,
    emergency_calls=QUAKE_CALLS,
    alternatives=("payphone", "other_mobile", "message_dial_171", "not_everywhere"),
    outlook_due_at=at(9, 13, 39),
)

DISASTER_UPDATE = replace(
    DISASTER,
    kind=NoticeKind.UPDATE,
    number=9,
    as_of=at(8, 18, 0),
    cause_category=CauseCategory.POWER,
    outlook=StatedOutlook(
        OutlookKind.ESTIMATE, "12月中旬に、仮の設備で使えるようになる", "道路が通れるようになる見込みと、設備を運ぶ計画"
    ),
    outlook_due_at=None,
    alternatives=("payphone", "other_mobile", "wifi_00000japan", "message_dial_171", "not_everywhere"),
    alternative_areas=(("wifi_00000japan", (Area("17"),)),),
    next_update_at=at(8, 22, 0),
    is_automatic=False,
    news=("cause", "outlook"),
    developments=(
        Development(DevelopmentKind.CAUSE_STATED),
        Development(DevelopmentKind.OUTLOOK_STATED),
        Development(DevelopmentKind.ALTERNATIVES_ADDED, alternatives=("wifi_00000japan",)),
    ),
)

CYBER = replace(FIRST, incident_kind=IncidentKind.CYBER, cause_category=CauseCategory.CYBER)
CYBER_UNKNOWN = replace(FIRST, incident_kind=IncidentKind.CYBER)

THIRD_PARTY = replace(
    FIRST,
    incident_kind=IncidentKind.THIRD_PARTY,
    cause_category=CauseCategory.THIRD_PARTY,
    impacts=(
        impact(
            "lte-data",
            "携帯電話（LTE）データ通信",
            Effect.PARTLY_UNUSABLE,
            (Area("13"), Area("14", is_part=True)),
            short="LTEデータ",
        ),
    ),
    emergency_calls=NOT_AFFECTED,
    emergency_alternatives=(),
    alternatives=("own_voice_sms",),
)

DATA_LOSS = replace(
    FIRST,
    incident_kind=IncidentKind.DATA_LOSS,
    impacts=(impact("mail", "メール受信", Effect.DATA_LOST),),
    users=None,
    emergency_calls=NOT_AFFECTED,
    emergency_alternatives=(),
    alternatives=("other_messages",),
    user_actions=("受け取るはずのメールがあるときは、相手の方にご連絡ください。",),
)

KINDS = {
    "first-congestion": CONGESTION,
    "first-degradation": DEGRADATION,
    "first-disaster": DISASTER,
    "update-disaster": DISASTER_UPDATE,
    "first-cyber": CYBER,
    "first-cyber-unknown": CYBER_UNKNOWN,
    "first-third-party": THIRD_PARTY,
    "first-data-lost": DATA_LOSS,
}
