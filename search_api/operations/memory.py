"""Giving memory back: what answers to many readers needed at once is the system's again soon.

The allocator keeps what was freed for the next request, in heaps that several threads share. After
a busy hour that is hundreds of megabytes which other programs of the machine could use: so there
are few heaps, and they are emptied now and then.

And not going through the memory again and again for what could be given back.
"""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager

from search_api.repeating import every

_SECONDS = 20.0
# Heaps of the C library, which makes eight for each core. With two, after 12 s with 8 readers and
# 12 s with 500: 346 MiB, a minute later 411; with as many as it likes, 366 and 462. Not slower.
_MOST_HEAPS = 2
_M_ARENA_MAX = -8  # of mallopt(3)
# When the collector looks at the newest objects, at those some time older, and at all: little at a
# time, and hardly ever at all, which takes 16 ms with what 500 readers are being answered with.
_THRESHOLDS = (700, 10, 1_000)


@contextmanager
def given_back(seconds: float = _SECONDS) -> Iterator[None]:
    """Give unused memory back every so many seconds for the length of the block.

    To be entered before the threads that answer begin: each keeps to the heap it began with.
    """
    library = _c_library()
    if library is None:
        yield
        return
    library.mallopt(_M_ARENA_MAX, _MOST_HEAPS)

    def give_back() -> None:
        gc.collect()  # nobody who is idle comes to it
        library.malloc_trim(0)

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


def _c_library() -> ctypes.CDLL | None:
    """Return the C library where it can give memory back; None where not (musl, macOS)."""
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") else None
