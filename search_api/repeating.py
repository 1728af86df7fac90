"""What is done every so many seconds beside the answering, in a thread of its own."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_log = logging.getLogger(__name__)


@contextmanager
def every(seconds: float, do: Callable[[], object], name: str) -> Iterator[None]:
    """Call `do` every so many seconds for the length of the block; `name` is the thread's.

    What `do` raises is logged, and it is called again.
    """
    stop = threading.Event()

    def repeat() -> None:
        while not stop.wait(seconds):
            try:
                do()
            except Exception:
                _log.exception("%s failed", name)

    thread = threading.Thread(target=repeat, daemon=True, name=name)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
