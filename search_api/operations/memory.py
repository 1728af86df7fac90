"""Giving memory back: what answers to many readers needed at once is the system's again soon.

The allocator keeps what was freed for the next request, in the heap of each thread. After a busy
hour that is hundreds of megabytes which other programs of the machine could use.
"""

import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SECONDS = 20.0


@contextmanager
def given_back(seconds: float = _SECONDS) -> Iterator[None]:
    """Give unused memory back every so many seconds for the length of the block."""
    trim = _trim()
    if trim is None:
        yield
        return
    stop = threading.Event()

    def keep() -> None:
        while not stop.wait(seconds):
            trim(0)

    thread = threading.Thread(target=keep, daemon=True, name="memory")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _trim() -> Callable[[int], int] | None:
    """Return what makes the C library give memory back; None where it has no such function."""
    try:
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError):  # musl, macOS
        return None
    return trim
