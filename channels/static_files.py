"""Puts finished files in place for the static doors: whole or not at all, and never a link before its page.

What a folder may answer, in our words, is `ANSWERS`; each static door shows it as its own `codes.py`.
"""

import asyncio
import errno
import fcntl
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO, ParamSpec, TypeVar

from notices.domain.errors import DeliveryFailed

# errno → reason. A folder can be mended (space made, rights given, disk mounted again), so none of these is permanent.
ANSWERS: Mapping[int, str] = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "folder_read_only",
    errno.EACCES: "folder_not_writable",
    errno.EPERM: "folder_not_writable",
    errno.ENOENT: "folder_missing",
    errno.ENOTDIR: "folder_is_a_file",
    errno.EEXIST: "folder_is_a_file",
    errno.EISDIR: "file_is_a_folder",
    errno.EIO: "disk_broken",
    errno.ESTALE: "folder_missing",
    errno.EMFILE: "too_many_files_open",
    errno.ENFILE: "too_many_files_open",
}
OTHER_ANSWER = "folder_failed"
PATH_REFUSED = "path_refused"
NOTHING_TO_PLACE = "nothing_to_place"
FOLDER_REPLACED = "folder_replaced"
# as large as most pages: a disk that takes a few bytes more is no help to anyone
PROBE = b"probe" * 13_000

_P = ParamSpec("_P")
_T = TypeVar("_T")


class SiteFolder:
    """One folder that a web server shows. Writers may meet in it: each file is always one writer's whole file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._placed: tuple[Path, int, int] | None = None
        self._is_owed = False
        self._thread = ThreadPoolExecutor(1, "site-folder")

    async def apart(self, work: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T:
        """Do it in this folder's own thread: a disk that hangs keeps nothing else waiting, and turns are kept."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(*given, **named))

    def close(self) -> None:
        """Let go of the thread; what waits in it is given up."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def place(self, files: Mapping[str, bytes | None], *, is_whole: bool = False) -> int:
        """Write what changed, remove what is None; returns how many files changed.

        `is_whole`: nothing else belongs in the folder, so that a replaced one is complete again.
        Untouched bytes keep their time stamp, and with it their ETag. Raises DeliveryFailed: permanent for no files at
        all or a path that leads out of the folder (nothing is written then), otherwise with a reason of `ANSWERS`.
        """
        if not files:
            raise DeliveryFailed(NOTHING_TO_PLACE, is_permanent=True)
        with _in_our_words():
            targets = {path: self._target(path) for path in sorted(files, key=_order)}
            self._is_owed = self._is_owed or self._is_replaced()
            stale = [(target, data) for path, target in targets.items() if _read(target) != (data := files[path])]
            for folder in {target.parent for target, data in stale if data is not None}:
                folder.mkdir(parents=True, exist_ok=True)
                _sweep(folder)
            for target, data in stale:
                if data is not None:
                    _write(target, data)
            for target, data in reversed(stale):
                if data is None:
                    target.unlink(missing_ok=True)
            for folder in {target.parent for target, _ in stale}:
                _sync_folder(folder)  # each once, before anybody is told that the files stand there
            last = next((targets[path] for path in reversed(targets) if files[path] is not None), None)
            if last is not None:
                self._placed = (last, *_identity(self._folder))
            self._is_owed = self._is_owed and not is_whole
        return len(stale)

    def holds(self, files: Mapping[str, bytes | None]) -> bool:
        """Whether every file stands there byte for byte, and none that should be gone. Raises DeliveryFailed."""
        with _in_our_words():
            return all(_read(self._target(path)) == data for path, data in files.items())

    def check_writable(self) -> None:
        """Write and remove one file that nobody reads. Raises DeliveryFailed, also where what was placed is gone."""
        with _in_our_words():
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._is_owed or self._is_replaced():
                raise DeliveryFailed(FOLDER_REPLACED)
            _sweep(self._folder)
            with _temporary_beside(self._folder / "probe") as probe:
                try:
                    _fill(probe, PROBE)
                finally:
                    Path(probe.name).unlink(missing_ok=True)

    def _is_replaced(self) -> bool:
        """What was placed is gone: the folder was removed or emptied, or another disk stands in its place."""
        if self._placed is None:
            return False
        last, *identity = self._placed
        return not last.exists() or tuple(identity) != _identity(self._folder)

    def _target(self, path: str) -> Path:
        parts = PurePosixPath(path).parts
        is_plain = parts and "/".join(parts) == path and not any(part.startswith(("/", ".")) for part in parts)
        # a symbolic link inside the folder may still lead out of it
        target = self._folder / path
        if not is_plain or "\0" in path or not target.parent.resolve().is_relative_to(self._folder.resolve()):
            raise DeliveryFailed(PATH_REFUSED, is_permanent=True, vendor_text=path)
        return target


def _order(path: str) -> tuple[int, int, str]:
    """Pages before the pages that link to them: incidents deepest first, then lists, then the top, then the feeds."""
    parts = path.split("/")
    stage = {"incidents": 0, "feeds": 3}.get(parts[0], 1 if len(parts) > 1 else 2)
    return stage, -len(parts), path


def _identity(folder: Path) -> tuple[int, int]:
    found = folder.stat()
    return found.st_dev, found.st_ino


def _write(target: Path, data: bytes) -> None:
    with _temporary_beside(target) as file:
        temporary = Path(file.name)
        try:
            _fill(file, data)
            temporary.replace(target)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise


@contextmanager
def _temporary_beside(target: Path) -> Iterator[BinaryIO]:
    """Hidden, in the same folder (a rename across disks is no single step), and no other writer's.

    The lock says that its writer lives. Swept in the instant before it is taken, the rename fails and is tried again.
    """
    with target.with_name(f".{target.name}.{secrets.token_hex(6)}.part").open("xb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _sweep(folder: Path) -> None:
    """Remove what a writer that was killed left half written: the system gave up its lock."""
    for leftover in folder.glob(".*.part"):
        with suppress(FileNotFoundError, BlockingIOError), leftover.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            leftover.unlink(missing_ok=True)


def _fill(file: BinaryIO, data: bytes) -> None:
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(target: Path) -> bytes | None:
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = ANSWERS.get(error.errno or 0, OTHER_ANSWER)
        code = errno.errorcode.get(error.errno or 0)
        raise DeliveryFailed(reason, vendor_code=code, vendor_text=error.strerror) from error
