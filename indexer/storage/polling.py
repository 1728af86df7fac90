"""Doing a step again and again, whatever befalls it once."""

from collections.abc import Callable
from threading import Event

from indexer.disk import explained
from indexer.errors import BalkanetupError

_RARELY = 10  # times the usual pause, at most: a damaged generation is fetched whole at each try


def repeat(
    step: Callable[[], None],
    seconds: float,
    stop: Event,
    on_problem: Callable[[BalkanetupError], None],
) -> None:
    """Do `step` every so many seconds until `stop` is set.

    A problem ends nothing. It is said once, and again when another or none came between. As long
    as it lasts, each pause is twice the one before, up to _RARELY times the usual one.
    """
    said, pause = "", seconds
    while not stop.is_set():
        try:
            step()
            said, pause = "", seconds
        except (BalkanetupError, OSError) as problem:
            ours = problem if isinstance(problem, BalkanetupError) else explained(problem)
            if str(ours) != said:
                on_problem(ours)
            said, pause = str(ours), min(2 * pause, _RARELY * seconds)
        stop.wait(pause)
