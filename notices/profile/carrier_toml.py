"""From the text of `carrier.toml` to the Carrier. `example.toml` beside this file explains every setting."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from notices.domain.carrier import Carrier
from notices.domain.errors import ConfigurationError
from notices.profile import parts
from notices.profile.checks import check_clock, check_ids
from notices.profile.leaks import find_leaks
from notices.profile.mistakes import MistakeList, ProfileErrors
from notices.profile.reading import TableReader
from notices.profile.scan import find_lines
from notices.profile.shapes import is_site_address
from notices.profile.syntax import encoding_mistake, syntax_mistake

EXAMPLE = Path(__file__).resolve().parent / "example.toml"

_TOP = (
    "name",
    "is_designated_public_institution",
    "site_url",
    "official_accounts",
    "apology",
    "names",
    "report_contact",
    "trusted_sources",
)

Part = TypeVar("Part")


def load_carrier(path: Path) -> Carrier:
    """The carrier of a file.

    Raises ConfigurationError when it cannot be read, ProfileErrors with every mistake in it.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ConfigurationError("carrier_file_missing", path=path) from error
    except OSError as error:
        raise ConfigurationError("carrier_file_unreadable", path=path, reason=error.strerror) from error
    try:
        text = content.decode("utf-8-sig")  # editors on Windows put a mark in front
    except UnicodeDecodeError as error:
        raise ProfileErrors(path.name, [encoding_mistake(path.name, content, error)]) from error
    return parse_carrier(text, path.name)


def parse_carrier(text: str, file_name: str) -> Carrier:
    """The carrier of a text. Raises ProfileErrors with every mistake by file, line and field."""
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProfileErrors(file_name, [syntax_mistake(file_name, text, str(error))]) from error
    mistakes = MistakeList(file_name, find_lines(text))
    find_leaks(values, mistakes)
    carrier = _read(TableReader(values, "", mistakes))
    mistakes.raise_if_any()
    return carrier


def _read(top: TableReader) -> Carrier:
    brands = _rows(top, "brands", parts.read_brand, is_required=True)
    brand_ids = tuple(dict.fromkeys(brand.id for brand in brands if brand.id))
    clock_reader = top.table("clock")
    alarms_reader = top.table("alarms")
    carrier = Carrier(
        id=parts.read_id(top),
        name=top.text("name"),
        is_designated_public_institution=top.flag("is_designated_public_institution"),
        site_url=top.text("site_url", looks_right=is_site_address, code="not_site_address"),
        brands=brands,
        services=_rows(top, "services", parts.read_service(brand_ids), is_required=True),
        contacts=_rows(top, "contacts", parts.read_contact, is_required=True),
        official_accounts=top.texts("official_accounts"),
        apology=top.text("apology", ""),
        partners=_rows(top, "partners", parts.read_partner),
        authorities=_rows(top, "authorities", parts.read_authority),
        names=top.names("names", parts.OTHER_LANGUAGES),
        report_contact=top.text("report_contact", ""),
        standing_approvals=_rows(top, "standing_approvals", parts.read_standing_approval),
        trusted_sources=top.texts("trusted_sources"),
        clock=parts.read_clock(clock_reader),
        alarms=parts.read_alarms(alarms_reader),
    )
    check_clock(clock_reader, carrier.clock, is_designated=carrier.is_designated_public_institution)
    for reader in (clock_reader, alarms_reader):
        reader.finish(_TOP)
    top.finish()
    return carrier


def _rows(
    top: TableReader, key: str, read: Callable[[TableReader], Part], *, is_required: bool = False
) -> tuple[Part, ...]:
    readers = top.tables(key, is_required=is_required)
    rows = [read(reader) for reader in readers]
    check_ids(readers, [getattr(row, "id", "") for row in rows])
    for reader in readers:
        reader.finish(_TOP)
    return tuple(rows)
