"""Files that survive a power cut, and what to say when the disk refuses."""

import errno
import hashlib
import os
import sqlite3
import stat
from pathlib import Path

from indexer.errors import BalkanetupError, IndexDamaged, StorageError

_CURES = {
    errno.ENOSPC: "Free some space on this disk, then run the same command again.",
    errno.EDQUOT: "Free some of your quota on this disk, then run the same command again.",
    errno.ENOENT: "Correct the name, or make the folder first.",
    errno.ENOTDIR: "Correct the name: a part of it is a file, not a folder.",
    errno.EISDIR: "Name a file: this is a folder.",
    errno.EROFS: "Mount the disk for writing, or name another folder in BALKANETUP_DATA_DIR.",
    errno.EACCES: "Give yourself the right to write there, or set BALKANETUP_DATA_DIR.",
    errno.EPERM: "Give yourself the right to write there, or set BALKANETUP_DATA_DIR.",
    errno.EMFILE: "Allow more open files (ulimit -n), or lower --workers.",
    errno.ENFILE: "Close other programs: the whole machine is out of open files.",
    errno.ENOMEM: "Close other programs, or lower --workers.",
    errno.EIO: "Check the disk and its cable; then run: balkanetup doctor",
}
_PRIVATE = 0o600
_OTHERWISE = "What was done until then is kept; run the same command again."
_BY_SQLITE = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_NOMEM: errno.ENOMEM,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
}
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def explained(problem: BaseException) -> BalkanetupError:
    """Return a failure of the system as one of our errors: what happened, and the cure."""
    if isinstance(problem, sqlite3.Error):
        return _explained_database(problem)
    if isinstance(problem, OSError):
        where = f" ({problem.filename})" if problem.filename else ""
        what = problem.strerror or str(problem)
        return StorageError(f"{what}{where}.", cure=_CURES.get(problem.errno or 0, _OTHERWISE))
    return StorageError("There is not enough memory.", cure=_CURES[errno.ENOMEM])


def _explained_database(problem: sqlite3.Error) -> BalkanetupError:
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF  # the rest only says which call it was
    if code in _DAMAGED:
        return IndexDamaged(
            f"The catalogue is damaged: {problem}.", cure="Mend it with: balkanetup doctor --fix"
        )
    cure = _CURES.get(_BY_SQLITE.get(code, 0), _OTHERWISE)
    return StorageError(f"The catalogue cannot be used: {problem}.", cure=cure)


def sha256(file: Path) -> str:
    """Return the SHA-256 of the file's bytes, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def fsync(path: Path) -> None:
    """Wait until the file, or the names in the folder, are on the disk itself."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def keep_private(file: Path) -> None:
    """Let nobody but its owner read `file`, which is made, empty, where it is not there yet.

    In a folder with the set-group-id bit its group may read it too: so a maintainer says that
    indexer and service are two users. A file of another user is theirs to protect.
    """
    mode = _PRIVATE | (stat.S_IRGRP if file.parent.stat().st_mode & stat.S_ISGID else 0)
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, mode)
    try:
        facts = os.fstat(handle)
        if facts.st_uid == os.geteuid() and stat.S_IMODE(facts.st_mode) != mode:
            os.fchmod(handle, mode)
    finally:
        os.close(handle)


def replace_file(file: Path, content: bytes, mode: int = 0o644) -> None:
    """Give `file` this content: whatever happens, it has the old one or the new one, whole.

    `mode` says who may read it, from the first byte on.
    """
    unfinished = file.with_name(f"{file.name}.part")
    unfinished.unlink(missing_ok=True)  # left by a process that was killed
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
        stream.write(content)
    fsync(unfinished)
    unfinished.replace(file)
    fsync(file.parent)
