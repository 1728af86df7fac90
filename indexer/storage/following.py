"""Doing a step again and again, whatever befalls it once."""

from collections.abc import Callable
from threading import Event

from indexer.disk import explained
from indexer.errors import BalkanetupError


def repeat(
    step: Callable[[], None],
    seconds: float,
    stop: Event,
    on_problem: Callable[[BalkanetupError], None],
) -> None:
    """Do `step` every so many seconds until `stop` is set.

    A problem ends nothing. It is said once, and again when another or none came between.
    """
    said = ""
    while not stop.is_set():
        try:
            step()
            said = ""
        except (BalkanetupError, OSError) as problem:
            ours = problem if isinstance(problem, BalkanetupError) else explained(problem)
            if str(ours) != said:
                on_problem(ours)
            said = str(ours)
        stop.wait(seconds)
