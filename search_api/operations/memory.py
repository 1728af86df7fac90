"""Giving memory back: what answers to many readers needed at once is the system's again soon.

The allocator keeps what was freed for the next request, in the heap of each thread. After a busy
hour that is hundreds of megabytes which other programs of the machine could use.

And not going through the memory again and again for what could be given back.
"""

import ctypes
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from search_api.repeating import every

_SECONDS = 20.0
# When the collector looks at the newest objects, at those some time older, and at all: little at a
# time, and hardly ever at all, which takes 16 ms with what 500 readers are being answered with.
_THRESHOLDS = (700, 10, 1_000)


@contextmanager
def given_back(seconds: float = _SECONDS) -> Iterator[None]:
    """Give unused memory back every so many seconds for the length of the block."""
    trim = _trim()
    if trim is None:
        yield
        return

    def give_back() -> None:
        gc.collect()  # nobody who is idle comes to it
        trim(0)

    with every(seconds, give_back, "memory"):
        yield


@contextmanager
def kept_out_of_gc() -> Iterator[None]:
    """Let the garbage collector pass over all that is loaded already, for the length of the block.

    It never becomes garbage, and is a hundred thousand objects: each time the collector goes
    through them, every thread stands still for some 80 ms, that which answers /healthz too.
    """
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _trim() -> Callable[[int], int] | None:
    """Return what makes the C library give memory back; None where it has no such function."""
    try:
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError):  # musl, macOS
        return None
    return trim
