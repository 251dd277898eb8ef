"""From the messages of other systems to signals. Times are taken no later than now; free text is left behind."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from notices.domain.errors import InputError
from notices.domain.signal import Signal, SignalSource, SignalState
from notices.web.schemas.inputs import Alert, TmfMessage, flat, usable

# States of TMF656 and TMF621 as v4 and v5 write them ("In Progress", "inProgress"), letters alone. One that is not
# listed changes nothing, since what a vendor means by it is not guessed; a ticket that is created is open all the same.
_STATES: Mapping[str, SignalState] = {
    "submitted": SignalState.FIRING,
    "acknowledged": SignalState.FIRING,
    "inprogress": SignalState.FIRING,
    "held": SignalState.FIRING,
    "pending": SignalState.FIRING,
    "resolved": SignalState.RESOLVED,
    "closed": SignalState.RESOLVED,
    "cancelled": SignalState.SET_ASIDE,
    "canceled": SignalState.SET_ASIDE,
    "rejected": SignalState.SET_ASIDE,
}
_RESOURCES: Mapping[SignalSource, str] = {SignalSource.TMF656: "serviceProblem", SignalSource.TMF621: "troubleTicket"}
# What a person wrote: no row is matched against it, nothing of it is kept.
_FREE_TEXT = frozenset({"description", "note", "statusChangeReason", "reason", "attachment", "resolution"})
_BEGINNINGS = ("timeRaised", "firstAlertDate", "creationDate", "requestedDate")
_MOST_ID = 200


def signal_of_alert(alert: Alert, now: datetime) -> Signal:
    """An alert of Alertmanager. It is about its beginning while it fires, and about its end afterwards."""
    started_at = usable(alert.startsAt, now) or now
    is_firing = alert.status == "firing"
    ended_at = None if is_firing else max(usable(alert.endsAt, now) or now, started_at)
    return Signal(
        source=SignalSource.ALERTMANAGER,
        external_id=alert.fingerprint or _fingerprint(alert.labels),
        state=SignalState.FIRING if is_firing else SignalState.RESOLVED,
        as_of=ended_at or started_at,
        fields={name: (value,) for name, value in alert.labels.items()},
        started_at=started_at,
        ended_at=ended_at,
        is_standing=True,
    )


def signal_of_event(source: SignalSource, message: TmfMessage, now: datetime) -> Signal:
    """An event about a service problem or a trouble ticket. Raises InputError for any other event or a broken one."""
    resource_name = _RESOURCES[source]
    begins = resource_name[0].upper() + resource_name[1:]
    if not (message.kind.startswith(begins) and message.kind.endswith("Event")):
        raise InputError("input_event_unknown", kind=message.kind[:100], source=source.value, wanted=begins)
    resource = message.event.get(resource_name)
    external_id = resource.get("id") if isinstance(resource, dict) else None
    is_id = isinstance(external_id, str) and 0 < len(external_id) <= _MOST_ID and external_id.isprintable()
    if not isinstance(resource, dict) or not isinstance(external_id, str) or not is_id:
        raise InputError("input_without_id", path=f"/event/{resource_name}/id")
    fields = flat({name: value for name, value in resource.items() if name not in _FREE_TEXT})
    state = SignalState.SET_ASIDE if message.kind.endswith("DeleteEvent") else _state(resource.get("status"))
    if state is None and message.kind.endswith("CreateEvent"):
        state = SignalState.FIRING
    as_of = usable(message.eventTime, now) or now
    return Signal(
        source=source,
        external_id=external_id,
        state=state,
        as_of=as_of,
        fields=fields,
        started_at=_first_time(resource, _BEGINNINGS, as_of),
        ended_at=None if state is not SignalState.RESOLVED else _first_time(resource, ("resolutionDate",), as_of),
    )


def _state(status: object) -> SignalState | None:
    letters = "".join(filter(str.isalpha, status)).lower() if isinstance(status, str) else ""
    # v4 groups held and pending: "In Progress [Held, Pending]"
    return _STATES.get("inprogress" if letters.startswith("inprogress") else letters)


def _first_time(resource: Mapping[str, object], names: tuple[str, ...], latest: datetime) -> datetime:
    """The first of these members that holds a time with its zone, no later than the event itself."""
    for name in names:
        value = resource.get(name)
        try:
            at = datetime.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            continue
        if at is not None and at.tzinfo is not None and (told := usable(at, latest)) is not None:
            return told
    return latest


def _fingerprint(labels: Mapping[str, str]) -> str:
    """For senders that give none: the same for the same labels, as Alertmanager's own is."""
    return hashlib.sha256(json.dumps(dict(labels), sort_keys=True).encode()).hexdigest()[:16]
