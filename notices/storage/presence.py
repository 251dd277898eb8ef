"""Who works on a database's file: a lock beside it, held as long as the process lives, however it ends (0009)."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path


class Presence:
    """Of one house on a SQLite file. The system lets go of the lock with the process, also of one that was killed.

    `was_alone`: no other house lived on the file when this one came, so that whoever holds anything there is dead.
    """

    def __init__(self, database: Path) -> None:
        self.was_alone = False
        self._file: int | None = None
        with suppress(OSError):
            self._file = os.open(database.with_name(f"{database.name}.houses"), os.O_RDWR | os.O_CREAT, 0o600)
            with suppress(BlockingIOError):
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.was_alone = True

    def share(self) -> None:
        """From here on others may come; they wait until the first has put things in order."""
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_SH)

    def leave(self) -> None:
        """This house works no more."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
