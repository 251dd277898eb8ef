"""Random facts that the door lets in: what may be told of incidents, as strategies."""

from datetime import timedelta

from hypothesis import strategies as st
from worlds.house import START

from notices.domain import incident_event as ev
from notices.domain.carrier import Service, ServiceKind
from notices.domain.impact import USER_UNITS, Area, Effect, EmergencyCalls, EmergencyStatus, UserCount
from notices.domain.network_part import NetworkPart
from notices.policy.alternative import load_alternatives

SERVICES = tuple(
    Service(service_id, name, kind, ("kaku",), tags, has_emergency_calls)
    for service_id, name, kind, tags, has_emergency_calls in (
        ("voice", "携帯電話（音声通話）", ServiceKind.MOBILE_VOICE, ("own-core", "own-radio"), True),
        ("data", "携帯電話（データ通信）", ServiceKind.MOBILE_DATA, ("own-core", "own-radio"), False),
        ("fixed", "固定電話", ServiceKind.FIXED_VOICE, ("own-fixed",), True),
        ("hikari", "カクウ光", ServiceKind.FIXED_INTERNET, ("own-fixed", "own-internet"), False),
        ("mail", "カクウメール", ServiceKind.MAIL, ("own-mail",), False),
        ("sms", "SMS", ServiceKind.MESSAGING, (), False),
        ("home", "ホームでんわ", ServiceKind.MOBILE, ("own-radio",), True),
        ("meters", "検針", ServiceKind.IOT, ("own-core",), False),
        ("lights", "見守り灯", ServiceKind.OTHER, (), False),
    )
)
_STATUSES = st.sampled_from([each for each in EmergencyStatus if each is not EmergencyStatus.RESTORED])
_CALLS = st.builds(EmergencyCalls, _STATUSES, _STATUSES, _STATUSES) | _STATUSES.map(lambda s: EmergencyCalls(s, s, s))
_AREA = st.builds(Area, st.sampled_from(["00", "01", "13", "14", "27", "13104", "13113", "27102", "17204"]))
_AREAS = st.none() | st.lists(_AREA, min_size=1, max_size=4, unique_by=lambda area: area.code).map(tuple)
_USERS = st.none() | st.builds(
    UserCount, st.sampled_from([1, 500, 39_150_000]), st.sampled_from(USER_UNITS), st.booleans(), st.booleans()
)
_IDS = st.sampled_from([service.id for service in SERVICES])
_MEANS = st.sampled_from([means.id for means in load_alternatives() if means.is_switched])
_BEFORE = st.integers(0, 90).map(lambda minutes: START - timedelta(minutes=minutes))

IMPACT = st.builds(
    ev.ImpactChanged, _IDS, st.sampled_from(Effect), _AREAS, _USERS, st.none() | _CALLS, st.booleans(), st.booleans()
)
FACT = (
    IMPACT
    | st.builds(ev.ImpactRetracted, st.tuples(_IDS))
    | st.builds(ev.Opened, st.sampled_from(ev.IncidentKind))
    | st.builds(ev.OnsetEstimated, _BEFORE, st.booleans())
    | st.builds(ev.CauseClassified, st.sampled_from(ev.CauseCategory))
    | st.builds(ev.PartsFailed, st.lists(st.sampled_from(NetworkPart), max_size=3, unique=True).map(tuple))
    | st.builds(ev.AlternativeOpened, _MEANS, _AREAS)
    | st.builds(ev.AlternativeClosed, _MEANS)
    | st.builds(ev.RecoveryReported, _BEFORE, st.just(()) | st.tuples(_IDS))
    | st.builds(ev.Restored, _BEFORE, st.just("監視で確認"), st.just("センター長"))
    | st.just(ev.StateChecked())
)
