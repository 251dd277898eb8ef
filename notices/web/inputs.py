"""Inputs: what monitoring and ticket systems send of themselves, made into facts by the carrier's table."""

import logging
from collections.abc import Sequence

from fastapi import APIRouter, Response

from notices.desk.desk import Desk
from notices.desk.parse_area import area_parser
from notices.desk.record_input import InputDesk, record_input
from notices.domain.errors import InputError
from notices.domain.signal import Signal, SignalSource
from notices.storage.database import Records
from notices.web.call import Answer, Call, Recording
from notices.web.schemas.inputs import AlertmanagerMessage, InputsTaken, TmfMessage
from notices.web.signals import signal_of_alert, signal_of_event

router = APIRouter(prefix="/api/v1/inputs", tags=["inputs"])

log = logging.getLogger("shuchi.inputs")


@router.post("/alertmanager", status_code=202, response_model=InputsTaken)
def take_alerts(message: AlertmanagerMessage, call: Recording) -> Response:
    """Alerts of Alertmanager, and of whatever sends the same. Sent again, they change nothing."""
    signals = [signal_of_alert(alert, call.now) for alert in message.alerts]
    return _take(call, SignalSource.ALERTMANAGER, signals, max(message.truncatedAlerts, 0))


# TM Forum listeners answer 204 (TMF630; generated servers of TMF621 v5), and some senders add the path of the event
@router.post("/tmf656", status_code=204, response_class=Response)
@router.post("/tmf656/listener/{event_name}", status_code=204, response_class=Response, include_in_schema=False)
def take_service_problem(message: TmfMessage, call: Recording) -> Response:
    """An event of TMF656 Service Problem Management."""
    return _heard(call, SignalSource.TMF656, message)


@router.post("/tmf621", status_code=204, response_class=Response)
@router.post("/tmf621/listener/{event_name}", status_code=204, response_class=Response, include_in_schema=False)
def take_trouble_ticket(message: TmfMessage, call: Recording) -> Response:
    """An event of TMF621 Trouble Ticket."""
    return _heard(call, SignalSource.TMF621, message)


def _heard(call: Call, source: SignalSource, message: TmfMessage) -> Response:
    _take(call, source, [signal_of_event(source, message, call.now)], 0)
    return Response(status_code=204)


def _take(call: Call, source: SignalSource, signals: Sequence[Signal], truncated: int) -> Response:
    table = call.office.inputs
    if table is None:
        raise InputError("inputs_not_set_up")
    inputs = InputDesk(table, area_parser(call.desk.areas, call.office.area_words))

    def act(desk: Desk, records: Records) -> Answer:
        del records
        taken = record_input(desk, inputs, signals, call.reporter, call.now)
        if taken.ignored or truncated:
            counts = {"ignored": len(taken.ignored), "truncated": truncated, "external_ids": taken.ignored[:20]}
            log.info("inputs without a row", extra={"source": source.value, "caller": call.owner, **counts})
        body = InputsTaken(
            recorded=taken.recorded, unchanged=taken.unchanged, ignored=taken.ignored, incident_ids=taken.incident_ids,
            truncated=truncated,
        )  # fmt: skip
        return Answer(body, status=202)

    return call.once(act)
