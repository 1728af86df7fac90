"""One writer at a time, with the catalogue open.

The kernel drops the lock when its holder ends, however it ends.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.catalogue import Catalogue
from indexer.errors import IndexLocked, StorageError
from indexer.storage.damage import refuse_damaged

FILE_NAME = "LOCK"


@contextmanager
def held(
    data_dir: Path, *, file_name: str = FILE_NAME, doing: str = "writing to"
) -> Iterator[None]:
    """Be the only writer for the length of the block. Raises IndexLocked, naming the pid.

    `file_name` and `doing` are of another lock, for work that keeps out its own kind alone.
    """
    if data_dir.exists() and not data_dir.is_dir():
        raise StorageError(
            f"{data_dir.resolve()} is a file, not a folder.",
            cure="Name a folder for the index in BALKANETUP_DATA_DIR.",
        )
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(data_dir / file_name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 32).decode("ascii", "replace").strip() or "unknown"
            raise IndexLocked(
                f"Another run is {doing} {data_dir.resolve()} (pid {holder}).",
                cure="Wait until it has finished, then try again.",
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        os.close(handle)


def is_held(data_dir: Path) -> bool:
    """Whether somebody is writing just now; nothing is waited for or kept out."""
    try:
        handle = os.open(data_dir / FILE_NAME, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


@contextmanager
def writing(data_dir: Path) -> Iterator[Catalogue]:
    """Yield the catalogue, open for writing, to the only writer.

    Raises IndexLocked, naming the pid, and IndexDamaged when the catalogue is not as its last
    publication left it: nothing is built on a damaged one.
    """
    with held(data_dir):
        refuse_damaged(data_dir)
        catalogue = Catalogue.create_or_open(data_dir)
        try:
            yield catalogue
        finally:
            catalogue.close()
