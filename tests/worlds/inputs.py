"""A carrier's table of inputs for the small house, and the alerts and events that its systems send."""

from datetime import datetime, timedelta

from worlds.house import CARRIER, NOC, START

from notices.areas.table import load_areas
from notices.areas.words import load_area_words
from notices.desk.parse_area import area_parser
from notices.desk.record_input import InputDesk, record_input
from notices.domain.signal import SignalSource
from notices.profile.inputs_toml import parse_inputs
from notices.web.schemas.inputs import Alert, TmfMessage
from notices.web.signals import signal_of_alert, signal_of_event

TABLE = """
[[rows]]
id = "test-bed"
match = ["environment=staging"]
is_ignored = true

[[rows]]
id = "voice-down"
match = ["alertname=VoLTE*", "severity=critical"]
service = "voice"
effect = "unusable"
areas_from = "prefecture"
emergency_calls = { police = "affected", coast_guard = "affected", fire = "affected" }
group = "core"
hold_seconds = 120

[[rows]]
id = "voice-slow"
match = ["alertname=VoLTE*"]
service = "voice"
effect = "hard_to_use"
areas_from = "prefecture"
group = "core"
hold_seconds = 120

[[rows]]
id = "data-down"
match = ["alertname=PacketCore"]
service = "data"
effect = "unusable"
areas = ["全国"]
group = "core"
hold_seconds = 0
onset_seconds = 60

[[rows]]
id = "secret-cell"
match = ["alertname=Cell"]
service = "data"
effect = "hard_to_use"
areas_from = "prefecture"
sharing_scope = "internal"
group = "core"
hold_seconds = 0

[[rows]]
id = "node"
match = ["job=nodes"]
equipment_from = "instance"
group = "core"

[[rows]]
id = "problem"
sources = ["tmf656"]
match = ["affectedService.id=voice", "priority=1"]
service = "voice"
effect = "unusable"
areas_from = "affectedLocation.name"
group_by = ["id"]
hold_seconds = 0

[[rows]]
id = "ticket"
sources = ["tmf621"]
match = ["ticketType=outage"]
service = "data"
effect = "unusable"
group_by = ["id"]
hold_seconds = 0
"""

PARSE_AREA = area_parser(load_areas(), load_area_words())
INPUT_TABLE = parse_inputs(TABLE, "inputs.toml", CARRIER, PARSE_AREA)
INPUTS = InputDesk(INPUT_TABLE, PARSE_AREA)
NOT_YET = "0001-01-01T00:00:00Z"


def minute(minutes: float) -> str:
    return (START + timedelta(minutes=minutes)).isoformat()


def alert(name="VoLTE-Registration", began=0.0, ended=None, fingerprint=None, severity="critical", **labels):
    """One alert as Alertmanager sends it, minutes counted from START; `ended` None: it fires."""
    labels = {"alertname": name, "severity": severity, "prefecture": "東京都", **labels}
    return {
        "status": "firing" if ended is None else "resolved", "labels": labels,
        "annotations": {"description": "hss-07 の応答なし"}, "startsAt": minute(began),
        "endsAt": NOT_YET if ended is None else minute(ended), "generatorURL": "http://prometheus.example/graph",
        "fingerprint": fingerprint or f"{name}-{labels['prefecture']}-{severity}",
    }  # fmt: skip


def webhook(*alerts, **more):
    """Alertmanager's message, with the members that nobody here reads."""
    return {
        "version": "4", "groupKey": "{}:{}", "truncatedAlerts": 0, "status": "firing", "receiver": "shuchi",
        "groupLabels": {}, "commonLabels": {}, "commonAnnotations": {}, "externalURL": "http://alertmanager.example",
        "alerts": list(alerts), **more,
    }  # fmt: skip


def problem_event(what="Create", status="submitted", at=0.0, **members):
    """An event of TMF656."""
    problem = {
        "id": "sp-1", "href": "/serviceProblem/sp-1", "@type": "ServiceProblem", "name": "voice", "priority": 1,
        "description": "顧客 山田様 申告", "status": status, "affectedService": [{"id": "data"}, {"id": "voice"}],
        "affectedLocation": [{"id": "l-1", "name": "千葉県柏市の一部"}], "creationDate": minute(-5), **members,
    }  # fmt: skip
    return {
        "eventId": f"e-{what}-{status}-{at}", "eventType": f"ServiceProblem{what}Event", "eventTime": minute(at),
        "@type": f"ServiceProblem{what}Event", "event": {"serviceProblem": problem},
    }  # fmt: skip


def ticket_event(what="Create", status="acknowledged", at=0.0, **members):
    """An event of TMF621."""
    ticket = {
        "id": "tt-1", "ticketType": "outage", "severity": "critical", "description": "顧客 山田様 申告",
        "note": [{"id": "1", "text": "折り返し 090"}], "status": status, **members,
    }  # fmt: skip
    return {
        "eventId": f"e-{what}-{status}-{at}", "eventType": f"TroubleTicket{what}Event", "eventTime": minute(at),
        "event": {"troubleTicket": ticket},
    }  # fmt: skip


def take(world, *given, reporter=NOC, inputs=INPUTS):
    """The same as over HTTP, without the server."""
    now: datetime = world.clock.now()
    signals = []
    for each in given:
        if "eventType" in each:
            source = SignalSource.TMF656 if "serviceProblem" in each["event"] else SignalSource.TMF621
            signals.append(signal_of_event(source, TmfMessage(**each), now))
        else:
            signals.append(signal_of_alert(Alert(**each), now))
    return record_input(world.desk, inputs, signals, reporter, now)
