"""A carrier with one service of each kind, and outages given in Japan's time, for everything that judges accidents."""

from datetime import UTC, date, datetime, timedelta

from notices.domain import incident_event as ev
from notices.domain.carrier import Carrier, Service, ServiceKind
from notices.domain.impact import Effect, UserCount
from notices.domain.incident import Incident, fold
from notices.domain.incident_event import IncidentEvent, IncidentKind, Reporter
from notices.policy.severity import Judgement, judge
from notices.rendering.formats import JAPAN

SERVICES = (
    Service("voice", "音声", ServiceKind.MOBILE_VOICE, (), has_emergency_calls=True),
    Service("phone", "ひかり電話", ServiceKind.FIXED_VOICE, (), has_emergency_calls=True),
    Service("voice050", "050電話", ServiceKind.FIXED_VOICE, ()),
    Service("mobile", "携帯電話", ServiceKind.MOBILE, (), has_emergency_calls=True),
    Service("data", "データ", ServiceKind.MOBILE_DATA, ()),
    Service("hikari", "光", ServiceKind.FIXED_INTERNET, ()),
    Service("mail", "メール", ServiceKind.MAIL, ()),
    Service("message", "メッセージ", ServiceKind.MESSAGING, ()),
    Service("iot", "機器", ServiceKind.IOT, ()),
    Service("cable", "国際回線", ServiceKind.OTHER, (), fate_tags=("submarine-cable",)),
)
CARRIER = Carrier("c", "架空通信", True, "https://c.example/", (), SERVICES, ())


def japan(text: str) -> datetime:
    """A moment given in Japan's time."""
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN).astimezone(UTC)


def japan_day(moment: datetime) -> date:
    """The day in Japan."""
    return moment.astimezone(JAPAN).date()


def hit(service, users=None, effect=Effect.UNUSABLE, unit="lines", **more):
    return ev.ImpactChanged(service, effect, users=None if users is None else UserCount(users, unit, **more))


def outage(
    onset: str, *facts, over: str | None = None, minutes: int | None = None, kind=IncidentKind.OUTAGE, onset_facts=None
) -> Incident:
    """An incident that began then; `over`, or `minutes` after: when a person judged that it had ended."""
    began = japan(onset)
    ended = began + timedelta(minutes=minutes) if minutes is not None else japan(over) if over else None
    told = [ev.Opened(kind), ev.Detected(began), *(onset_facts or [ev.OnsetEstimated(began)]), *facts]
    if ended is not None:
        told.append(ev.Restored(ended, "全国で確認", "統括管理者"))
    events = [IncidentEvent(str(n), "i", f, Reporter("p"), began, f.default_scope) for n, f in enumerate(told)]
    return fold("i", events)


def judged(incident: Incident, now: str = "2030-01-01T00:00") -> tuple[Judgement, ...]:
    return judge(incident, CARRIER, japan(now), japan_day)


def one(incident: Incident, service_class: str, now: str = "2030-01-01T00:00", period="judai-2019") -> Judgement:
    return next(j for j in judged(incident, now) if j.service_class == service_class and j.period.id == period)
