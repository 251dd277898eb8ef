"""What broke around us, in one word, from what Python raised: the database's file, its disk, this process's limits.

The words are codes; their sentences are `trouble.<code>` in the catalogues, the remedies stand in docs/faults.md.
"""

import errno
import sqlite3
from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

# SQLite's primary result code, https://www.sqlite.org/rescode.html
OF_SQLITE: Mapping[int, str] = {
    sqlite3.SQLITE_FULL: "database_full",
    sqlite3.SQLITE_BUSY: "database_locked",
    sqlite3.SQLITE_LOCKED: "database_locked",
    sqlite3.SQLITE_READONLY: "database_read_only",
    sqlite3.SQLITE_PERM: "database_read_only",
    sqlite3.SQLITE_CANTOPEN: "database_not_opened",
    sqlite3.SQLITE_IOERR: "database_disk",
    sqlite3.SQLITE_CORRUPT: "database_damaged",
    sqlite3.SQLITE_NOTADB: "database_no_database",
    sqlite3.SQLITE_NOMEM: "memory_short",
}
OF_SYSTEM: Mapping[int, str] = {
    errno.EMFILE: "descriptors_short",
    errno.ENFILE: "descriptors_short",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "disk_read_only",
    errno.EIO: "disk_broken",
    errno.ENOMEM: "memory_short",
}


def trouble_of(error: BaseException) -> str | None:
    """The word for what broke, None where the error is of another kind (a defect of ours, most of all)."""
    if isinstance(error, BaseExceptionGroup):
        return next((word for inner in error.exceptions if (word := trouble_of(inner))), None)
    if isinstance(error, NoConnection):
        return "database_busy"
    if isinstance(error, DBAPIError):
        return _of_database(error)
    if isinstance(error, MemoryError):
        return "memory_short"
    return OF_SYSTEM.get(error.errno or 0) if isinstance(error, OSError) else None


def _of_database(error: DBAPIError) -> str | None:
    # an extended code holds the primary one in its lowest byte; 0: raised by Python's own layer
    primary = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    if primary in OF_SQLITE:
        return OF_SQLITE[primary]
    if str(error.orig).startswith("no such table"):
        return "database_damaged"
    is_server_gone = isinstance(error, OperationalError) and not isinstance(error.orig, sqlite3.Error)
    return "database_not_opened" if is_server_gone else None
