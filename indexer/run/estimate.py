"""How long a run still takes: what it learned so far of each format, applied to what is left."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from indexer.extraction.registry import suffix_of

if TYPE_CHECKING:
    from indexer.run.plan import Item

_ENOUGH_SECONDS = 5.0  # before that, the first figure would mislead


class Estimate:
    """Passages per byte, by suffix, and seconds per passage, as seen in this run.

    Files differ by a factor of a thousand, so counting files would promise anything.
    """

    def __init__(self, to_read: Sequence["Item"]) -> None:
        self._left = {item.path: item.entry.size for item in to_read}
        self._bytes: defaultdict[str, int] = defaultdict(int)
        self._passages: defaultdict[str, int] = defaultdict(int)

    def done(self, path: str, passages: int) -> None:
        """Note that a file is done, with that many passages."""
        size = self._left.pop(path, None)
        if size is not None:
            self._bytes[suffix_of(path)] += size
            self._passages[suffix_of(path)] += passages

    def seconds_left(self, elapsed: float) -> float | None:
        """Return the seconds still to go after `elapsed`, or None while it is too early to say."""
        made = sum(self._passages.values())
        if elapsed < _ENOUGH_SECONDS or made == 0:
            return None
        expected = sum(size * self._rate(path) for path, size in self._left.items())
        return expected * elapsed / made

    def _rate(self, path: str) -> float:
        """Return the passages per byte of a file: of its format, or of all where that is new."""
        seen = self._bytes.get(suffix_of(path), 0)
        if seen:
            return self._passages[suffix_of(path)] / seen
        return sum(self._passages.values()) / max(sum(self._bytes.values()), 1)
