"""A small world for everything that counts minutes: one carrier, one incident, reports by the minute after onset."""

from datetime import UTC, datetime, timedelta

from notices.domain import incident_event as ev
from notices.domain.carrier import Brand, Carrier, ClockSettings, Service, ServiceKind
from notices.domain.impact import NATIONWIDE, Effect
from notices.domain.incident import fold
from notices.domain.incident_event import IncidentEvent, IncidentKind, Reporter
from notices.domain.notice_content import Contact, NoticeKind
from notices.policy.deadlines import Published

START = datetime(2018, 12, 6, 4, 39, tzinfo=UTC)


def at(minutes):
    return START + timedelta(minutes=minutes)


def hour(moment):
    return (moment + timedelta(hours=9)).hour


def carrier(*, designated=True, **clock):
    return Carrier(
        id="c", name="架空通信", is_designated_public_institution=designated, site_url="https://c.example/",
        brands=(Brand("b", "B"),), services=(Service("voice", "音声", ServiceKind.MOBILE_VOICE, ("b",)),),
        contacts=(Contact("窓口", "0120"),), clock=ClockSettings(**clock),
    )  # fmt: skip


def incident(*facts, detected=0, kind=IncidentKind.OUTAGE):
    known = at(detected)
    told = [ev.Opened(kind), ev.Detected(known), ev.ImpactChanged("voice", Effect.UNUSABLE, (NATIONWIDE,)), *facts]
    events = [IncidentEvent(str(n), "i", f, Reporter("p"), known, f.default_scope) for n, f in enumerate(told)]
    return fold("i", events)


def report(number, minutes, kind=NoticeKind.UPDATE, promise_minutes=None, on_web=True, **more):
    promised = at(promise_minutes) if promise_minutes is not None else None
    is_over = kind in (NoticeKind.RESTORED, NoticeKind.CAUSE, NoticeKind.CANCELLATION)
    return Published(number, kind, at(minutes), at(minutes) if on_web else None, promised, is_over=is_over, **more)
