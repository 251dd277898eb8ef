"""A desk whose verbs all work inside one transaction that is already open, so that a call stands or falls whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from notices.desk.desk import Desk
from notices.storage.database import Records


class JoinedDatabase:
    """Answers `desk.ports.Database` with the records of the open transaction; commits nothing itself."""

    def __init__(self, records: Records) -> None:
        self._records = records

    @contextmanager
    def write(self) -> Iterator[Records]:
        """The open transaction."""
        yield self._records

    @contextmanager
    def read(self) -> Iterator[Records]:
        """The open transaction."""
        yield self._records


def joined(desk: Desk, records: Records, wake: Callable[[], None]) -> Desk:
    """The same desk inside this transaction. `wake` is noted only: nobody is woken before the work is written down."""
    return replace(desk, database=JoinedDatabase(records), wake=wake)
