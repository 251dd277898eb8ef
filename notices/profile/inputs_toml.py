"""From the text of `inputs.toml` to the InputTable, in the way of `carrier_toml.py`: every mistake told at once."""

import tomllib
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from notices.domain.carrier import Carrier
from notices.domain.errors import ConfigurationError, InputError
from notices.domain.impact import USER_UNITS, Area, Effect, EmergencyCalls, EmergencyStatus, UserCount
from notices.domain.incident_event import IncidentKind
from notices.domain.sharing_scope import SharingScope
from notices.domain.signal import SignalSource
from notices.profile.checks import check_ids
from notices.profile.inputs import AreaParser, InputRow, InputTable, Match
from notices.profile.leaks import find_leaks
from notices.profile.mistakes import MistakeList, ProfileErrors
from notices.profile.parts import read_id
from notices.profile.reading import TableReader
from notices.profile.scan import find_lines, item
from notices.profile.syntax import encoding_mistake, syntax_mistake

EXAMPLE = Path(__file__).resolve().parent / "inputs_example.toml"
FILE_NAME = "inputs.toml"

_MOST_SECONDS = 24 * 60 * 60
_MOST_USERS = 10_000_000_000
_SCOPES = tuple(scope.name.lower() for scope in SharingScope)
_SOURCES = tuple(SignalSource)
_NUMBERS = ("police", "coast_guard", "fire")

_DEFAULTS = InputRow("", ())

Value = TypeVar("Value", bound=str)


def load_inputs(path: Path, carrier: Carrier, parse_area: AreaParser) -> InputTable:
    """The table of a file. Raises ConfigurationError when it cannot be read, ProfileErrors with every mistake in it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError("inputs_file_unreadable", path=path, reason=error.strerror) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProfileErrors(path.name, [encoding_mistake(path.name, content, error)]) from error
    return parse_inputs(text, path.name, carrier, parse_area)


def parse_inputs(text: str, file_name: str, carrier: Carrier, parse_area: AreaParser) -> InputTable:
    """The table of a text. Raises ProfileErrors with every mistake by file, line and field."""
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProfileErrors(file_name, [syntax_mistake(file_name, text, str(error))]) from error
    mistakes = MistakeList(file_name, find_lines(text))
    find_leaks(values, mistakes)
    top = TableReader(values, "", mistakes)
    readers = top.tables("rows", is_required=True)
    rows = [_read_row(reader, carrier, parse_area) for reader in readers]
    check_ids(readers, [row.id for row in rows])
    for position, (reader, row) in enumerate(zip(readers, rows, strict=True)):
        hiding = next((number for number in range(position) if rows[number].hides(row)), None)
        if row.matches and hiding is not None:
            reader.wrong("match", "row_never_reached", first=readers[hiding].path)
        reader.finish()
    top.finish()
    mistakes.raise_if_any()
    return InputTable(tuple(rows))


def _read_row(reader: TableReader, carrier: Carrier, parse_area: AreaParser) -> InputRow:
    make = partial(
        InputRow,
        id=read_id(reader),
        matches=_matches(reader),
        sources=tuple(map(SignalSource, reader.texts("sources", _SOURCES, "unknown_kind"))) or _SOURCES,
    )
    if reader.flag("is_ignored", default=False):
        return make(is_ignored=True)
    service_id = _choice(reader, "service", [service.id for service in carrier.services], "unknown_service_here")
    effect = _choice(reader, "effect", list(Effect))
    equipment_from = reader.text("equipment_from", "")
    if bool(service_id) != (effect is not None):
        reader.wrong("effect" if service_id else "service", "half_a_harm")
    elif effect is None and not equipment_from:
        reader.wrong("service", "row_without_claim")
    kind = _choice(reader, "kind", list(IncidentKind))
    scope = _choice(reader, "sharing_scope", _SCOPES)
    return make(
        service_id=service_id or "",
        effect=effect,
        areas=_areas(reader, parse_area),
        areas_from=reader.text("areas_from", ""),
        users=_users(reader),
        emergency_calls=_emergency_calls(reader),
        equipment_from=equipment_from,
        kind=kind or _DEFAULTS.kind,
        scope=SharingScope[scope.upper()] if scope else _DEFAULTS.scope,
        group=reader.text("group", ""),
        group_by=reader.texts("group_by"),
        hold_seconds=_seconds(reader, "hold_seconds", _DEFAULTS.hold_seconds),
        onset_seconds=reader.number_or_none("onset_seconds", 0, _MOST_SECONDS),
    )


def _matches(reader: TableReader) -> tuple[Match, ...]:
    """Each written "field=pattern"."""
    found = []
    for number, text in enumerate(reader.texts("match", is_required=True), start=1):
        field, sign, pattern = (part.strip() for part in text.partition("="))
        if not (field and sign and pattern):
            reader.wrong(item("match", number), "bad_match", value=text)
        found.append(Match(field, pattern))
    return tuple(found)


def _areas(reader: TableReader, parse_area: AreaParser) -> tuple[Area, ...]:
    areas: list[Area] = []
    for number, text in enumerate(reader.texts("areas"), start=1):
        try:
            area = parse_area(text)
        except InputError as error:
            # unknown_area, ambiguous_area or unknown_area_code: said here as for a setting
            reader.wrong(item("areas", number), f"{error.code}", **error.details)
            continue
        if area.code in [known.code for known in areas]:
            reader.wrong(item("areas", number), "twice_in_list", value=text)
        areas.append(area)
    return tuple(sorted(areas))


def _users(reader: TableReader) -> UserCount | None:
    table = reader.table("users")
    value = table.number_or_none("value", 1, _MOST_USERS)
    unit = _choice(table, "unit", USER_UNITS)
    is_approximate = table.flag("is_approximate", default=False)
    is_at_most = table.flag("is_at_most", default=False)
    table.finish()
    return UserCount(value, unit or USER_UNITS[0], is_approximate, is_at_most) if value is not None else None


def _emergency_calls(reader: TableReader) -> EmergencyCalls | None:
    table = reader.table("emergency_calls")
    told = [_choice(table, number, list(EmergencyStatus)) for number in _NUMBERS]
    table.finish()
    return EmergencyCalls(*(status or EmergencyStatus.UNKNOWN for status in told)) if any(told) else None


def _seconds(reader: TableReader, key: str, default: int) -> int:
    value = reader.number_or_none(key, 0, _MOST_SECONDS)
    return default if value is None else value


def _choice(reader: TableReader, key: str, allowed: Sequence[Value], code: str = "unknown_kind") -> Value | None:
    """One of the allowed values, None where nothing is written or it is none of them."""
    given = reader.text(key, "")
    found = next((value for value in allowed if value == given), None)
    if given and found is None:
        reader.wrong(key, code, value=given, known=", ".join(allowed))
    return found
