"""The carrier's table of inputs, for the commands that read it."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notices.domain.carrier import Carrier
    from notices.profile.inputs import InputTable
    from notices.settings import Settings


def input_table_of(settings: "Settings", carrier: "Carrier") -> "InputTable | None":
    """The table of this installation; None where none is set up. One that is named must be there."""
    from notices.profile.inputs_toml import FILE_NAME

    path = settings.inputs_file or settings.carrier_file.with_name(FILE_NAME)
    if settings.inputs_file is None and not path.exists():
        return None
    return _load(path, carrier)


def check_input_table(path: Path) -> tuple[int, Path]:
    """How many rows a table has, and the profile it was checked with: the one beside it, else that of the settings."""
    from notices.profile import load_carrier
    from notices.settings import read_settings

    beside = path.with_name("carrier.toml")
    carrier_file = beside if beside.exists() else read_settings().carrier_file
    return len(_load(path, load_carrier(carrier_file)).rows), carrier_file


def _load(path: Path, carrier: "Carrier") -> "InputTable":
    from notices.areas.table import load_areas
    from notices.areas.words import load_area_words
    from notices.desk.parse_area import area_parser
    from notices.profile.inputs_toml import load_inputs

    return load_inputs(path, carrier, area_parser(load_areas(), load_area_words()))
