"""How long each stage of a search takes."""

import time


class Stopwatch:
    """Measures one stage after the other, in seconds."""

    def __init__(self) -> None:
        self._began = self._last = time.perf_counter()
        self.stages: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """Note that a stage ends here, and the next begins."""
        now = time.perf_counter()
        self.stages[stage] = self.stages.get(stage, 0.0) + now - self._last
        self._last = now

    @property
    def seconds(self) -> float:
        """The time since it was started."""
        return time.perf_counter() - self._began
