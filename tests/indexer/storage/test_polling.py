"""A step that is done again and again outlives its problems, says each once, and tries rarely."""

from threading import Event

import pytest

from indexer.errors import BalkanetupError, StoreError
from indexer.storage.polling import repeat


class Pauses(Event):
    """Notes how long it is waited for, and is set after so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.seconds: list[float] = []
        self._times = times

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds.append(timeout or 0)
        if len(self.seconds) == self._times:
            self.set()
        return self.is_set()


def test_a_problem_that_lasts_is_said_once_and_tried_ever_more_rarely() -> None:
    gone = StoreError("It is out of reach.", cure="Wait.")
    outcomes = [None, gone, gone, gone, gone, gone, None, OSError("no network"), gone]
    said: list[str] = []

    def step() -> None:
        if problem := outcomes.pop(0):
            raise problem

    def say(problem: BalkanetupError) -> None:
        said.append(problem.message)

    pauses = Pauses(len(outcomes))
    repeat(step, 3, pauses, say)
    assert pauses.seconds == [3, 6, 12, 24, 30, 30, 3, 6, 12]
    assert said[::2] == ["It is out of reach.", "It is out of reach."]
    assert "no network" in said[1]


def test_a_fault_of_the_program_is_not_taken_for_a_problem() -> None:
    def step() -> None:
        raise TypeError("not this way")

    with pytest.raises(TypeError):
        repeat(step, 3, Event(), print)
