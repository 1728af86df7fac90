"""An end to the waiting for calls that may hang: of a network, or of a disk behind one."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import Any, TypeVar

_T = TypeVar("_T")


class TimeLimit:
    """Calls, one at a time, each of which is waited for so many seconds.

    What hangs cannot be ended. Until it ends, further calls are refused at once, so that no more
    than one thread hangs.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._last: Future[Any] | None = None

    def call(self, do: Callable[[], _T]) -> _T:
        """Return what `do` returns. Raises what it raises, and TimeoutError at the limit."""
        if self._last is not None and not self._last.done():
            raise TimeoutError
        answer: Future[_T] = Future()
        self._last = answer
        Thread(target=_work, args=(do, answer), daemon=True).start()
        return answer.result(self._seconds)


def _work(do: Callable[[], _T], answer: Future[_T]) -> None:
    try:
        answer.set_result(do())
    except BaseException as problem:
        answer.set_exception(problem)
