"""A database belongs to one mode for good: no drill or replay is ever written beside real incidents (C12)."""

from notices.desk.ports import Database
from notices.domain.errors import ConfigurationError
from notices.domain.incident_event import Mode

_KEY = "mode"


def claim_database(database: Database, mode: Mode) -> None:
    """Take the database for this mode, or find it taken for it. Raises ConfigurationError when it is another's."""
    with database.read() as records:
        kept = records.house.get(_KEY)
    if kept is None:
        with database.write() as records:
            kept = records.house.get(_KEY)
            if kept is None:
                records.house.put(_KEY, mode.value)
                return
    if kept != mode.value:
        raise ConfigurationError("database_of_other_mode", kept=kept, asked=mode.value)
