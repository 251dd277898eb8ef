"""Fixed notices for the golden files and the tables: one line of the story of a fictitious carrier per kind."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from notices.domain.impact import (
    NATIONWIDE,
    Area,
    Effect,
    EmergencyCalls,
    EmergencyStatus,
    ImpactStatus,
    UserCount,
)
from notices.domain.incident_event import CauseCategory, IncidentKind, Mode, OutlookKind
from notices.domain.notice_content import (
    Change,
    Contact,
    NoticeContent,
    NoticeKind,
    Side,
    Stage,
    StatedImpact,
    StatedOutlook,
    StatedRecovery,
)

JAPAN = timezone(timedelta(hours=9))


def at(day: int, hour: int, minute: int, month: int = 12) -> datetime:
    """A moment of 2018, given in Japan time."""
    return datetime(2018, month, day, hour, minute, tzinfo=JAPAN).astimezone(UTC)


AFFECTED = EmergencyCalls(EmergencyStatus.AFFECTED, EmergencyStatus.AFFECTED, EmergencyStatus.AFFECTED)
NOT_AFFECTED = EmergencyCalls(EmergencyStatus.NOT_AFFECTED, EmergencyStatus.NOT_AFFECTED, EmergencyStatus.NOT_AFFECTED)
RESTORED_CALLS = AFFECTED.restored()


def impact(
    service_id: str,
    name: str,
    effect: Effect,
    areas: tuple[Area, ...] | None = (NATIONWIDE,),
    *,
    users: UserCount | None = None,
    status: ImpactStatus = ImpactStatus.ACTIVE,
) -> StatedImpact:
    """One service as a notice states it."""
    return StatedImpact(service_id, name, ("aozora",), effect, areas, users, status)


VOICE = impact("lte-voice", "携帯電話（LTE）音声通話", Effect.UNUSABLE)
DATA = impact("lte-data", "携帯電話（LTE）データ通信", Effect.UNUSABLE)
HOME_PHONE = impact("home-phone", "そらのでんわ（LTE回線を利用する固定電話）", Effect.PARTLY_UNUSABLE)
HOME_WIFI = impact("home-wifi", "そらAir（家庭用Wi-Fi）", Effect.PARTLY_UNUSABLE)
OLD_PHONE = impact("3g", "携帯電話（3G）", Effect.HARD_TO_USE)

FIRST = NoticeContent(
    incident_id="20181206-1",
    kind=NoticeKind.FIRST,
    number=1,
    mode=Mode.NORMAL,
    incident_kind=IncidentKind.OUTAGE,
    carrier_name="あおぞら通信株式会社",
    as_of=at(6, 13, 49),
    onset_at=at(6, 13, 39),
    is_onset_known=True,
    is_onset_approximate=False,
    stage=Stage.ONGOING,
    impacts=(VOICE, DATA),
    users=UserCount(30_600_000, is_approximate=True),
    emergency_calls=AFFECTED,
    page_url="https://status.aozora.example/incidents/20181206-1/",
    alternatives=("payphone", "none_confirmed"),
    contacts=(
        Contact("お客さまセンター（一般電話から、無料）", "0120-000-000", "9時〜20時"),
        Contact("チャットでのお問い合わせ", "https://www.aozora.example/chat/"),
    ),
    official_accounts=("https://x.com/aozora_example",),
    next_update_at=at(6, 14, 45),
    last_checked_at=at(6, 13, 45),
    last_checked_by="monitoring",
    is_automatic=True,
    news=("onset", "impacts", "emergency_calls"),
    apology="ご利用のお客さまには、ご不便とご迷惑をおかけし、深くお詫び申し上げます。",
)

FIRST_UNKNOWN = replace(
    FIRST,
    is_onset_known=False,
    impacts=(impact("lte-voice", "携帯電話（LTE）音声通話", Effect.UNUSABLE, None),),
    users=None,
    emergency_calls=EmergencyCalls(),
)

UPDATE = replace(
    FIRST,
    kind=NoticeKind.UPDATE,
    number=3,
    as_of=at(6, 15, 35),
    impacts=(VOICE, DATA, HOME_PHONE, HOME_WIFI, OLD_PHONE),
    cause_category=CauseCategory.EQUIPMENT,
    cause="携帯電話の通信をつなぐ設備に不具合が発生しました。詳しい原因を調査しています。",
    outlook=StatedOutlook(
        OutlookKind.ESTIMATE, "18時頃に復旧", "設備のソフトウェアを以前の版に戻す作業の進み具合", ("17時頃に復旧",)
    ),
    situation="電話をかけることも受けることもできず、インターネットにもつながらない状態です。",
    progress="設備のソフトウェアを以前の版に戻す作業を、15時30分から進めています。",
    next_update_at=at(6, 16, 35),
    is_automatic=False,
    news=("impacts", "cause", "outlook", "progress"),
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
INTERNET = impact("internet", "インターネット接続", Effect.UNUSABLE, PARTS)

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
