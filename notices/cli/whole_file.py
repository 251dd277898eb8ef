"""Writes a file in one step and on the disk: whoever reads it sees the old text or the new one, never half."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from notices.domain.errors import InputError


def write_whole(file: str, text: str) -> None:
    """UTF-8 with the line ends as they are. Mode and owner of a file that is there stay; a link stays one.

    Raises InputError where the file may not be written; nothing is changed then.
    """
    path = Path(file).resolve()
    temporary = path.with_name(f".shuchi-{secrets.token_hex(6)}.part")
    try:
        status = path.stat() if path.exists() else None
        if status is not None and not os.access(path, os.W_OK):
            raise PermissionError(13, os.strerror(13))
        with temporary.open("xb") as written:
            if status is not None:
                if (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
                    os.fchown(written.fileno(), status.st_uid, status.st_gid)
                os.fchmod(written.fileno(), status.st_mode)
            written.write(text.encode("utf-8"))
            written.flush()
            os.fsync(written.fileno())
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise InputError("file_not_written", file=file, reason=error.strerror) from error
