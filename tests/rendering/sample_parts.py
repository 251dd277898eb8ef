"""What the samples are made of: moments, services, and the two reports that the others vary."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from notices.domain.impact import NATIONWIDE, Area, Effect, EmergencyCalls, EmergencyStatus, ImpactStatus, UserCount
from notices.domain.incident_event import CauseCategory, IncidentKind, Mode, OutlookKind
from notices.domain.notice_content import (
    Contact,
    Development,
    DevelopmentKind,
    NoticeContent,
    NoticeKind,
    Stage,
    StatedImpact,
    StatedOutlook,
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
    short: str = "",
) -> StatedImpact:
    """One service as a notice states it."""
    return StatedImpact(service_id, name, ("aozora",), effect, areas, users, status, short_name=short)


VOICE = impact("lte-voice", "携帯電話（LTE）音声通話", Effect.UNUSABLE, short="LTE音声")
DATA = impact("lte-data", "携帯電話（LTE）データ通信", Effect.UNUSABLE, short="LTEデータ")
HOME_PHONE = impact(
    "home-phone", "そらのでんわ（LTE回線を利用する固定電話）", Effect.PARTLY_UNUSABLE, short="そらのでんわ"
)
HOME_WIFI = impact("home-wifi", "そらAir（家庭用Wi-Fi）", Effect.PARTLY_UNUSABLE, short="そらAir")
OLD_PHONE = impact("3g", "携帯電話（3G）", Effect.HARD_TO_USE, short="3G携帯")

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
    alternatives=("payphone", "other_mobile", "public_wifi"),
    emergency_alternatives=("payphone", "other_mobile", "ask_nearby", "go_in_person"),
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
    developments=(
        Development(DevelopmentKind.SERVICE_HIT, impacts=(OLD_PHONE,)),
        Development(DevelopmentKind.CAUSE_STATED),
        Development(DevelopmentKind.OUTLOOK_SLIPPED),
        Development(DevelopmentKind.PROGRESS),
    ),
)
