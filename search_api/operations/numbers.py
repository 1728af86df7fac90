"""The folder in which the workers of one service write their numbers for the metrics.

It is named for the process that watches over them, which deletes it at its end. One that was
killed cannot: the next service to start deletes what is left of it.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from os import getpid
from pathlib import Path

from indexer.processes import is_running

_NAME = re.compile(r"balkanetup-metrics-([0-9]+)-.*")


@contextmanager
def folder() -> Iterator[str]:
    """Yield a folder that is there for the length of the block."""
    _delete_left_behind(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"balkanetup-metrics-{getpid()}-") as mine:
        yield mine


def _delete_left_behind(where: Path) -> None:
    """Delete the folders of processes that are no more; those of other users stay."""
    for path in where.iterdir():
        named = _NAME.fullmatch(path.name)
        if named and not is_running(int(named[1])):
            shutil.rmtree(path, ignore_errors=True)
