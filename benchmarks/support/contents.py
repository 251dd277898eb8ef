"""What notices state, for measuring how fast they are written: three services, ten areas each."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from notices.areas.table import load_areas
from notices.domain.impact import Area, Effect, EmergencyCalls, EmergencyStatus, ImpactStatus, UserCount
from notices.domain.incident_event import CauseCategory, IncidentKind, Mode, OutlookKind
from notices.domain.notice_content import Contact, NoticeContent, NoticeKind, Stage, StatedImpact, StatedOutlook

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SERVICES = {"voice": "音声通話", "data": "データ通信", "home": "そらのでんわ（固定電話）"}


def sample_contents() -> dict[str, NoticeContent]:
    """A first report and an update of one outage, by what they are called in the results."""
    municipalities = [code for code in sorted(row.code for row in load_areas()) if len(code) == 5]
    step = len(municipalities) // 30
    codes = iter(municipalities[::step])
    impacts = tuple(
        StatedImpact(
            service, name, ("kaku",), Effect.UNUSABLE, tuple(Area(next(codes)) for _ in range(10)),
            UserCount(30_000, is_approximate=True), ImpactStatus.ACTIVE,
        )
        for service, name in SERVICES.items()
    )  # fmt: skip
    first = NoticeContent(
        incident_id="20261121-1", kind=NoticeKind.FIRST, number=1, mode=Mode.NORMAL, incident_kind=IncidentKind.OUTAGE,
        carrier_name="架空通信株式会社", as_of=AT, onset_at=AT - timedelta(minutes=20), is_onset_known=True,
        is_onset_approximate=True, stage=Stage.ONGOING, impacts=impacts, users=UserCount(90_000, is_approximate=True),
        emergency_calls=EmergencyCalls(*[EmergencyStatus.AFFECTED] * 3),
        page_url="https://oshirase.kaku.example/incidents/20261121-1/", alternatives=("payphone", "none_confirmed"),
        contacts=(Contact("カクウ窓口", "0120-000-000", "24時間"),), next_update_at=AT + timedelta(minutes=55),
        last_checked_at=AT, last_checked_by="monitoring", news=("onset", "impacts", "emergency_calls"),
        apology="ご迷惑をおかけし、お詫び申し上げます。",
    )  # fmt: skip
    update = replace(
        first, kind=NoticeKind.UPDATE, number=3, as_of=AT + timedelta(hours=2), cause_category=CauseCategory.EQUIPMENT,
        cause="通信をつなぐ設備に不具合が発生しました。詳しい原因を調査しています。",
        outlook=StatedOutlook(OutlookKind.ESTIMATE, "18時頃に復旧", "作業の進み具合", ("17時頃に復旧",)),
        progress="設備のソフトウェアを以前の版に戻す作業を進めています。", next_update_at=AT + timedelta(hours=3),
        news=("cause", "outlook", "progress"),
    )  # fmt: skip
    return {"first report": first, "update": update}
