"""Pictures of pages that were painted before: a folder of plain files, of a bounded size.

Nothing in it is needed: whoever deletes it loses a fraction of a second per page.
"""

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from indexer.disk import replace_file

FOLDER = "pages"
_PRIVATE = 0o600
_log = logging.getLogger(__name__)


class PageCache:
    """The folder `pages` in the data directory, with at most `most_bytes` in it."""

    def __init__(self, data_dir: Path, most_bytes: int) -> None:
        self._folder = data_dir / FOLDER
        self._most_bytes = most_bytes

    def get(self, name: str) -> bytes | None:
        """Return what was put under a name, if it is still there; it counts as used just now."""
        file = self._folder / name
        with suppress(OSError):
            content = file.read_bytes()
            os.utime(file)
            return content
        return None

    def put(self, name: str, content: bytes) -> None:
        """Keep `content` under a name; what was not used for longest makes room for it.

        A disk that refuses costs speed, not the answer.
        """
        if len(content) > self._most_bytes:
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_room(len(content))
            replace_file(self._folder / name, content, _PRIVATE)
        except OSError as problem:
            _log.warning("A picture of a page could not be kept: %s", problem)

    def made(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return what is kept under a name, made now where it is not."""
        content = self.get(name)
        if content is None:
            content = make()
            self.put(name, content)
        return content

    def _make_room(self, wanted: int) -> None:
        facts = []
        for entry in self._folder.iterdir():
            with suppress(OSError):  # another process deleted it
                status = entry.stat()
                facts.append((status.st_mtime_ns, status.st_size, entry))
        total = sum(size for _, size, _ in facts) + wanted
        for _, size, entry in sorted(facts):
            if total <= self._most_bytes:
                return
            entry.unlink(missing_ok=True)
            total -= size
