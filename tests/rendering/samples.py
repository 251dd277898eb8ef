"""Fixed notices for the golden files and the tables: one line of the story of a fictitious carrier per kind."""

from dataclasses import replace

from rendering.kind_samples import KINDS
from rendering.mixed_samples import MIXED
from rendering.news_samples import NEWS
from rendering.sample_parts import (
    DATA,
    FIRST,
    HOME_PHONE,
    HOME_WIFI,
    NOT_AFFECTED,
    OLD_PHONE,
    RESTORED_CALLS,
    UPDATE,
    VOICE,
    at,
    impact,
)

from notices.domain.impact import Area, Effect, EmergencyCalls, ImpactStatus, UserCount
from notices.domain.incident_event import CauseCategory, IncidentKind, Mode
from notices.domain.notice_content import (
    Change,
    Development,
    DevelopmentKind,
    NoticeContent,
    NoticeKind,
    Side,
    Stage,
    StatedRecovery,
)

FIRST_UNKNOWN = replace(
    FIRST,
    is_onset_known=False,
    impacts=(impact("lte-voice", "携帯電話（LTE）音声通話", Effect.UNUSABLE, None),),
    users=None,
    emergency_calls=EmergencyCalls(),
)

UPDATE_WITHOUT_NEWS = replace(
    UPDATE,
    number=4,
    as_of=at(6, 16, 35),
    situation="",
    progress="",
    next_update_at=at(6, 17, 35),
    last_checked_at=at(6, 16, 20),
    is_automatic=True,
    has_news=False,
    news=(),
    developments=(),
)

REPORTED_STATUS = ImpactStatus.RECOVERY_REPORTED
UPDATE_RECOVERY_REPORTED = replace(
    UPDATE_WITHOUT_NEWS,
    number=5,
    as_of=at(6, 18, 30),
    stage=Stage.RECOVERY_REPORTED,
    impacts=tuple(replace(i, status=REPORTED_STATUS) for i in UPDATE.impacts),
    recovery_reported_at=at(6, 18, 4),
    next_update_at=at(6, 19, 30),
    last_checked_at=at(6, 18, 10),
    has_news=True,
    news=("recovery",),
    developments=(
        Development(
            DevelopmentKind.RECOVERY_REPORTED, impacts=tuple(replace(i, status=REPORTED_STATUS) for i in UPDATE.impacts)
        ),
    ),
)

UPDATE_PARTLY_RESTORED = replace(
    UPDATE,
    number=4,
    as_of=at(6, 17, 10),
    stage=Stage.PARTLY_RESTORED,
    impacts=(
        replace(VOICE, status=ImpactStatus.RESTORED),
        DATA,
        HOME_PHONE,
        replace(HOME_WIFI, status=REPORTED_STATUS),
        replace(OLD_PHONE, status=ImpactStatus.RETRACTED),
    ),
    emergency_calls=RESTORED_CALLS,
    next_update_at=at(6, 18, 10),
    news=("impacts", "recovery"),
    developments=(
        Development(DevelopmentKind.RESTORED, impacts=(replace(VOICE, status=ImpactStatus.RESTORED),)),
        Development(DevelopmentKind.RECOVERY_REPORTED, impacts=(replace(HOME_WIFI, status=REPORTED_STATUS),)),
        Development(DevelopmentKind.NEVER_HIT, impacts=(replace(OLD_PHONE, status=ImpactStatus.RETRACTED),)),
        Development(DevelopmentKind.EMERGENCY_FREE, numbers=("police", "coast_guard", "fire")),
    ),
)

UPDATE_RESTRICTED = replace(
    UPDATE,
    number=5,
    as_of=at(6, 17, 40),
    stage=Stage.RESTRICTED,
    situation="",
    progress="設備の修理を終えました。",
    residual="音声通話は、半分ほどがつながらないことがあります。",
    next_update_at=at(6, 18, 40),
    news=("progress",),
    developments=(Development(DevelopmentKind.RESTRICTED), Development(DevelopmentKind.PROGRESS)),
)

RESTORED = replace(
    UPDATE,
    kind=NoticeKind.RESTORED,
    number=6,
    as_of=at(6, 18, 14),
    stage=Stage.RESTORED,
    impacts=tuple(replace(i, status=ImpactStatus.RESTORED) for i in UPDATE.impacts),
    emergency_calls=RESTORED_CALLS,
    situation="",
    progress="",
    user_actions=("つながりにくいときは、携帯電話を再起動してください。",),
    recovery_reported_at=at(6, 18, 4),
    recovery=StatedRecovery(at(6, 18, 4), "全国の監視で、正常に利用できることを確認", "ネットワーク運用センター長"),
    next_update_at=None,
    news=("recovery", "user_actions"),
    developments=(Development(DevelopmentKind.RESTORED), Development(DevelopmentKind.ACTIONS_ADVISED)),
)

