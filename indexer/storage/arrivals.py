"""A catalogue that comes from elsewhere: is there room for it, and is it one that we would make."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from indexer.catalogue import Catalogue, checks
from indexer.disk import explained
from indexer.errors import IndexDamaged, UsageError

_CURE = "Fetch it again; if that does not help, make it anew where it comes from."


def check_space(size: int, folder: Path) -> None:
    """Raise UsageError where the disk of `folder` has no room for `size` bytes."""
    if size > shutil.disk_usage(folder).free:
        raise UsageError(f"The index takes {size:,} bytes.", cure="Free that much on this disk.")


def check_catalogue(copy: Path) -> None:
    """Refuse tables, triggers or views that we would not have made, and broken pages.

    Raises IndexDamaged.
    """
    with TemporaryDirectory() as scratch, closing(Catalogue.create_or_open(Path(scratch))) as ours:
        expected = checks.definitions(ours)
    try:
        with closing(Catalogue.open_copy(copy)) as theirs:
            checks.distrust(theirs)
            if checks.definitions(theirs) != expected:
                raise IndexDamaged("Its tables are not those of this version.", cure=_CURE)
            if not checks.pages_are_whole(theirs):
                raise IndexDamaged("Its catalogue is damaged.", cure=_CURE)
    except sqlite3.Error as problem:
        raise explained(problem) from problem
