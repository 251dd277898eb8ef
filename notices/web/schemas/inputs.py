"""What the carrier's own systems send, as far as it is read. Vendors add members; what is not named here is let be."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from notices.desk.check_fact import EARLIEST
from notices.web.schemas.fields import TIME_PATTERN

# RFC 3339 of any year: the year 1 stands for "not yet"
MOMENT_PATTERN = TIME_PATTERN.replace("20[0-9]{2}", "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)")


def _as_described(value: object) -> object:
    if not isinstance(value, str) or re.fullmatch(MOMENT_PATTERN, value, re.ASCII) is None:
        raise PydanticCustomError("time_form", "not a time with its zone")
    return value


ExternalId = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x20\x7f-\xa0]{1,200}$")]
Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_as_described),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": MOMENT_PATTERN}),
]


class Message(BaseModel):
    """A message of somebody else's making: unknown members are passed over."""

    model_config = ConfigDict(extra="ignore")


class Alert(Message):
    """One alert. `endsAt` is the year 1 while it fires; `fingerprint` names its set of labels."""

    status: Literal["firing", "resolved"]
    labels: dict[str, str]
    startsAt: Moment  # noqa: N815 - Alertmanager's own names
    endsAt: Moment | None = None  # noqa: N815
    fingerprint: ExternalId | None = None


class AlertmanagerMessage(Message):
    """The webhook body of Alertmanager, version 4: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config.

    Grafana sends the same. `truncatedAlerts`: how many `max_alerts` cut off.
    """

    alerts: Annotated[list[Alert], Field(max_length=1000)]
    truncatedAlerts: StrictInt = 0  # noqa: N815


class TmfMessage(Message):
    """The envelope of every TM Forum event (TMF630 part 4; TMF656 and TMF621, v4 and v5).

    `event` holds the resource as a whole under its own name. v5 gives the kind as `@type`, too.
    """

    eventType: str | None = None  # noqa: N815 - TM Forum's own names
    type_: Annotated[str | None, Field(alias="@type")] = None
    eventTime: Moment | None = None  # noqa: N815
    event: dict[str, Any]

    @property
    def kind(self) -> str:
        """What happened, such as "TroubleTicketStatusChangeEvent"; "" where it is not said."""
        return self.eventType or self.type_ or ""


class InputsTaken(BaseModel):
    """What became of each input, by its id. `truncated`: how many the sender itself had left out."""

    recorded: list[str]
    unchanged: list[str]
    ignored: list[str]
    incident_ids: list[str]
    truncated: int = 0


def usable(at: datetime | None, now: datetime) -> datetime | None:
    """A sender's time, no later than now: its clock may be ahead, and the alert must count all the same.

    None for no time at all, such as the year 1 that stands for "not yet".
    """
    if at is None or at < EARLIEST:
        return None
    return min(at, now).astimezone(UTC)


def flat(value: object, name: str = "", depth: int = 6) -> dict[str, tuple[str, ...]]:
    """The members of a resource by dotted name, each with all its values.

    `affectedService.id` holds the ids of all of them; `characteristic.region` the value of the characteristic of that
    name (TMF656 and TMF621 `characteristic`: name and value).
    """
    found: dict[str, tuple[str, ...]] = {}

    def add(more: Mapping[str, tuple[str, ...]]) -> None:
        for key, values in more.items():
            found[key] = (*found.get(key, ()), *values)

    if depth == 0 or value is None:
        return found
    if isinstance(value, dict):
        for key, inner in value.items():
            add(flat(inner, f"{name}.{key}" if name else str(key), depth - 1))
        if isinstance(value.get("name"), str) and "value" in value:
            add(flat(value["value"], f"{name}.{value['name']}", depth - 1))
    elif isinstance(value, list):
        for inner in value:
            add(flat(inner, name, depth - 1))
    else:
        add({name: (str(value).lower() if isinstance(value, bool) else str(value),)})
    return found
