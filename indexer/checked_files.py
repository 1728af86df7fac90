"""Which files were read in full before, and what their hashes were: a start need not do it again.

A file is taken to be what it was when it is the same one, as large, and neither written to nor
replaced since, by the times that the system itself keeps. What a disk loses without anybody writing
is found by who reads in full: `balkanetup verify`, `doctor`, and the service beside its answers.
"""

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from indexer.disk import sha256

NAME = "checked.json"
_KEPT = 64  # files
_YOUNG = 2.0  # seconds: what is written to once more at once may keep its time
_Facts = list[int]


class CheckedFiles:
    """The hashes in a record, a file of ours; where it cannot be written, each file is read."""

    def __init__(self, record: Path) -> None:
        self._record = record

    def hash_of(self, file: Path, read: Callable[[Path], str] = sha256) -> str:
        """Return what `read` returns for a file, from the record where the file is as it was.

        Raises OSError.
        """
        key, facts = _identity(file, read)
        kept = self._read().get(key)
        if kept is not None and kept[0] == facts:
            return kept[1]
        value = read(file)
        is_young = time.time() - max(facts[1:]) / 1e9 < _YOUNG
        if not is_young and _identity(file, read) == (key, facts):
            self._keep(key, facts, value)
        return value

    def forget(self) -> None:
        """Have every file read in full when it is asked for next."""
        with suppress(OSError):
            self._record.unlink(missing_ok=True)

    def _read(self) -> dict[str, tuple[_Facts, str]]:
        try:
            kept = json.loads(self._record.read_bytes())
            return {str(key): (list(facts), str(value)) for key, (facts, value) in kept.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _keep(self, key: str, facts: _Facts, value: str) -> None:
        """Add a file to the record. Of two processes at once, one may be passed over."""
        kept = [(other, its) for other, its in self._read().items() if other != key]
        record = dict([*kept[1 - _KEPT :], (key, (facts, value))])
        unfinished = self._record.with_name(f"{NAME}.{os.getpid()}.part")
        with suppress(OSError):
            unfinished.write_text(json.dumps(record), encoding="ascii")
            unfinished.replace(self._record)


def _identity(file: Path, read: Callable[[Path], str]) -> tuple[str, _Facts]:
    """Return which file it is, for which hash; and its size and times, in nanoseconds."""
    facts = file.stat()
    key = f"{read.__name__} {facts.st_dev} {facts.st_ino}"
    return key, [facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns]