MAIL_LOST = NoticeContent(
    incident_id="20180917-1",
    kind=NoticeKind.RESTORED,
    number=1,
    mode=Mode.NORMAL,
    incident_kind=IncidentKind.DATA_LOSS,
    carrier_name="あおぞら通信株式会社",
    as_of=at(18, 10, 40, month=9),
    onset_at=at(17, 10, 48, month=9),
    is_onset_known=True,
    is_onset_approximate=False,
    stage=Stage.RESTORED,
    impacts=(
        impact(
            "mail",
            "メール受信（迷惑メールフィルターを利用している一部のお客さま）",
            Effect.DATA_LOST,
            status=ImpactStatus.RESTORED,
            short="迷惑メールフィルター利用者のメール",
        ),
    ),
    users=UserCount(4_360_000, "users", is_approximate=True),
    emergency_calls=NOT_AFFECTED,
    page_url="https://status.aozora.example/incidents/20180917-1/",
    user_actions=("受け取るはずのメールがある場合や、その可能性が高い場合は、相手の方にご連絡ください。",),
    contacts=FIRST.contacts,
    official_accounts=FIRST.official_accounts,
    recovery=StatedRecovery(
        at(18, 9, 16, month=9), "迷惑メールを見分ける設定を元に戻し、受信できることを確認", "サービス運用部長"
    ),
    news=("onset", "impacts", "recovery"),
)

PARTS = (Area("27", is_part=True), Area("28", is_part=True))
OUTGOING = impact("fixed-out", "固定電話の発信", Effect.UNUSABLE, PARTS)
INCOMING = impact("fixed-in", "固定電話の着信", Effect.UNUSABLE, PARTS)
INTERNET = impact("internet", "インターネット接続", Effect.UNUSABLE, PARTS, short="ネット接続")

CORRECTION = replace(
    FIRST,
    incident_id="20230525-1",
    kind=NoticeKind.CORRECTION,
    number=2,
    as_of=at(6, 11, 35),
    onset_at=at(6, 10, 26),
    is_onset_corrected=True,
    onset_before=at(6, 10, 40),
    impacts=(
        replace(OUTGOING, status=ImpactStatus.RETRACTED),
        INCOMING,
        replace(INTERNET, status=ImpactStatus.RETRACTED),
    ),
    users=UserCount(27_000, is_approximate=True, is_at_most=True),
    emergency_calls=NOT_AFFECTED,
    page_url="https://status.aozora.example/incidents/20230525-1/",
    next_update_at=at(6, 12, 30),
    is_automatic=False,
    emergency_alternatives=(),
    alternatives=("payphone", "mobile_phone"),
    news=("onset", "impacts"),
    corrects_number=1,
    changes=(
        Change("impacts", Side(impacts=(OUTGOING, INCOMING, INTERNET)), Side(impacts=(INCOMING,))),
        Change("onset", Side(at=at(6, 10, 40)), Side(at=at(6, 10, 26))),
    ),
)

CAUSE = replace(
    RESTORED,
    kind=NoticeKind.CAUSE,
    number=7,
    as_of=at(12, 16, 45),
    cause_category=CauseCategory.SOFTWARE,
    cause="通信設備のソフトウェアに組み込まれていた電子証明書の有効期限が切れ、設備が正しく動かなくなりました。",
    prevention="すべての設備について、電子証明書の有効期限を事前に確かめる仕組みを設けます。",
    user_actions=(),
    news=("cause",),
    developments=(Development(DevelopmentKind.CAUSE_STATED),),
)

CANCELLATION = replace(
    FIRST,
    kind=NoticeKind.CANCELLATION,
    number=2,
    as_of=at(6, 14, 10),
    cause="監視設備の誤った警報を、障害と判断しました。",
    next_update_at=None,
    is_automatic=False,
    news=(),
)

GOLDEN = {
    "first": FIRST,
    "first-unknown": FIRST_UNKNOWN,
    "update": UPDATE,
    "update-without-news": UPDATE_WITHOUT_NEWS,
    "update-recovery-reported": UPDATE_RECOVERY_REPORTED,
    "update-partly-restored": UPDATE_PARTLY_RESTORED,
    "update-restricted": UPDATE_RESTRICTED,
    "restored": RESTORED,
    "restored-data-lost": MAIL_LOST,
    "correction": CORRECTION,
    "cause": CAUSE,
    "cancellation": CANCELLATION,
    **KINDS,
    **NEWS,
    **MIXED,
}


def sparse(kind: NoticeKind, stage: Stage) -> NoticeContent:
    """Nothing known but that something happened."""
    return NoticeContent(
        incident_id="1",
        kind=kind,
        number=1,
        mode=Mode.NORMAL,
        incident_kind=IncidentKind.OUTAGE,
        carrier_name="あおぞら通信",
        as_of=at(6, 13, 49),
        onset_at=at(6, 13, 39),
        is_onset_known=False,
        is_onset_approximate=False,
        stage=stage,
        impacts=(),
        users=None,
        emergency_calls=EmergencyCalls(),
        page_url="https://status.aozora.example/incidents/1/",
    )
